"""Requirements files of pip: options, markers, hashes and continued lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Dependency, FileFacts
from groundrules.domain.source import SourceFile
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines
from groundrules.extract.requirement import requirement

_LINE = re.compile(r"[^\\\n]+(?:\\(?s:.)[^\\\n]*)*")
_OPTION = re.compile(r"\s--?[a-z][\w-]*(?:[= ].*)?$", re.DOTALL)
_EDITABLE = re.compile(r"(?:-e|--editable)[ =]*")
_GROUP = re.compile(r"(?:^|/)(?:requirements[-_.]?)?([\w-]*?)(?:[-_.]?requirements)?\.(?:txt|in|pip)$")


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The packages of a requirements file; those of a file it includes are in that file."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add dependencies and suppressions to the facts of a file."""
    facts.suppressions = suppressions(text, facts.kind)
    facts.dependencies = tuple(_dependencies(text, group_of(facts.path)))


def group_of(path: str) -> str:
    """What a requirements file is for, by its name: `requirements-dev.txt` and `requirements/dev.txt` are `dev`."""
    match = _GROUP.search(path)
    return match[1].strip("-_.") if match and match[1] not in ("requirements", "base", "main") else ""


def _dependencies(text: str, group: str) -> Iterator[Dependency]:
    lines = Lines(text)
    for match in _LINE.finditer(text):
        written = re.split(r"(?:^|\s)#", match[0], maxsplit=1)[0]
        content = _EDITABLE.sub("", written.replace("\\\n", " ").strip(), count=1)
        content = _OPTION.sub("", content)
        start = match.start() + len(written) - len(written.lstrip())
        end = min(start + len(content), match.start() + len(written.rstrip()))
        found = None if content.startswith("-") else requirement(content, lines.span(start, end), group)
        if found is not None:
            yield found
