"""Records are counted and found again exactly, however the blocks fall."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.datasets.json_value import JsonSplitter
from groundrules.datasets.line import index_lines, split_lines
from groundrules.datasets.piece import Index, fetch, index_pieces
from groundrules.datasets.table import split_rows

LINES = st.lists(
    st.sampled_from([b"", b" ", b"\t\r", b"a", b'{"a": 1}', b"\x00", b"x" * 40, b"  y", b"\xc3\xa9"]), max_size=30
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(['"', "\\", "[{,}]", "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


class Dribble(io.BytesIO):
    """A stream that gives a few bytes at a time, so that every value is cut by the end of a block."""

    def __init__(self, data: bytes, block: int) -> None:
        super().__init__(data)
        self._block = block

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._block)


def content_lines(data: bytes) -> list[bytes]:
    return [line for line in data.split(b"\n") if line.strip()]


@given(LINES, st.integers(1, 9), st.booleans())
def test_counts_the_lines_that_are_not_blank(lines: list[bytes], block: int, ends: bool) -> None:
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    assert index_lines(Dribble(data, block)).records == len(content_lines(data))


@given(LINES, st.integers(1, 9))
def test_blank_lines_between_records_are_counted_and_those_at_the_end_are_not(lines: list[bytes], block: int) -> None:
    data = b"\n".join(lines)
    rows = data.split(b"\n")
    last = max((number for number, row in enumerate(rows) if row.strip()), default=-1)
    blank = [number + 1 for number, row in enumerate(rows) if number < last and not row.strip()]
    index = index_lines(Dribble(data, block))
    assert index.blank_count == len(blank)
    assert index.blank_lines == blank[:20]


@given(LINES, st.integers(1, 9), st.data())
def test_finds_any_line_by_its_number(lines: list[bytes], block: int, data: st.DataObject) -> None:
    text = b"\n".join(lines)
    index = index_lines(Dribble(text, block))
    numbers = sorted(data.draw(st.sets(st.integers(0, index.records - 1)))) if index.records else []
    found = [piece.data.rstrip(b"\n") for piece in fetch(io.BytesIO(text), index, split_lines, numbers)]
    assert found == [content_lines(text)[number] for number in numbers]


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 1]), st.integers(1, 40))
def test_cuts_the_elements_of_an_array(values: list[object], indent: int | None, block: int) -> None:
    data = json.dumps(values, indent=indent).encode()
    pieces = list(JsonSplitter(1)(Dribble(data, block), 0, 1))
    assert [json.loads(piece.data) for piece in pieces] == values
    assert [piece.line for piece in pieces] == [1 + data.count(b"\n", 0, piece.offset) for piece in pieces]


@given(st.lists(st.dictionaries(st.text(max_size=3), VALUES, max_size=3), max_size=6), st.sampled_from([None, 2]))
def test_cuts_values_that_follow_one_another(values: list[object], indent: int | None) -> None:
    data = "\n".join(json.dumps(value, indent=indent) for value in values).encode()
    assert [json.loads(piece.data) for piece in JsonSplitter(0)(io.BytesIO(data), 0, 1)] == values


def test_cuts_the_arrays_of_objects_inside_an_object() -> None:
    data = json.dumps({"tags": ["a", "b"], "meta": {"rows": 2}, "train": [{"a": 1}, {"b": [2]}]}).encode()
    assert [json.loads(piece.data) for piece in JsonSplitter(2)(io.BytesIO(data), 0, 1)] == [{"a": 1}, {"b": [2]}]


def indexed(data: bytes, splitter: JsonSplitter) -> Index:
    return index_pieces(splitter(io.BytesIO(data), 0, 1))


@pytest.mark.parametrize("level", [1, 2])
def test_reads_on_from_a_mark_in_the_middle_of_a_large_array(level: int) -> None:
    values = [{"n": number, "text": "x" * (number % 700)} for number in range(3000)]
    data = json.dumps(values if level == 1 else {"data": values}).encode()
    splitter = JsonSplitter(level)
    index = indexed(data, splitter)
    numbers = [0, 1, 999, 1500, 1501, 2999]
    assert index.records == len(values)
    assert index.before(1500).number > 0
    found = [json.loads(piece.data) for piece in fetch(io.BytesIO(data), index, splitter, numbers)]
    assert found == [values[number] for number in numbers]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_cuts_table_rows_at_newlines_outside_quotes(rows: list[tuple[str, str]]) -> None:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("a", "b"), *rows])
    pieces = list(split_rows(io.BytesIO(target.getvalue().encode()), 0, 1))
    assert [tuple(next(csv.reader(io.StringIO(p.data.decode(), newline="")))) for p in pieces] == rows
