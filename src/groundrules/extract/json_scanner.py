"""JSON with places, for configuration: iterative, bounded, and patient with comments and trailing commas."""

from __future__ import annotations

import json
import re

from groundrules.domain.value import Entry, Items, Mapping, Value
from groundrules.extract.decoding import UnreadableError
from groundrules.extract.lines import Lines
from groundrules.extract.tree import DEEPEST, literal, storable

_TOKEN = re.compile(
    r'(?P<text>"[^"\\\n]*(?:\\.[^"\\\n]*)*")|(?P<mark>[{}\[\],:])'
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])|(?P<word>true|false|null|NaN|-?Infinity)(?!\w)"
    r"|(?P<blank>[ \t\n]+|//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)"
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 100


class SeveralTextsError(UnreadableError):
    """A file that goes on after its first JSON text: records, whatever its name says."""


class _Open:
    """A collection whose end has not come yet. `key` is the key that waits for its value, `at` its offsets."""

    __slots__ = ("at", "children", "is_mapping", "key", "start")

    def __init__(self, start: int, is_mapping: bool) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.key: str | None = None
        self.at = (0, 0)
        self.children: list[Entry | Value] = []


class Scanner:
    """Reads one JSON text. Of a key written twice the last counts."""

    def __init__(self, text: str) -> None:
        """Scan this text."""
        self._text = text
        self._lines = Lines(text)
        self._stack: list[_Open] = []
        self._root: Value | None = None
        self._expects = "value"

    def document(self) -> Value:
        """The root. Raises `UnreadableError`: not parseable (with the line), nested too deeply."""
        offset = 0
        while offset < len(self._text):
            token = _TOKEN.match(self._text, offset)
            if token is None:
                raise self._mistake(offset, "no JSON")
            if token.lastgroup != "blank":
                self._take(token)
            offset = token.end()
        if self._root is None:
            raise self._mistake(offset, "ends too early" if self._stack else "empty")
        return self._root

    def _take(self, token: re.Match[str]) -> None:
        word, start = token.group(), token.start()
        if word in ("{", "["):
            self._open(start, word == "{")
        elif word in ("}", "]"):
            self._close(token)
        elif word in (",", ":"):
            if self._expects != word:
                raise self._mistake(start, f"'{word}' is not expected")
            self._expects = "key" if word == "," and self._stack[-1].is_mapping else "value"
        elif self._expects == "key" and token.lastgroup == "text":
            self._stack[-1].key, self._stack[-1].at = _unquoted(word), token.span()
            self._expects = ":"
        else:
            self._add(literal(self._scalar(token), self._lines.span(*token.span())), start)

    def _open(self, start: int, is_mapping: bool) -> None:
        if self._expects != "value":
            raise self._mistake(start, f"{self._expects} expected")
        if len(self._stack) >= DEEPEST:
            raise UnreadableError("nested too deeply", line=self._lines.position(start)[0])
        self._stack.append(_Open(start, is_mapping))
        self._expects = "key" if is_mapping else "value"

    def _close(self, token: re.Match[str]) -> None:
        if not self._stack or self._stack[-1].is_mapping != (token.group() == "}") or self._expects == ":":
            raise self._mistake(token.start(), f"'{token.group()}' closes nothing")
        if self._expects == "value" and self._stack[-1].is_mapping:
            raise self._mistake(token.start(), "value expected")
        opened = self._stack.pop()
        span = self._lines.span(opened.start, token.end())
        self._expects = "value"
        if opened.is_mapping:
            last = {child.key: child for child in opened.children if isinstance(child, Entry)}
            self._add(Mapping(tuple(last.values()), span), opened.start)
        else:
            self._add(
                Items(tuple(child for child in opened.children if not isinstance(child, Entry)), span), opened.start
            )

    def _add(self, value: Value, start: int) -> None:
        if self._expects != "value":
            raise self._mistake(start, f"{self._expects} expected")
        self._expects = ","
        if not self._stack:
            self._root, self._expects = value, "end"
            return
        around = self._stack[-1]
        around.children.append(Entry(around.key, value, self._lines.span(*around.at)) if around.is_mapping else value)

    def _scalar(self, token: re.Match[str]) -> str | int | float | bool | None:
        word = token.group()
        if token.lastgroup == "text":
            return _unquoted(word)
        if token.lastgroup == "word":
            return _WORDS.get(word, word)
        if len(word) > _LONGEST_NUMBER:
            return word
        return float(word) if any(sign in word for sign in ".eE") else int(word)

    def _mistake(self, offset: int, problem: str) -> UnreadableError:
        kind = SeveralTextsError if self._root is not None else UnreadableError
        return kind("not parseable", problem, self._lines.position(offset)[0])


def _unquoted(word: str) -> str:
    """The text of a quoted word; as written where its escapes are wrong."""
    if "\\" not in word:
        return word[1:-1]
    try:
        return str(storable(json.loads(word, strict=False)))
    except ValueError:
        return word[1:-1]
