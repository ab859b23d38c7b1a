"""Tables as text: CSV and its relatives, a quoted newline and all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from groundrules.datasets.byte_stream import BYTE_ORDER_MARK, RECORD_LIMIT_BYTES
from groundrules.datasets.piece import ByteReader, Piece

_DELIMITERS = (",", "\t", ";", "|")


def split_rows(stream: ByteReader, offset: int, line: int) -> Iterator[Piece]:
    """The rows of a table, its header left out. A row goes on while a quote is open."""
    for piece in _quoted_lines(stream, offset, line):
        if piece.offset > 0:
            yield piece


def _quoted_lines(stream: ByteReader, offset: int, line: int) -> Iterator[Piece]:
    parts: list[bytes] = []
    start, start_line, kept, is_open, problem = offset, line, 0, False, ""
    while data := stream.readline(RECORD_LIMIT_BYTES):
        is_open ^= data.count(b'"') % 2 == 1
        if kept + len(data) <= RECORD_LIMIT_BYTES:
            parts.append(data)
            kept += len(data)
        else:
            problem = "record-too-long"
        offset += len(data)
        line += data.endswith(b"\n")
        if is_open or not data.endswith(b"\n"):
            continue
        text = b"".join(parts)
        if text.strip():
            yield Piece(start_line, start, text, problem)
        parts, start, start_line, kept, problem = [], offset, line, 0, ""
    text = b"".join(parts)
    if text.strip():
        yield Piece(start_line, start, text, problem or ("unclosed-quote" if is_open else ""))


class Header:
    """The first row of a table: its columns and what stands between them."""

    def __init__(self, head: bytes, suffix: str) -> None:
        first = next(_quoted_lines(io.BytesIO(head), 0, 1), Piece(1, 0, b"")).data
        text = first.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "replace")
        self.delimiter = "\t" if suffix == ".tsv" else max(_DELIMITERS, key=text.count)
        self.columns = tuple(name.strip() for name in parse_row(text, self.delimiter) or ())

    def record(self, text: str) -> tuple[dict[str, str] | None, str]:
        """A row by column name, and what is wrong with it (`columns` or `quoting`), if anything."""
        row = parse_row(text, self.delimiter)
        if row is None:
            return None, "quoting"
        problem = "" if len(row) == len(self.columns) else "columns"
        return dict(zip(self.columns, row, strict=False)), problem


def parse_row(text: str, delimiter: str) -> list[str] | None:
    """The fields of one row; None where it cannot be parsed."""
    try:
        return next(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter), [])
    except csv.Error:
        return None
