"""Where the values of a TOML text stand: tomli gives values without places, this gives places without values."""

from __future__ import annotations

import re

from groundrules.extract.decoding import UnreadableError
from groundrules.extract.tree import DEEPEST

TomlPath = tuple[str | int, ...]
"""Keys and list positions from the root to a value."""

_KEY = re.compile(r'[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\'|([A-Za-z0-9_-]+))[ \t]*(\.?)')
_VALUE = re.compile(
    r"(?P<blank>[ \t\n]+|#[^\n]*)|(?P<mark>[\[\]{},])"
    r'|(?P<long>"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}|\'\'\'[^\']*(?:\'{1,2}(?!\')[^\']*)*\'{3,5})'
    r'|(?P<text>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\n]*\')|(?P<bare>[^\s\[\]{},#"\']+)',
    re.DOTALL,
)
_SPACE = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")


class Scanner:
    """Walks a TOML text once. Tolerant: what is no TOML, tomli will say; here it only ends the walk."""

    def __init__(self, text: str) -> None:
        """Scan this text."""
        self._text = text
        self._table: TomlPath = ()
        self._lists: dict[TomlPath, int] = {}
        self.keys: dict[TomlPath, tuple[int, int]] = {}
        self.values: dict[TomlPath, tuple[int, int]] = {}

    def scan(self) -> None:
        """Fill `keys` and `values`: offsets by path. Raises `UnreadableError` where nesting is too deep."""
        offset = self._skip(0)
        while offset < len(self._text):
            after = self._header(offset) if self._text[offset] == "[" else self._pair(offset)
            offset = self._skip(max(after, offset + 1))

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset

    def _line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end

    def _header(self, offset: int) -> int:
        """A `[table]` or `[[list of tables]]` line: from here on, keys belong to it."""
        is_list = self._text.startswith("[[", offset)
        names, after = self._key(offset + (2 if is_list else 1), offset)
        self._name((), names[:-1], offset, self._line_end(offset))
        path = self._inside(names[:-1] if is_list else names)
        if is_list and names:
            place = (*path, names[-1])
            self._lists[place] = self._lists.get(place, -1) + 1
            self.values.setdefault(place, (offset, self._line_end(offset)))
            path = (*place, self._lists[place])
        self._table = path
        self.keys.setdefault(path, (offset, self._line_end(offset)))
        self.values.setdefault(path, (offset, self._line_end(offset)))
        return self._line_end(after)

    def _inside(self, names: tuple[str, ...]) -> TomlPath:
        """The path of a table by its header, which means the last element of every list of tables it goes through."""
        path: TomlPath = ()
        for name in names:
            path = (*path, name)
            if path in self._lists:
                path = (*path, self._lists[path])
        return path

    def _key(self, offset: int, start: int) -> tuple[tuple[str, ...], int]:
        """The parts of a dotted key, and the offset behind it."""
        names: list[str] = []
        while match := _KEY.match(self._text, offset):
            names.append(next(part for part in match.groups()[:3] if part is not None))
            offset = match.end()
            if len(names) > DEEPEST:
                raise UnreadableError("nested too deeply", line=self._text.count("\n", 0, start) + 1)
            if not match.group(4):
                break
        return tuple(names), offset

    def _pair(self, offset: int) -> int:
        """A `key = value` line."""
        names, after = self._key(offset, offset)
        if not names or self._text[after : after + 1] != "=":
            return self._line_end(offset)
        path = (*self._table, *names)
        self._name(self._table, names, offset, after)
        return self._value(path, after + 1)

    def _name(self, around: TomlPath, names: tuple[str, ...], start: int, end: int) -> None:
        for length in range(1, len(names) + 1):
            self.keys.setdefault((*around, *names[:length]), (start, end))

    def _value(self, path: TomlPath, offset: int) -> int:
        """A value, with everything in its brackets; gives back the offset behind it."""
        opened: list[tuple[TomlPath, int]] = []
        position = [0]
        while match := _VALUE.match(self._text, offset):
            token, kind = match.group(), match.lastgroup
            if kind == "blank" and not opened and "\n" in token:
                break
            offset = match.end()
            if kind == "blank":
                continue
            if token in ("[", "{"):
                opened.append((path, match.start()))
                position.append(0)
                if len(opened) + len(path) > DEEPEST:
                    raise UnreadableError("nested too deeply", line=self._text.count("\n", 0, offset) + 1)
                path, offset = self._next(path, token, 0, offset)
            elif token in ("]", "}"):
                if not opened:
                    break
                path, start = opened.pop()
                position.pop()
                self.values[path] = (start, offset)
            elif token == ",":
                if not opened:
                    break
                position[-1] += 1
                around, start = opened[-1]
                path, offset = self._next(around, self._text[start], position[-1], offset)
            else:
                self.values[path] = self._text_offsets(match)
        return self._line_end(offset)

    def _next(self, around: TomlPath, bracket: str, position: int, offset: int) -> tuple[TomlPath, int]:
        """The path of the next element of a list, or of the next key of an inline table, which is read too."""
        if bracket == "[":
            return (*around, position), offset
        start = self._skip(offset)
        names, after = self._key(start, start)
        self._name(around, names, start, after)
        return (*around, *names), after + 1 if self._text[after : after + 1] == "=" else after

    def _text_offsets(self, match: re.Match[str]) -> tuple[int, int]:
        """The offsets of a scalar; of a long text that begins on the next line, those of its text."""
        start, end = match.span()
        if match.lastgroup != "long":
            return start, end
        body = match.group()[3:-3]
        first = start + 3 + len(body) - len(body.lstrip("\n"))
        return (first, end - 3) if body.startswith("\n") and first < end - 3 else (start, end)
