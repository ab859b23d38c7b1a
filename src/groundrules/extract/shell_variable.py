"""Shell variables whose value stands in the text: remembered where it is literal and one, put in where it is used."""

from __future__ import annotations

import re

_USE = re.compile(r"\$(?:(\w+)|\{(\w+)(?::?-([^{}\n]*))?\})")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(.*)", re.DOTALL)
_LONGEST_VALUE = 500
_LONGEST_TEXT = 10_000
_MOST_VARIABLES = 1_000
"""Bounds on what is put together: values that repeat values grow without end."""


class Variables:
    """The variables of one text. `values` are those known so far, shared with whoever gave them."""

    def __init__(self, values: dict[str, str]) -> None:
        """Begin with the values known beforehand."""
        self.values = values
        self._assigned: dict[str, str] = {}
        self._forgotten: set[str] = set()

    def put_into(self, text: str) -> str:
        """Text with the variables that are known, or the defaults it names (`${A:-b}`); others stay as written."""
        if "$" not in text or len(text) > _LONGEST_TEXT:
            return text
        return _USE.sub(self._value, text)

    def _value(self, use: re.Match[str]) -> str:
        return self.values.get(use[1] or use[2], use[3] or use[0])

    def without_assignments(self, words: list[str]) -> list[str]:
        """The words of a command without the assignments before it; they are remembered where they stand alone."""
        first = next((i for i, word in enumerate(words) if not _ASSIGNMENT.fullmatch(word)), len(words))
        if first == len(words):
            self.remember(words)
        return words[first:]

    def remember(self, words: list[str]) -> None:
        """Assignments, `NAME=value`; other words say nothing."""
        for match in filter(None, map(_ASSIGNMENT.fullmatch, words)):
            name, value = match.groups()
            is_literal = "$" not in value and "`" not in value and len(value) <= _LONGEST_VALUE
            if not is_literal or self._assigned.setdefault(name, value) != value:
                self.forget(name)
            elif name not in self._forgotten and len(self.values) < _MOST_VARIABLES:
                self.values[name] = value

    def forget(self, *names: str) -> None:
        """Know a variable no more: it is computed, or given several values, of which any may hold."""
        for name in names:
            self._forgotten.add(name)
            self.values.pop(name, None)
