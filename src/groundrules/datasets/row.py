"""Rows: one record of a file as it was decoded, before anything is known of its shape."""

from __future__ import annotations

import json

import msgspec

from groundrules.datasets.piece import Piece
from groundrules.datasets.table import Header

_INVALID = (msgspec.DecodeError, ValueError, RecursionError)


class Row(msgspec.Struct, frozen=True):
    """A decoded record. `value` is None where nothing could be read; `problem` is a kind of malformed record."""

    path: str
    line: int
    value: object
    problem: str = ""
    detail: str = ""


DETAILS = {
    "record-too-long": "the record is over 4 MiB",
    "unclosed-quote": "a quote is opened and never closed",
    "not-utf-8": "the bytes are not UTF-8",
    "pretty-printed": "one JSON object is spread over several lines; JSONL wants one a line",
}


def json_row(path: str, piece: Piece) -> Row:
    """A piece as JSON."""
    if piece.problem:
        return _broken(path, piece, piece.problem)
    try:
        return Row(path, piece.line, msgspec.json.decode(piece.data))
    except _INVALID as error:
        reason = str(error)
    text, problem = text_of(piece.data)
    try:
        value = json.loads(text)  # takes lone surrogates, which msgspec does not, and NaN, which is no JSON
    except _INVALID:
        return Row(path, piece.line, None, problem or "invalid-json", _reason(problem, reason))
    is_constant = "NaN" in text or "Infinity" in text
    if not problem and is_constant:
        problem, reason = "invalid-json", "NaN and Infinity are not JSON"
    return Row(path, piece.line, value, problem, _reason(problem, reason) if problem else "")


def spread_row(path: str, piece: Piece) -> Row:
    """A piece as JSON, from a JSONL file whose objects are spread over several lines."""
    row = json_row(path, piece)
    if row.problem or b"\n" not in piece.data.strip():
        return row
    return Row(path, row.line, row.value, "pretty-printed", DETAILS["pretty-printed"])


def table_row(path: str, piece: Piece, header: Header) -> Row:
    """A piece as a row of a table."""
    if piece.problem:
        return _broken(path, piece, piece.problem)
    text, problem = text_of(piece.data)
    value, wrong = header.record(text)
    if wrong == "columns":
        return Row(path, piece.line, value, "column-count", f"the header names {len(header.columns)} columns")
    if wrong:
        return Row(path, piece.line, None, "unclosed-quote", DETAILS["unclosed-quote"])
    return Row(path, piece.line, value, problem, DETAILS.get(problem, ""))


def text_row(path: str, piece: Piece) -> Row:
    """A piece as one line of raw text."""
    text, problem = text_of(piece.data)
    problem = piece.problem or problem
    return Row(path, piece.line, {"text": text.strip()}, problem, DETAILS.get(problem, ""))


def text_of(data: bytes) -> tuple[str, str]:
    """Bytes as text, and `not-utf-8` where they had to be read as Windows-1252."""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "not-utf-8"


def _reason(problem: str, reason: str) -> str:
    return DETAILS.get(problem, reason)


def _broken(path: str, piece: Piece, problem: str) -> Row:
    detail = DETAILS.get(problem, "the value does not end")
    return Row(path, piece.line, None, problem, piece.detail or detail)
