"""The git index and the untracked files beside it, asked of a git that the audited repository cannot steer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

from groundrules import git
from groundrules.discover.listing import Entry, Listing
from groundrules.discover.path_text import is_below, unfit
from groundrules.discover.walk import count_files
from groundrules.domain.source import LeftOut

SUBMODULE_MODE = 0o160000


def list_git(root: str, *, timeout_s: float = 60.0) -> Listing | None:
    """List the work tree that holds `root`, from `root` down, or return None where git cannot.

    Only `ls-files` is asked: it runs no filter, hook, text converter or diff.
    """
    tracked = _run(root, ("ls-files", "-s", "-z"), timeout_s)
    if tracked is None:
        return None
    untracked = _run(root, ("ls-files", "-o", "--exclude-standard", "-z"), timeout_s)
    if untracked is None or not (tracked or untracked):
        # An ignored folder of a larger repository lists nothing, yet somebody asked for it: let the walk read it.
        return None
    listing = Listing(from_git=True)
    _add(listing, root, _tracked(tracked))
    _add(listing, root, _untracked(untracked))
    return listing


def _add(listing: Listing, root: str, entries: Iterator[Entry]) -> None:
    for entry in entries:
        path = entry.path.rstrip("/")
        skipped = unfit(path)
        if skipped is not None:
            listing.skipped.append(skipped)
        elif not is_below(path):
            continue
        elif entry.mode == SUBMODULE_MODE:
            listing.left_out.append(LeftOut(path, "git submodule"))
        elif entry.path.endswith("/"):
            listing.left_out.append(LeftOut(path, "a git repository of its own", count_files(f"{root}/{path}")))
        else:
            listing.entries.append(entry)


def _tracked(output: bytes) -> Iterator[Entry]:
    seen: set[str] = set()
    for record in output.split(b"\0"):
        head, tab, raw = record.partition(b"\t")
        fields = head.split(b" ")
        if not tab or len(fields) != 3:
            continue
        path = os.fsdecode(raw)
        if path in seen:  # a merge conflict lists up to three stages of one path
            continue
        seen.add(path)
        blob_id = fields[1].decode("ascii", "replace") if fields[2] == b"0" else None
        yield Entry(path, int(fields[0], 8), blob_id, tracked=True)


def _untracked(output: bytes) -> Iterator[Entry]:
    for raw in output.split(b"\0"):
        if raw:
            yield Entry(os.fsdecode(raw))


def _run(root: str, arguments: tuple[str, ...], timeout_s: float) -> bytes | None:
    words = git.command(root, *arguments)
    if words is None:
        return None
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=git.environment(),
            timeout=timeout_s,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
