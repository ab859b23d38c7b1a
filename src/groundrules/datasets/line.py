"""One record a line: counted by newlines a block at a time, blank lines left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.datasets.byte_stream import BLOCK_BYTES, BYTE_ORDER_MARK, RECORD_LIMIT_BYTES, UNPACKED_LIMIT_BYTES
from groundrules.datasets.piece import ByteReader, Index, Piece

_BLANK_LINE = re.compile(rb"\n[ \t\r]*(?=\n)")
_SHOWN_BLANK_LINES = 20


def split_lines(stream: ByteReader, offset: int, line: int) -> Iterator[Piece]:
    """The lines that are not blank; of one over the limit only the beginning is kept."""
    while data := stream.readline(RECORD_LIMIT_BYTES + 1):
        length = len(data)
        problem = ""
        if length > RECORD_LIMIT_BYTES and not data.endswith(b"\n"):
            problem = "record-too-long"
            length += _skip_line(stream)
        text = data.removeprefix(BYTE_ORDER_MARK) if offset == 0 else data
        if not text.isspace() and text:
            yield Piece(line, offset, text, problem)
        offset += length
        line += 1


def _skip_line(stream: ByteReader) -> int:
    skipped = 0
    while data := stream.readline(BLOCK_BYTES):
        skipped += len(data)
        if data.endswith(b"\n"):
            break
    return skipped


def index_lines(stream: ByteReader) -> Index:
    """Count the lines that are not blank, without cutting them out."""
    counter = _LineCounter()
    while block := stream.read(BLOCK_BYTES):
        counter.add(block)
        if counter.offset > UNPACKED_LIMIT_BYTES:
            counter.index.exact = False
            break
    return counter.finish()


class _LineCounter:
    """The running count. `filled` says that the line in progress holds more than white space."""

    def __init__(self) -> None:
        self.index = Index()
        self.offset = 0
        self._line = 1
        self._line_start = 0
        self._filled = False
        self._trailing_blanks = 0

    def add(self, block: bytes) -> None:
        index = self.index
        index.mark(index.records, self._line_start, self._line)
        first = block.find(b"\n")
        if first < 0:
            if block.strip():
                self._filled, self._trailing_blanks = True, 0
        else:
            self._add_lines(block, first, block.rfind(b"\n"))
        self.offset += len(block)

    def _add_lines(self, block: bytes, first: int, last: int) -> None:
        newlines = block.count(b"\n")
        blanks = self._blanks_within(block, first, last)
        if not self._filled and not block[:first].strip():
            blanks += 1
            self._show_blank(self._line)
        self._count_trailing(block, newlines)
        self.index.records += newlines - blanks
        self.index.blank_count += blanks
        self._line += newlines
        self._line_start = self.offset + last + 1
        self._filled = bool(block[last + 1 :].strip())

    def _blanks_within(self, block: bytes, first: int, last: int) -> int:
        blanks = 0
        for match in _BLANK_LINE.finditer(block, first, last + 1):
            blanks += 1
            if len(self.index.blank_lines) < _SHOWN_BLANK_LINES:
                self._show_blank(self._line + block.count(b"\n", 0, match.start() + 1))
        return blanks

    def _show_blank(self, line: int) -> None:
        if len(self.index.blank_lines) < _SHOWN_BLANK_LINES:
            self.index.blank_lines.append(line)

    def _count_trailing(self, block: bytes, newlines: int) -> None:
        content = len(block.rstrip())
        if content:
            self._trailing_blanks = max(0, block.count(b"\n", content) - 1)
        else:
            self._trailing_blanks += newlines - (1 if self._filled else 0)

    def finish(self) -> Index:
        """Close the last line, and forget blank lines after the last record: they harm nobody."""
        index = self.index
        if self._filled:
            index.records += 1
            self._trailing_blanks = 0
        index.blank_count -= self._trailing_blanks
        last_record = self._line - self._trailing_blanks
        index.blank_lines = sorted(line for line in index.blank_lines if line < last_record)
        return index
