"""Other people's code and what tools leave behind: whole folders, each with the marker that shows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from groundrules.discover.listing import Entry, Listing
from groundrules.domain.source import LeftOut

_NAMES = frozenset({
    "site-packages", "dist-packages", "node_modules", "bower_components", "jspm_packages", "third_party",
    "thirdparty", "third-party", "vendored", "_vendor", "_vendored", ".hg", ".svn", ".tox", ".nox", ".venv",
    "venv", ".virtualenv", ".direnv", ".pixi", ".conda", ".eggs", "__pypackages__", "__pycache__", ".cache",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints", ".next", ".nuxt",
    ".svelte-kit", ".turbo", ".parcel-cache", ".angular", ".vercel", ".yarn", ".pnpm-store", ".gradle",
    ".terraform", ".serverless", ".aws-sam", "Pods",
})  # fmt: skip
_NAME_ENDS = (".egg-info", ".dist-info")

# What a virtual environment holds. People also put their own files beside these, and those are theirs.
_ENVIRONMENT_PARTS = frozenset({"bin", "scripts", "lib", "lib64", "include", "share", "etc", "man"})
_ACTIVATORS = ("activate.fish", "activate.bat", "Activate.ps1", "activate_this.py")

# A folder of these names may as well be the project's own (suppliers, outside services): it needs a sign.
_VENDOR_NAMES = frozenset({"vendor", "vendors", "external", "externals", "extern"})
_VENDOR_SIGN = re.compile(
    r"modules\.txt|autoload\.php|bundle/.*|(?:[^/]+/){0,2}(?:LICEN[CS]E|COPYING)(?:[.-][^/]*)?|.*\.min\.(?:js|css)",
    re.DOTALL,
)
_BUILD_NAMES = frozenset({"dist", "build"})
_BUILD_SIGN = re.compile(r".*\.(?:whl|egg|js\.map|css\.map|d\.m?ts|min\.js)|(?:.*/)?bdist\.[^/]*/.*", re.DOTALL)


def marker_in_name(name: str) -> str | None:
    """Return the marker where a folder's name alone tells that it is not the project's own."""
    return name if name in _NAMES or name.endswith(_NAME_ENDS) else None


def leave_out(listing: Listing) -> tuple[list[Entry], list[LeftOut]]:
    """Part the project's own entries (sorted by path) from the folders that are left out, outermost only."""
    tree = _Folders(sorted(listing.entries, key=lambda entry: entry.path), listing.from_git)
    own: list[Entry] = []
    for entry in tree.entries:
        cut = tree.cut_above(entry.path)
        if cut is None:
            own.append(entry)
        else:
            tree.count(cut, 1)
    for pruned in listing.left_out:
        tree.count(tree.cut_above(pruned.path) or (pruned.path, pruned.marker), pruned.files)
    found = (LeftOut(path, marker, files) for (path, marker), files in tree.counts.items())
    return own, sorted(found, key=lambda left: left.path)


_Cut = tuple[str, str]
"""The folder that is left out, and the marker."""


@dataclass(slots=True)
class _Folders:
    entries: list[Entry]
    from_git: bool
    paths: list[str] = field(init=False)
    known: set[str] = field(init=False)
    has_index: bool = field(init=False)
    cuts: dict[str, _Cut | None] = field(default_factory=lambda: {"": None})
    counts: dict[_Cut, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.paths = [entry.path for entry in self.entries]
        self.known = set(self.paths)
        self.has_index = any(entry.tracked for entry in self.entries)

    def count(self, cut: _Cut, files: int) -> None:
        self.counts[cut] = self.counts.get(cut, 0) + files

    def cut_above(self, path: str) -> _Cut | None:
        """Return the cut that takes `path` away: the outermost one of the folders it lies in."""
        folder = path.rpartition("/")[0]
        pending: list[str] = []
        while folder not in self.cuts:
            pending.append(folder)
            folder = folder.rpartition("/")[0]
        cut = self.cuts[folder]
        for inner in reversed(pending):
            cut = self.cuts[inner] = cut or self._cut_at(inner)
        return cut

    def _cut_at(self, folder: str) -> _Cut | None:
        parent, _, name = folder.rpartition("/")
        if parent and name.lower() in _ENVIRONMENT_PARTS and f"{parent}/pyvenv.cfg" in self.known:
            return parent, "pyvenv.cfg"
        marker = marker_in_name(name) or self._sign_in(folder, name, parent)
        return (folder, marker) if marker is not None else None

    def _sign_in(self, folder: str, name: str, parent: str) -> str | None:
        lowered = name.lower()
        if lowered in ("bin", "scripts"):
            return next((file for file in _ACTIVATORS if f"{folder}/{file}" in self.known), None)
        if lowered in _VENDOR_NAMES:
            return _first_sign(self._below(folder), _VENDOR_SIGN)
        return self._build_sign(folder, lowered, parent) if lowered in _BUILD_NAMES else None

    def _build_sign(self, folder: str, name: str, parent: str) -> str | None:
        above = f"{parent}/" if parent else ""
        manifest = next((file for file in ("package.json", "action.yml") if above + file in self.known), None)
        if name == "dist" and manifest is not None:
            return f"dist beside {manifest}"
        if self.has_index and not any(entry.tracked for entry in self._entries_below(folder)):
            return f"untracked {name}"
        return _first_sign(self._below(folder), _BUILD_SIGN)

    def _entries_below(self, folder: str) -> Sequence[Entry]:
        first = bisect_left(self.paths, f"{folder}/")
        return self.entries[first : bisect_left(self.paths, f"{folder}0", first)]  # "0" follows "/" in every encoding

    def _below(self, folder: str) -> Iterable[str]:
        return (entry.path[len(folder) + 1 :] for entry in self._entries_below(folder))


def _first_sign(paths: Iterable[str], sign: re.Pattern[str]) -> str | None:
    return next((path for path in paths if sign.fullmatch(path)), None)
