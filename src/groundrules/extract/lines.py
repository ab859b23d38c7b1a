"""Where a character of a text stands: offsets to lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from groundrules.domain.location import Span


class Lines:
    """The lines of a text that starts at a line and column of its file.

    `column` is the column of the text's first character; where the text is an indented block, every line of it
    starts there. Lines end with a line feed: `decoding` has made every line end one.
    """

    def __init__(self, text: str, line: int = 1, column: int = 1) -> None:
        """Count the lines of `text`."""
        self.text = text
        self._first_line = line
        self._first_column = column
        lengths = (len(part) + 1 for part in text.split("\n"))
        self._starts = [0, *accumulate(lengths)][:-1]

    def __len__(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at an offset; offsets outside the text are moved to its ends."""
        offset = max(0, min(offset, len(self.text)))
        index = bisect_right(self._starts, offset) - 1
        return self._first_line + index, self._first_column + offset - self._starts[index]

    def span(self, start: int, end: int) -> Span:
        """The span from one offset up to, and without, another."""
        line, column = self.position(start)
        index = line - self._first_line + 1
        if start <= end < (self._starts[index] if index < len(self._starts) else len(self.text) + 1) and start >= 0:
            return Span(line, column, line, column + end - start)
        return Span(line, column, *self.position(max(start, end)))

    def offset(self, line: int) -> int:
        """Where a line of the file starts in the text."""
        index = line - self._first_line
        return self._starts[index] if 0 <= index < len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """The text of a line of the file, without its end; empty outside the text."""
        start = self.offset(line)
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Part:
    """A stretch of a text that stands in it as it is, from an offset on."""

    def __init__(self, lines: Lines, start: int) -> None:
        """Place a stretch that starts at this offset of a text with these lines."""
        self._lines = lines
        self._start = start

    def span(self, start: int, end: int) -> Span:
        """The span from one offset of the stretch up to, and without, another."""
        return self._lines.span(self._start + start, self._start + end)


class OneSpan:
    """A text whose characters cannot be placed one by one: all of it stands at one span (a folded YAML scalar)."""

    def __init__(self, at: Span) -> None:
        """Place everything at one span."""
        self._at = at

    def span(self, start: int, end: int) -> Span:
        """The one span."""
        return self._at
