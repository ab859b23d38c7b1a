"""Notebooks: the code of all cells read as one module, every place told by cell and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from groundrules.domain.facts import FileFacts, TextBlock
from groundrules.domain.source import Skipped, SourceFile
from groundrules.extract.document import blocks
from groundrules.extract.magic import without_magics
from groundrules.extract.notebook_cell import Cell, notebook_of
from groundrules.extract.python.module import finish, new_reader, suppressions

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BYTE = re.compile(r"byte (\d+)")
_PYTHON = ("python", "ipython", "")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(source: bytes, file: SourceFile) -> FileFacts:
    """What the cells of a notebook say; code only where its kernel runs Python. Outputs are never looked at.

    Never raises: what is no notebook is a `Skipped` in `problems`.
    """
    facts = FileFacts(file.path, file.kind, file.role)
    source = source.removeprefix(_BYTE_ORDER_MARK)
    try:
        notebook = notebook_of(source)
    except RecursionError:
        facts.problems = (Skipped(file.path, "nested too deeply"),)
        return facts
    except UnicodeDecodeError:
        facts.problems = (Skipped(file.path, "not UTF-8"),)
        return facts
    except msgspec.DecodeError as error:
        facts.problems = (Skipped(file.path, "not parseable", str(error), _line(source, str(error))),)
        return facts
    facts.problems = tuple(Skipped(file.path, "not parseable", f"cell {number}") for number in notebook.unread)
    facts.cell_lines = dict(_places(notebook.cells))
    facts.blocks = tuple(_blocks(cell for cell in notebook.cells if cell.kind == "markdown"))
    if notebook.language in _PYTHON:
        _read_code([cell for cell in notebook.cells if cell.kind == "code"], facts)
    return facts


def _read_code(cells: Iterable[Cell], facts: FileFacts) -> None:
    """Read the code cells in order into one module: a name that one assigns is known in the next."""
    reader = new_reader()
    for cell in cells:
        plain = without_magics(cell.text.replace("\r\n", "\n").replace("\r", "\n"), cell.number)
        code = plain.source.encode("utf-8", "replace")
        root = reader.read(code, cell.number)
        facts.commands += plain.commands
        facts.suppressions += tuple(suppressions(reader, root, code))
    finish(reader, facts)


def _blocks(cells: Iterable[Cell]) -> Iterator[TextBlock]:
    """The prose and fenced blocks of the cells, each under the heading above it, be it in an earlier cell."""
    heading = ""
    for cell in cells:
        for block in blocks(cell.text):
            yield msgspec.structs.replace(block, cell=cell.number, heading=block.heading or heading)
        headings = _HEADING.findall(cell.text)
        heading = headings[-1] if headings else heading


def _places(cells: Iterable[Cell]) -> Iterator[tuple[str, int]]:
    for cell in cells:
        for line, file_line in enumerate(cell.file_lines, 1):
            yield f"{cell.number}:{line}", file_line


def _line(source: bytes, message: str) -> int | None:
    """The line that a decoder's message means."""
    byte = _BYTE.search(message)
    if byte is None and "truncated" not in message:
        return None
    return source.count(b"\n", 0, int(byte[1]) if byte else len(source)) + 1
