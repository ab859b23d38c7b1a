"""YAML as plain data with its lines, read from the parser's events.

Scalars follow YAML 1.2's core schema, so that dates, `yes` and `on` stay text. No tag is honoured: there is nothing
that a document could construct. Reading events costs half of what composing nodes and constructing from them does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from groundrules.domain.errors import GroundrulesError

Key = tuple[Any, ...]
"""The way to a node: mapping keys and list positions."""

_Parser: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH = 60
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS_OF_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_SCALARS: dict[str, bool | None] = {**_WORDS, **_WORDS_OF_TRUTH}
_STARTS = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+").fullmatch
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?").fullmatch


@dataclass(slots=True)
class Document:
    """One YAML document. `lines` maps the way to a node to its line (a key's own line), as deep as was asked for."""

    path: str
    text: str
    data: Any
    lines: dict[Key, int] = field(default_factory=dict)

    def line(self, key: Key) -> int:
        """The line of a node, or of the nearest node around it that is there."""
        lines = read_document(self.text, self.path, _DEPTH).lines if key not in self.lines else self.lines
        while key not in lines and key:
            key = key[:-1]
        return lines.get(key, 1)


def read_document(text: str, path: str, lines_to: int = 0) -> Document:
    """Read the first document of a YAML text; `lines_to` is the depth down to which lines are kept.

    Errors: `GroundrulesError` with path and line where it is no YAML, repeats a key or carries a tag.
    """
    reader = _Reader(text, path, lines_to)
    try:
        return Document(path, text, reader.whole(), reader.lines)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise GroundrulesError(f"not YAML: {error.problem}", path, mark.line + 1 if mark else 1) from None
    except yaml.YAMLError as error:
        raise GroundrulesError(f"not YAML: {str(error).splitlines()[0]}", path, 1) from None


class _Reader:
    def __init__(self, text: str, path: str, lines_to: int) -> None:
        self.path = path
        self.lines: dict[Key, int] = {}
        self._lines_to = lines_to
        self._anchors: dict[str, Any] = {}
        self._next = _Parser(text).get_event

    def whole(self) -> Any:
        """The data of the first document; None where there is none."""
        self._next()
        start = self._next()
        return self._node(self._next(), ()) if type(start).__name__ == "DocumentStartEvent" else None

    def _node(self, event: Any, key: Key) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            value = self._scalar(event)
        elif kind is MappingStartEvent:
            value = self._mapping(event, key)
        elif kind is SequenceStartEvent:
            value = self._sequence(event, key)
        elif kind is AliasEvent:
            return self._alias(event)
        else:
            raise self._mistake("a value is missing", event)
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _scalar(self, event: Any) -> Any:
        if event.tag is not None:
            raise self._mistake(f"tags are not read: {event.tag}", event)
        text = event.value
        if not event.implicit[0]:
            return text
        if text in _SCALARS:
            return _SCALARS[text]
        if text[0] in _STARTS and len(text) < 100:
            if _INTEGER(text):
                return int(text)
            if _NUMBER(text):
                return float(text)
        return text

    def _mapping(self, event: Any, key: Key) -> dict[str, Any]:
        self._enter(event, key)
        result: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        while type(event := self._next()) in (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent):
            if type(event) is not ScalarEvent:
                raise self._mistake("a key must be plain text", event)
            name = event.value
            if name in result:
                raise self._mistake(f"the key {name!r} stands here twice", event)
            self._note((*key, name), event)
            value = self._node(self._next(), (*key, name))
            if name == "<<" and event.implicit[0]:
                merged += value if isinstance(value, list) else [value]
            else:
                result[name] = value
        for other in merged:
            if not isinstance(other, dict):
                raise self._mistake("only a mapping can be merged with '<<'", event)
            result = {**other, **result}
        return result

    def _sequence(self, event: Any, key: Key) -> list[Any]:
        self._enter(event, key)
        result: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            self._note((*key, len(result)), event)
            result.append(self._node(event, (*key, len(result))))
        return result

    def _note(self, key: Key, event: Any) -> None:
        if len(key) <= self._lines_to:
            self.lines[key] = event.start_mark.line + 1

    def _enter(self, event: Any, key: Key) -> None:
        if event.tag is not None:
            raise self._mistake(f"tags are not read: {event.tag}", event)
        if len(key) > _DEPTH:
            raise self._mistake(f"nested more than {_DEPTH} deep", event)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise self._mistake(f"nothing is anchored as {event.anchor!r} before this line", event)
        return self._anchors[event.anchor]

    def _mistake(self, message: str, event: Any) -> GroundrulesError:
        return GroundrulesError(message, self.path, event.start_mark.line + 1)
