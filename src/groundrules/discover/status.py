"""From a listed path to a file of the tree: its kind, role and size, or why it is skipped."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field

from groundrules.discover.kind import kind_of, kind_of_shebang
from groundrules.discover.limits import Limits
from groundrules.discover.listing import Entry
from groundrules.discover.opening import read_head, reason_of, too_large
from groundrules.discover.role import role_of
from groundrules.domain.source import FileKind, Skipped, SourceFile

_SHEBANG_BYTES = 256
_EXECUTABLE = 0o111


@dataclass(slots=True)
class StatusReader:
    """Looks at each entry once, and only at those that could matter. `root` is a real path."""

    root: str
    limits: Limits
    plain_folders: dict[str, bool] = field(default_factory=lambda: {"": True})

    def look(self, entry: Entry) -> SourceFile | Skipped | None:
        """Return the file, why it is skipped, or None where no rule could use it."""
        if entry.is_symlink:
            return self._skip_link(entry.path)
        kind = kind_of(entry.path)
        if kind is None and not _may_be_script(entry):
            return None
        try:
            status = os.lstat(f"{self.root}/{entry.path}")
        except OSError as error:
            return Skipped(entry.path, reason_of(error), error.strerror or "") if kind else None
        if stat.S_ISLNK(status.st_mode):
            return self._skip_link(entry.path)
        if not self._is_plain_folder(entry.path.rpartition("/")[0]):
            return Skipped(entry.path, "symlink", "a folder on the way") if kind else None
        return self._judge(entry, kind, status)

    def _judge(self, entry: Entry, kind: FileKind | None, status: os.stat_result) -> SourceFile | Skipped | None:
        if not stat.S_ISREG(status.st_mode):
            return Skipped(entry.path, "not a regular file")
        if kind is None and status.st_mode & _EXECUTABLE and "." not in entry.path.rpartition("/")[2]:
            kind = self._kind_of_script(entry.path)
        return None if kind is None else self._sized(entry, kind, status.st_size)

    def _sized(self, entry: Entry, kind: FileKind, size_bytes: int) -> SourceFile | Skipped:
        limit = self.limits.of(kind)
        if limit is not None and size_bytes > limit:
            if kind != "json":
                return too_large(entry.path, size_bytes, limit)
            kind = "data"  # nobody configures with megabytes of JSON: it is rows, and their reader is bounded
        return SourceFile(entry.path, kind, role_of(entry.path, kind), size_bytes, entry.blob_id)

    def _kind_of_script(self, path: str) -> FileKind | None:
        head = read_head(self.root, path, _SHEBANG_BYTES)
        return None if isinstance(head, Skipped) else kind_of_shebang(head)

    def _skip_link(self, path: str) -> Skipped:
        target = os.path.realpath(f"{self.root}/{path}")
        inside = target == self.root or target.startswith(self.root.rstrip(os.sep) + os.sep)
        return Skipped(path, "symlink" if inside else "symlink out of the tree")

    def _is_plain_folder(self, folder: str) -> bool:
        """Whether no folder on the way is a link: an index may list what a link in the work tree now hides."""
        pending: list[str] = []
        while folder not in self.plain_folders:
            pending.append(folder)
            folder = folder.rpartition("/")[0]
        plain = self.plain_folders[folder]
        for inner in reversed(pending):
            plain = plain and not os.path.islink(f"{self.root}/{inner}")  # noqa: PTH114
            self.plain_folders[inner] = plain
        return plain


def _may_be_script(entry: Entry) -> bool:
    """Whether a name without a kind is worth a look: an unknown mode, or an executable without a suffix."""
    if entry.mode is None:
        return True
    bare = "." not in entry.path.rpartition("/")[2]
    return bare and (not entry.tracked or bool(entry.mode & _EXECUTABLE))
