"""YAML as written, with places: composed from parser events, so that nothing is constructed and nothing recurses."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Value
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import UnreadableError, read_text
from groundrules.extract.lines import Lines
from groundrules.extract.yaml_node import Composer

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The documents of a YAML file; those before a mistake are kept."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add documents and suppressions to the facts of a file. Raises `UnreadableError`."""
    facts.suppressions = suppressions(text, "yaml")
    found: list[Value] = []
    try:
        for document in documents(text):
            found.append(document)
    finally:
        facts.documents = tuple(found)


def documents(text: str) -> Iterator[Value]:
    """The roots of a YAML text, one a document.

    Raises `UnreadableError`: not parseable, nested too deeply, too many aliases.
    """
    composer = Composer(Lines(text))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            document = composer.take(event)
            if document is not None:
                yield document
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = Lines(text).position(mark.index)[0] if mark else None
        if "nesting depth" in (error.problem or ""):
            raise UnreadableError("nested too deeply", line=line) from error
        raise UnreadableError("not parseable", _detail(text, error.problem or ""), line) from error
    except yaml.YAMLError as error:
        raise UnreadableError("not parseable", "a character that YAML does not take") from error


def _detail(text: str, problem: str) -> str:
    """The parser's complaint, or that the file is a template, which explains it better."""
    return "a template, not yet YAML" if "{{" in text or "{%" in text else problem
