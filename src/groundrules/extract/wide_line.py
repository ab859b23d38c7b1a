"""Columns of a line that is not plain ASCII: bytes to characters."""

from __future__ import annotations

from bisect import bisect_left

_LONG_BYTES = 400
"""From this length on, a table of the line is cheaper than decoding its beginning for every node."""


class WideLine:
    """One line of UTF-8 whose characters are not all one byte wide."""

    __slots__ = ("_continuations", "_line")

    def __init__(self, line: bytes) -> None:
        """Keep the line; its table is made when it is first needed."""
        self._line = line
        self._continuations: list[int] | None = None

    def characters(self, column: int) -> int:
        """How many characters begin in the first `column` bytes."""
        if len(self._line) < _LONG_BYTES:
            return len(self._line[:column].decode("utf-8", "replace"))
        if self._continuations is None:
            self._continuations = [position for position, byte in enumerate(self._line) if byte & 0xC0 == 0x80]
        return column - bisect_left(self._continuations, column)


def wide_lines(source: bytes) -> dict[int, WideLine]:
    """The lines of a source, counted from 0, whose columns are not their bytes."""
    if source.isascii():
        return {}
    return {row: WideLine(line) for row, line in enumerate(source.split(b"\n")) if not line.isascii()}
