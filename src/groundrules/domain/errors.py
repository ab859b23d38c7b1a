"""Mistakes of a user that stop a run, each with the place that made it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class GroundrulesError(Exception):
    """A mistake in what we were given (command, configuration, rule file): nothing is audited, exit code 2.

    `path` and `line` name the place; the message says what is wrong and the way out.
    """

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        return f"{place}{self.message}"


def nearest(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the nearest known word, or nothing."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {matches[0]!r}?)" if matches else ""
