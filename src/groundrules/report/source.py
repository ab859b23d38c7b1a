"""The source lines that a report shows, read from the audited tree when it is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

import msgspec

from groundrules.domain.location import Location

MOST_BYTES = 16 * 1024 * 1024
_MOST_FILES_KEPT = 8


class _Cell(msgspec.Struct):
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []


class SourceReader:
    """Reads lines of files below one root, and of nothing else.

    A file that is gone, lies outside the root (also through a symlink), or is no regular file has no lines. Of a large
    file only the first 16 MiB are read.
    """

    def __init__(self, root: str) -> None:
        self._root = Path(os.path.realpath(root))
        self._kept: dict[tuple[str, int | None], list[str]] = {}

    def lines(self, location: Location, most: int = 1) -> list[str]:
        """The lines of a place from its first on, up to `most`, without line ends; empty where they cannot be read."""
        last = max(location.end_line or location.line, location.line)
        wanted = self._text_lines(location.path, location.cell)[max(location.line - 1, 0) : last]
        return [line.removesuffix("\r") for line in wanted[:most]]

    def _text_lines(self, path: str, cell: int | None) -> list[str]:
        key = (path, cell)
        if key not in self._kept:
            while len(self._kept) >= _MOST_FILES_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._read_lines(path, cell)
        return self._kept[key]

    def _read_lines(self, path: str, cell: int | None) -> list[str]:
        data = self._read(path)
        if data is None or b"\x00" in data:
            return []
        if cell is not None:
            return _cell_lines(data, cell)
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")

    def _read(self, path: str) -> bytes | None:
        try:
            inside = self._inside(path)
            if inside is None:
                return None
            # A named pipe would wait for its writer without O_NONBLOCK.
            descriptor = os.open(inside, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(descriptor, "rb") as file:
                return file.read(MOST_BYTES) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
        except (OSError, ValueError):
            return None

    def _inside(self, path: str) -> Path | None:
        relative = PurePosixPath(path)
        if relative.is_absolute() or ".." in relative.parts:
            return None
        resolved = Path(os.path.realpath(self._root / relative))
        return resolved if resolved.is_relative_to(self._root) else None


def _cell_lines(data: bytes, cell: int) -> list[str]:
    try:
        cells = msgspec.json.decode(data, type=_Notebook).cells
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []
    if not 1 <= cell <= len(cells):
        return []
    source = cells[cell - 1].source
    return ("".join(source) if isinstance(source, list) else source).split("\n")
