"""The tree without git: a walk that follows no link and reads nested .gitignore files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field

from groundrules.discover.ignore import IgnoreRules
from groundrules.discover.left_out import marker_in_name
from groundrules.discover.listing import Entry, Listing
from groundrules.discover.opening import read_regular, reason_of
from groundrules.discover.path_text import unfit
from groundrules.domain.source import LeftOut, Skipped

Scandir = Callable[[str], AbstractContextManager[Iterator["os.DirEntry[str]"]]]
_IGNORE_FILE_LIMIT_BYTES = 1_000_000


def walk(root: str, *, exclude: IgnoreRules | None = None, scandir: Scandir = os.scandir) -> Listing:
    """List every file under `root` that no .gitignore names; never raises for what it meets on the way."""
    return _Walk(root, exclude or IgnoreRules(), scandir).run()


def count_files(folder: str, scandir: Scandir = os.scandir) -> int:
    """Count the files under `folder`: no link is followed, git's own folder and what cannot be read are not counted."""
    count = 0
    pending = [folder]
    while pending:
        with suppress(OSError), scandir(pending.pop()) as children:
            for child in children:
                if not child.is_dir(follow_symlinks=False):
                    count += 1
                elif child.name != ".git":
                    pending.append(child.path)
    return count


@dataclass(slots=True)
class _Walk:
    root: str
    exclude: IgnoreRules
    scandir: Scandir
    listing: Listing = field(default_factory=Listing)
    pending: list[tuple[str, IgnoreRules]] = field(default_factory=list)

    def run(self) -> Listing:
        self.pending.append(("", IgnoreRules().nested("", self._lines(".git/info/exclude"))))
        while self.pending:
            folder, rules = self.pending.pop()
            children = self._children(folder)
            if any(child.name == ".gitignore" for child in children):
                rules = rules.nested(folder, self._lines(f"{folder}/.gitignore".lstrip("/")))
            for child in children:
                if child.name != ".git":
                    self._see(child, f"{folder}/{child.name}" if folder else child.name, rules)
        return self.listing

    def _children(self, folder: str) -> Sequence[os.DirEntry[str]]:
        try:
            with self.scandir(f"{self.root}/{folder}" if folder else self.root) as children:
                return list(children)
        except OSError as error:
            self.listing.skipped.append(Skipped(folder or ".", reason_of(error), error.strerror or ""))
            return ()

    def _lines(self, path: str) -> list[str]:
        found = read_regular(self.root, path, _IGNORE_FILE_LIMIT_BYTES)
        return [] if isinstance(found, Skipped) else found.decode("utf-8-sig", "replace").splitlines()

    def _see(self, child: os.DirEntry[str], path: str, rules: IgnoreRules) -> None:
        skipped = unfit(path)
        if skipped is not None:
            self.listing.skipped.append(skipped)
            return
        try:
            is_folder = child.is_dir(follow_symlinks=False)
            mode = self._file_mode(child)
        except OSError as error:
            self.listing.skipped.append(Skipped(path, reason_of(error), error.strerror or ""))
            return
        shown = f"{path}/" if is_folder else path
        if rules.ignores(shown) or self.exclude.ignores(shown):
            return
        if is_folder:
            self._enter(child, path, rules)
        elif mode is None:
            self.listing.skipped.append(Skipped(path, "not a regular file"))
        else:
            self.listing.entries.append(Entry(path, mode))

    def _enter(self, child: os.DirEntry[str], path: str, rules: IgnoreRules) -> None:
        marker = marker_in_name(child.name)
        if marker is None:
            self.pending.append((path, rules))
        else:
            self.listing.left_out.append(LeftOut(path, marker, count_files(child.path, self.scandir)))

    @staticmethod
    def _file_mode(child: os.DirEntry[str]) -> int | None:
        if child.is_symlink():
            return stat.S_IFLNK
        return stat.S_IFREG if child.is_file(follow_symlinks=False) else None
