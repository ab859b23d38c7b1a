"""Files as streams of bytes: plain, gzip or zstd."""

from __future__ import annotations

import gzip
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from groundrules.datasets.unread import UnreadError
from groundrules.datasets.zstd import open_zstd

BLOCK_BYTES = 64 * 1024
RECORD_LIMIT_BYTES = 4 * 1024 * 1024
UNPACKED_LIMIT_BYTES = 8 * 1024**3
"""Counting stops here: a small archive can unpack to more than any disk holds."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_POINTER = b"version https://git-lfs.github.com/spec/"
_PACKED = frozenset({".gz", ".gzip", ".zst", ".zstd"})


def suffix_of(path: str) -> str:
    """The suffix that names the record format, compression left out: `train.jsonl.gz` gives `.jsonl`."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes]
    while suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def open_bytes(path: Path) -> BinaryIO:
    """Open a file for reading, unpacked. Raises `UnreadError` where it is no regular file or a package is missing."""
    if not path.is_file():
        raise UnreadError("not a regular file")
    suffix = path.suffix.lower()
    if suffix in {".gz", ".gzip"}:
        return cast(BinaryIO, gzip.open(path, "rb"))
    if suffix in {".zst", ".zstd"}:
        return open_zstd(path)
    return path.open("rb")


def head_of(path: Path) -> bytes:
    """The first block of a file, without a byte order mark. Raises `UnreadError` for UTF-16, binary and pointers."""
    with open_bytes(path) as stream:
        head = stream.read(BLOCK_BYTES)
    if head.startswith(_UTF16_MARKS):
        raise UnreadError("UTF-16: providers want UTF-8")
    if head.count(b"\0") * 10 > len(head):
        raise UnreadError("binary")
    if head.startswith(_POINTER):
        raise UnreadError("a Git LFS pointer: the rows are elsewhere")
    return head.removeprefix(BYTE_ORDER_MARK)
