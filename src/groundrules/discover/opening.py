"""Opening one file of an untrusted tree: no link followed, no device or pipe waited on, no more read than allowed."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress

from groundrules.domain.source import Skipped, SkipReason

# Windows lacks these three flags and opens in text mode without the fourth.
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_BY_FOLDER = bool(_NO_FOLLOW and _FOLDER) and {os.open, os.stat} <= os.supports_dir_fd

_REASONS: dict[int | None, SkipReason] = {
    errno.ENOENT: "vanished",
    errno.ENOTDIR: "vanished",
    errno.ELOOP: "symlink",
    errno.EISDIR: "not a regular file",
    errno.ENXIO: "not a regular file",
}


def reason_of(error: OSError) -> SkipReason:
    """Name the reason that an operating system's error stands for."""
    return _REASONS.get(error.errno, "unreadable")


def read_regular(root: str, path: str, limit_bytes: int) -> bytes | Skipped:
    """Return the bytes of the regular file at `path` under `root`, or why there are none; never raises.

    `path` is POSIX and relative to `root`. A file of more than `limit_bytes` is too large, also when it grew meanwhile.
    """
    return _read(root, path, limit_bytes, whole=True)


def read_head(root: str, path: str, head_bytes: int) -> bytes | Skipped:
    """Return at most the first `head_bytes` of a file, under the same guards."""
    return _read(root, path, head_bytes, whole=False)


def _read(root: str, path: str, limit_bytes: int, *, whole: bool) -> bytes | Skipped:
    try:
        opened = _open_by_folder(root, path) if _BY_FOLDER else _open_by_path(root, path)
        return opened if isinstance(opened, Skipped) else _read_opened(opened, path, limit_bytes, whole)
    except OSError as error:
        return Skipped(path, reason_of(error), error.strerror or "")
    except (ValueError, MemoryError) as error:  # a NUL in the path; a file larger than the memory
        return Skipped(path, "unreadable", str(error))


def _open_by_folder(root: str, path: str) -> int | Skipped:
    """Open `path` one folder at a time, so that no folder on the way can be (or become) a link out of the tree."""
    *folders, name = path.split("/")
    if not _are_plain([*folders, name]):
        return Skipped(path, "symlink out of the tree")
    folder = os.open(root, _FLAGS | _FOLDER)
    try:
        for part in folders:
            if _is_link(part, folder):
                return Skipped(path, "symlink", "a folder on the way")
            inner = os.open(part, _FLAGS | _FOLDER | _NO_FOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        reason = _irregular(os.stat(name, dir_fd=folder, follow_symlinks=False))
        if reason is not None:
            return Skipped(path, reason)
        return os.open(name, _FLAGS | _NO_FOLLOW | _NO_WAIT, dir_fd=folder)
    finally:
        os.close(folder)


def _open_by_path(root: str, path: str) -> int | Skipped:
    """Open `path` where folders cannot be held open: what it resolves to must be itself."""
    parts = path.split("/")
    real_root = os.path.realpath(root)
    full = os.path.join(real_root, *parts)  # noqa: PTH118 - text throughout, as paths are handed in
    if not _are_plain(parts):
        return Skipped(path, "symlink out of the tree")
    reason = _irregular(os.lstat(full))
    if reason is None and os.path.normcase(os.path.realpath(full)) != os.path.normcase(full):
        reason = "symlink"
    return Skipped(path, reason) if reason is not None else os.open(full, _FLAGS | _NO_FOLLOW | _NO_WAIT)


def _are_plain(parts: list[str]) -> bool:
    odd = any(part in ("", ".", "..") for part in parts)
    return not odd and not (os.sep == "\\" and any("\\" in part or ":" in part for part in parts))


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def _irregular(status: os.stat_result) -> SkipReason | None:
    if stat.S_ISLNK(status.st_mode):
        return "symlink"
    return None if stat.S_ISREG(status.st_mode) else "not a regular file"


def _read_opened(descriptor: int, path: str, limit_bytes: int, whole: bool) -> bytes | Skipped:
    try:
        status = os.fstat(descriptor)
        reason = _irregular(status)
        if reason is not None:
            return Skipped(path, reason)
        if not whole:
            return _read_up_to(descriptor, limit_bytes)
        if status.st_size > limit_bytes:
            return too_large(path, status.st_size, limit_bytes)
        data = _read_up_to(descriptor, limit_bytes + 1)  # it may have grown, and some sizes are told as 0
        return data if len(data) <= limit_bytes else too_large(path, len(data), limit_bytes)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _read_up_to(descriptor: int, limit_bytes: int) -> bytes:
    parts: list[bytes] = []
    left = limit_bytes
    while left > 0:
        part = os.read(descriptor, min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def too_large(path: str, size_bytes: int, limit_bytes: int) -> Skipped:
    """Skip a file for its size, with both figures."""
    return Skipped(path, "too large", f"{size_bytes:,} bytes, the limit is {limit_bytes:,}")
