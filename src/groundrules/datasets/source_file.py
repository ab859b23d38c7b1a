"""One file of a dataset: how many records it holds, and those that are asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from groundrules.datasets.byte_stream import BLOCK_BYTES, head_of, open_bytes, suffix_of
from groundrules.datasets.columnar import SUFFIXES, ColumnarFile
from groundrules.datasets.json_value import JsonSplitter
from groundrules.datasets.line import index_lines, split_lines
from groundrules.datasets.piece import Index, Piece, Splitter, fetch, index_pieces
from groundrules.datasets.row import Row, json_row, spread_row, table_row, text_row
from groundrules.datasets.table import Header, split_rows
from groundrules.datasets.unread import UnreadError

TEXT_SUFFIXES = frozenset({".txt", ".text", ""})

_COLUMNS_UNPACK = 4
"""How many times its size the text of a columnar file takes, roughly."""

RECORD_KEYS = frozenset({"messages", "conversations", "prompt", "instruction", "contents", "chosen", "question"})
"""Keys that make a single JSON object a record rather than a wrapper around an array of records."""


class SourceFile:
    """A file cut into records by `split`, or a columnar one. Reading raises `UnreadError`, `OSError` or `EOFError`."""

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._place = root / path
        if not self._place.resolve().is_relative_to(root.resolve()):
            raise UnreadError("outside the audited tree")
        self._columnar: ColumnarFile | None = None
        self.is_array_in_jsonl = False
        suffix = suffix_of(path)
        if suffix in SUFFIXES:
            self._columnar = ColumnarFile(self._place, SUFFIXES[suffix])
            self._index = Index()
            self._index.records = self._columnar.records
            return
        self._split, self._decode = _reader(suffix, head_of(self._place))
        self._index = self._count()
        self.is_array_in_jsonl = suffix in {".jsonl", ".ndjson"} and isinstance(self._split, JsonSplitter) and (
            self._split.level == 1)  # fmt: skip

    def _count(self) -> Index:
        with open_bytes(self._place) as stream:
            if self._split is split_lines:
                return index_lines(stream)
            return index_pieces(self._split(stream, 0, 1))

    @property
    def records(self) -> int:
        """The number of records."""
        return self._index.records

    @property
    def size_bytes(self) -> int:
        """Its size, unpacked: near enough to know how many records are worth reading."""
        return self._index.size_bytes or self._place.stat().st_size * _COLUMNS_UNPACK

    @property
    def exact(self) -> bool:
        """Whether every record was counted."""
        return self._index.exact

    @property
    def blank_lines(self) -> tuple[Sequence[int], int]:
        """The first lines left blank between records, and how many there are."""
        return self._index.blank_lines, self._index.blank_count

    def rows(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The records with these numbers (from 0, ascending)."""
        if self._columnar:
            for number, value in self._columnar.rows(numbers):
                yield Row(self.path, number + 1, value)
            return
        with open_bytes(self._place) as stream:
            for piece in fetch(stream, self._index, self._split, numbers):
                yield self._decode(self.path, piece)


_Reader = tuple[Splitter, Callable[[str, Piece], Row]]


def _reader(suffix: str, head: bytes) -> _Reader:
    """How to cut and decode a file, by its suffix and what it begins with."""
    begins = head.lstrip()[:1]
    if suffix in {".csv", ".tsv"}:
        return split_rows, partial(table_row, header=Header(head, suffix))
    if begins == b"[":
        return JsonSplitter(1), json_row
    if begins == b"{":
        return _object_reader(suffix, head)
    if suffix in {".jsonl", ".ndjson", ".json"}:
        return split_lines, json_row
    if suffix in TEXT_SUFFIXES:
        return split_lines, text_row
    raise UnreadError(f"unknown format {suffix}")


def _object_reader(suffix: str, head: bytes) -> _Reader:
    first = _first_line(head)
    wraps = suffix == ".json" and _wraps_records(head)
    if not wraps and (_is_json(first) or (suffix in {".jsonl", ".ndjson"} and not _is_spread(head))):
        return split_lines, json_row
    if wraps:
        return JsonSplitter(2), json_row
    return JsonSplitter(0), json_row if suffix == ".json" else spread_row


def _first_line(head: bytes) -> bytes:
    return head.lstrip().split(b"\n", 1)[0]


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _is_spread(head: bytes) -> bool:
    """Whether the file begins with a JSON object over several lines (or one that outgrows the first block)."""
    piece = next(JsonSplitter(0)(io.BytesIO(head), 0, 1), None)
    if piece is None or b"\n" not in piece.data.strip():
        return False
    return len(head) >= BLOCK_BYTES // 2 if piece.problem else _is_json(piece.data)


def _wraps_records(head: bytes) -> bool:
    """Whether a JSON object holds an array of objects, and is not itself one record."""
    piece = next(JsonSplitter(2)(io.BytesIO(head), 0, 1), None)
    if piece is None:
        return False
    before = head[: piece.offset]
    return not any(b'"' + key.encode() + b'"' in before for key in RECORD_KEYS)
