"""Find the files of a tree: the git index or a walk, with other people's code and tools' leftovers set apart."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from groundrules.discover.git import list_git
from groundrules.discover.ignore import IgnoreRules
from groundrules.discover.left_out import leave_out
from groundrules.discover.limits import DEFAULT, Limits
from groundrules.discover.listing import Listing
from groundrules.discover.status import StatusReader
from groundrules.discover.walk import walk
from groundrules.domain.source import Skipped, SourceFile, Tree

__all__ = ["DEFAULT", "Limits", "discover"]


def discover(root: Path, *, exclude: Sequence[str] = (), limits: Limits = DEFAULT) -> Tree:
    """List the files under `root` that an audit could use, each with its kind and role.

    `exclude` holds patterns in the manner of .gitignore, relative to `root`; what they name is as if it were not there.
    Inside a git work tree git lists (tracked, and untracked but not ignored), elsewhere a walk that reads .gitignore
    files. No link is followed. What cannot be read is in `Tree.skipped`, whole foreign folders in `Tree.left_out`.
    """
    real_root = os.path.realpath(root)
    excluded = IgnoreRules().nested("", [pattern.removeprefix("./") for pattern in exclude])
    listing = list_git(real_root)
    listing = walk(real_root, exclude=excluded) if listing is None else _without(excluded, listing)
    own, left_out = leave_out(listing)
    status = StatusReader(real_root, limits)
    seen = [found for found in map(status.look, own) if found is not None]
    files = [found for found in seen if isinstance(found, SourceFile)]
    skipped = [*listing.skipped, *(found for found in seen if isinstance(found, Skipped))]
    skipped.sort(key=lambda skip: (skip.path, skip.reason))
    return Tree(real_root, files, skipped, left_out, listing.from_git)


def _without(excluded: IgnoreRules, listing: Listing) -> Listing:
    if not excluded.layers:
        return listing
    return Listing(
        [entry for entry in listing.entries if not excluded.ignores(entry.path)],
        [skip for skip in listing.skipped if not excluded.ignores(skip.path)],
        [left for left in listing.left_out if not excluded.ignores(f"{left.path}/")],
        listing.from_git,
    )
