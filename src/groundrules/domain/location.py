"""Where something stands: a span of text, and a span in a file."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of text.

    Units: lines and columns count from 1, columns in characters; `end_column` is the column after the last character.
    """

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in the audited tree.

    `path` is POSIX and relative to the audited root. In a notebook `cell` counts the cells from 1, `line` counts
    inside the cell, and `file_line` is the line of the .ipynb file itself where it could be found.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0
    cell: int | None = None
    file_line: int | None = None

    @property
    def place(self) -> str:
        """`path:line:column`, with `cell N` in a notebook: what a person reads and an editor opens."""
        cell = f":cell {self.cell}" if self.cell else ""
        return f"{self.path}{cell}:{self.line}:{self.column}"


def location_of(path: str, span: Span, cell: int | None = None, file_line: int | None = None) -> Location:
    """The place of a span in a file."""
    return Location(
        path,
        span.line,
        span.column,
        span.end_line or span.line,
        span.end_column or span.column,
        cell,
        file_line,
    )
