"""The bytes of a listed file."""

from __future__ import annotations

from pathlib import Path

from groundrules.discover.opening import read_regular
from groundrules.domain.source import FileKind, Skipped, SourceFile

_NOT_TEXT: frozenset[FileKind] = frozenset({"data", "other"})
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_LOOKED_AT_BYTES = 8192


def read_bytes(tree_root: Path, file: SourceFile, limit: int) -> bytes | Skipped:
    """Return the whole file, or why it cannot be had; never raises.

    `limit` is in bytes. Files of text kinds that open as UTF-16 or UTF-32, or hold a NUL in their first 8 KiB, are
    skipped; whether the rest is UTF-8 is for the reader of the text to say.
    """
    found = read_regular(str(tree_root), file.path, limit)
    if isinstance(found, Skipped) or file.kind in _NOT_TEXT:
        return found
    if found.startswith(_WIDE_MARKS):
        return Skipped(file.path, "not UTF-8", "its byte order mark says UTF-16 or UTF-32")
    if b"\0" in found[:_LOOKED_AT_BYTES]:
        return Skipped(file.path, "binary")
    return found
