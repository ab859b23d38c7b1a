"""Records as stretches of bytes, and the sparse index that finds them again."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from groundrules.datasets.byte_stream import BLOCK_BYTES, UNPACKED_LIMIT_BYTES


class Piece(NamedTuple):
    """The bytes of one record. `line` and `offset` are those of its start; `problem` is a kind of malformed record."""

    line: int
    offset: int
    data: bytes
    problem: str = ""
    detail: str = ""


class ByteReader(Protocol):
    """What a splitter needs of a stream."""

    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


class Splitter(Protocol):
    """Cuts a stream that stands at `offset` (the start of a record) into pieces."""

    def __call__(self, stream: ByteReader, offset: int, line: int) -> Iterator[Piece]: ...


class Mark(NamedTuple):
    """A place to start reading from: the number of the next record, its offset and its line."""

    number: int
    offset: int
    line: int


class Index:
    """How many records a file holds, with a mark about every 64 KiB.

    `blank_lines` are the first lines left blank between records, `blank_count` all of them. `exact` is false where
    counting stopped early.
    """

    def __init__(self) -> None:
        self.records = 0
        self.exact = True
        self.blank_lines: list[int] = []
        self.blank_count = 0
        self._numbers = array("Q")
        self._offsets = array("Q")
        self._lines = array("Q")

    def mark(self, number: int, offset: int, line: int) -> None:
        """Remember a place. Marks come in the order of the file."""
        self._numbers.append(number)
        self._offsets.append(offset)
        self._lines.append(line)

    @property
    def size_bytes(self) -> int:
        """How much was read, unpacked, to within a block or a record."""
        return self._offsets[-1] + BLOCK_BYTES if self._offsets else 0

    def before(self, number: int) -> Mark:
        """The last mark at or before a record."""
        position = bisect_right(self._numbers, number) - 1
        return Mark(self._numbers[position], self._offsets[position], self._lines[position])


def index_pieces(pieces: Iterable[Piece]) -> Index:
    """Count pieces by cutting all of them: for formats where a newline does not end a record."""
    index = Index()
    marked = -BLOCK_BYTES
    for piece in pieces:
        if piece.offset - marked >= BLOCK_BYTES:
            index.mark(index.records, piece.offset, piece.line)
            marked = piece.offset
        index.records += 1
        if piece.offset > UNPACKED_LIMIT_BYTES:
            index.exact = False
            break
    return index


def fetch(stream: ByteReader, index: Index, split: Splitter, numbers: Sequence[int]) -> Iterator[Piece]:
    """The records with these numbers (ascending), each read from the nearest mark before it."""
    upcoming = -1
    pieces: Iterator[Piece] = iter(())
    for number in numbers:
        mark = index.before(number)
        if upcoming < 0 or mark.number > upcoming:
            stream.seek(mark.offset)
            pieces = split(stream, mark.offset, mark.line)
            upcoming = mark.number
        for piece in pieces:
            upcoming += 1
            if upcoming > number:
                yield piece
                break
