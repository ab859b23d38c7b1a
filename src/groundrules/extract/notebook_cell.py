"""The cells of a notebook file, decoded without their outputs, each line placed in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOT_JSON = re.compile(rb"(?<=[\[,:\s])(?:NaN|-?Infinity)(?=\s*[,\]}])")
_LONGEST_KEY_GAP = 64
"""Blanks between a key, its colon and its value, at the most."""

_NOTHING = msgspec.Raw(b'""')


class _RawCell(msgspec.Struct):
    """A cell of nbformat 4, or of 3 (`input` is its code)."""

    cell_type: str = ""
    source: msgspec.Raw = _NOTHING
    input: msgspec.Raw = _NOTHING


class _Worksheet(msgspec.Struct):
    cells: list[msgspec.Raw] = []


class _Kernel(msgspec.Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Metadata(msgspec.Struct):
    kernelspec: _Kernel = _Kernel()
    language_info: _Kernel = _Kernel()


class _Notebook(msgspec.Struct):
    cells: list[msgspec.Raw] = []
    worksheets: list[_Worksheet] = []
    metadata: msgspec.Raw = _NOTHING


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its number from 1, its text, and the line of the file where each of its lines stands."""

    number: int
    kind: str
    text: str
    file_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook: the language of its kernel (lower case, empty where it does not say) and its cells.

    `unread` are the numbers of cells that could not be decoded.
    """

    language: str
    cells: tuple[Cell, ...]
    unread: tuple[int, ...]


def notebook_of(source: bytes) -> Notebook:
    """Decode a notebook file; outputs are skipped unread.

    Errors: `msgspec.DecodeError`, `UnicodeDecodeError` or `RecursionError` for what is no notebook.
    """
    try:
        notebook = msgspec.json.decode(source, type=_Notebook)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # outputs of plots hold NaN, which is not JSON; the replacement keeps every position
        source = _NOT_JSON.sub(lambda match: b"0".ljust(len(match[0])), source)
        notebook = msgspec.json.decode(source, type=_Notebook)
    raw_cells = [*notebook.cells, *(cell for sheet in notebook.worksheets for cell in sheet.cells)]
    read = list(_cells(source, raw_cells))
    unread = tuple(number for number, cell in enumerate(read, 1) if cell is None)
    return Notebook(_language(notebook.metadata), tuple(cell for cell in read if cell is not None), unread)


def _cells(source: bytes, raw_cells: list[msgspec.Raw]) -> Iterator[Cell | None]:
    """The cells in order; None for one that cannot be decoded."""
    position, line, counted = 0, 1, 0
    for number, raw in enumerate(raw_cells, 1):
        content = bytes(raw)
        start = source.find(content, position)
        position = start + len(content) if start >= 0 else position
        try:
            cell = msgspec.json.decode(content, type=_RawCell)
            text_raw = cell.input if cell.source is _NOTHING else cell.source
            parts = msgspec.json.decode(text_raw, type=str | list[str])
        except (ValueError, RecursionError):
            yield None
            continue
        text_start = max(start, 0) + _text_offset(content, bytes(text_raw))
        line += source.count(b"\n", counted, text_start)
        counted = text_start
        yield _cell(number, cell.cell_type, parts, bytes(text_raw), line)


def _text_offset(cell: bytes, text: bytes) -> int:
    """Where the text of a cell stands in it: behind its key, for an output may hold the same text."""
    for key in (b'"source"', b'"input"'):
        position = cell.find(key)
        while position >= 0:
            value = cell.find(text, position, position + len(key) + _LONGEST_KEY_GAP + len(text))
            if value >= 0 and not cell[position + len(key) : value].strip(b" \t\r\n:"):
                return value
            position = cell.find(key, position + 1)
    return 0


def _cell(number: int, kind: str, parts: str | list[str], raw: bytes, first_line: int) -> Cell:
    if isinstance(parts, str):
        return Cell(number, kind, parts, (first_line,) * (parts.count("\n") + 1))
    file_lines: list[int] = []
    at_start, line, counted = True, first_line, 0
    for part, written in zip(parts, _STRING.finditer(raw), strict=False):
        line += raw.count(b"\n", counted, written.start())
        counted = written.start()
        # a part that goes on in the middle of a line adds only the lines that begin in it
        file_lines += [line] * (part.count("\n") + at_start - part.endswith("\n"))
        at_start = part.endswith("\n") if part else at_start
    return Cell(number, kind, "".join(parts), tuple(file_lines))


def _language(metadata: msgspec.Raw) -> str:
    try:
        known = msgspec.json.decode(metadata, type=_Metadata)
    except (ValueError, RecursionError):
        return ""
    return (known.language_info.name or known.kernelspec.language).lower()
