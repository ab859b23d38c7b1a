"""Environment files: names and values as one mapping, secrets left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Entry, Mapping
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines
from groundrules.extract.secret import redacted
from groundrules.extract.tree import literal

_SETTING = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|`(?P<back>[^`]*)`|(?P<plain>[^\n]*))",
    re.MULTILINE,
)
_TRAILING_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The settings of an environment file, `<redacted>` in place of every secret."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add the mapping and suppressions to the facts of a file."""
    lines = Lines(text)
    facts.suppressions = suppressions(text, facts.kind)
    facts.documents = (Mapping(tuple(_entries(text, lines)), lines.span(0, len(text))),)


def _entries(text: str, lines: Lines) -> Iterator[Entry]:
    """One entry a setting, in order; of a name set twice the last counts where it is asked for."""
    for match in _SETTING.finditer(text):
        kind = next(kind for kind in ("double", "single", "back", "plain") if match[kind] is not None)
        value = match[kind]
        if kind == "plain":
            value = _TRAILING_COMMENT.sub("", value).rstrip()
        start = match.start(kind)
        span = lines.span(start, start + len(value))
        yield Entry(match["name"], literal(redacted(match["name"], value), span), lines.span(*match.span("name")))
