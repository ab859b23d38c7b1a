"""TOML as a tree: values by tomli, places by a scanner of our own."""

from __future__ import annotations

from typing import Any

import tomli

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Entry, Items, Mapping, Value
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import UnreadableError, read_text
from groundrules.extract.lines import Lines
from groundrules.extract.toml_scanner import Scanner, TomlPath
from groundrules.extract.tree import DEEPEST, literal, storable


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The document of a TOML file."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add the document and suppressions to the facts of a file. Raises `UnreadableError`."""
    facts.suppressions = suppressions(text, "toml")
    facts.documents = (document(text),)


def document(text: str) -> Mapping:
    """The root table of a TOML text. Raises `UnreadableError`: not parseable (with the line), nested too deeply."""
    scanner = Scanner(text)
    scanner.scan()
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise UnreadableError("not parseable", getattr(error, "msg", ""), getattr(error, "lineno", None)) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not parseable", "a value that is out of range") from error
    lines = Lines(text)
    return _Places(scanner, lines).mapping(table, (), lines.span(0, len(text)))


class _Places:
    """Joins values to their places. What has none (a table that only its children name) takes the one around it."""

    def __init__(self, scanner: Scanner, lines: Lines) -> None:
        self._scanner = scanner
        self._lines = lines

    def mapping(self, table: dict[str, Any], path: TomlPath, around: Span) -> Mapping:
        if len(path) > DEEPEST:
            raise UnreadableError("nested too deeply", line=around.line)
        found = []
        for key, value in table.items():
            inner = (*path, key)
            at = self._span(self._scanner.keys, inner, around)
            found.append(Entry(str(storable(key)), self._value(value, inner, at), at))
        return Mapping(tuple(found), around)

    def _value(self, value: Any, path: TomlPath, around: Span) -> Value:
        span = self._span(self._scanner.values, path, around)
        if isinstance(value, dict):
            return self.mapping(value, path, span)
        if isinstance(value, list):
            return Items(tuple(self._value(element, (*path, i), span) for i, element in enumerate(value)), span)
        if value is None or isinstance(value, (str, int, float, bool)):
            return literal(value, span)
        return literal(value.isoformat(), span)

    def _span(self, places: dict[TomlPath, tuple[int, int]], path: TomlPath, around: Span) -> Span:
        return self._lines.span(*places[path]) if path in places else around
