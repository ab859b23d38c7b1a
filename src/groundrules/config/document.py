"""A TOML file with the line of every key."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NoReturn

import tomli

from groundrules.domain.errors import GroundrulesError

_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=(.*)$")
_MULTILINE_QUOTE = re.compile(r"\"\"\"|'''")
_ERROR_LINE = re.compile(r"at line (\d+)")

KeyPath = tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A TOML file: its values, and where each key stands. Elements of an array of tables are counted from "0"."""

    path: str
    text: str
    values: dict[str, Any]
    lines: dict[KeyPath, int]

    def table(self, *keys: str) -> Any:
        """What stands under these keys, or None."""
        value: Any = self.values
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def line_of(self, key: KeyPath) -> int:
        """The line of a key, or of the nearest thing around it that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def line_of_text(self, key: KeyPath, written: str) -> int:
        """The first line at or after a key on which a quoted text stands; the key's own where none does."""
        start = self.line_of(key)
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if f'"{written}"' in line or f"'{written}'" in line:
                return number
        return start

    def wrong(self, key: KeyPath, message: str, written: str = "") -> NoReturn:
        """Stop the run, naming the line of a key (and of the text within its value)."""
        line = self.line_of_text(key, written) if written else self.line_of(key)
        raise GroundrulesError(message, self.path, line)


def read(path: str, text: str) -> Document:
    """Parse a TOML text. Errors: `GroundrulesError` with the line where it is not TOML."""
    try:
        values = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        found = _ERROR_LINE.search(str(error))
        message = f"not valid TOML: {re.sub(r' [(]at .*', '', str(error)).lower()}"
        raise GroundrulesError(message, path, int(found[1]) if found else 1) from None
    return Document(path, text, values, _key_lines(text))


def _key_lines(text: str) -> dict[KeyPath, int]:
    """The line of each key and table. A scan, not a parse: the text is known to be TOML."""
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    seen: Counter[KeyPath] = Counter()
    in_string = False
    for number, line in enumerate(text.splitlines(), 1):
        if not in_string:
            if header := _HEADER.match(line):
                table = _parts(header[2])
                lines.setdefault(table, number)
                if header[1] == "[[":
                    seen[table] += 1
                    table = (*table, str(seen[table] - 1))
                    lines[table] = number
            elif key := _KEY.match(line):
                lines.setdefault((*table, *_parts(key[1])), number)
        in_string ^= len(_MULTILINE_QUOTE.findall(line)) % 2 == 1
    return lines


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
