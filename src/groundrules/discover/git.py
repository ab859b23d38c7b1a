"""The git index and the untracked files beside it, asked of a git that the audited repository cannot steer."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

from groundrules.discover.listing import Entry, Listing
from groundrules.discover.path_text import is_below, unfit
from groundrules.discover.walk import count_files
from groundrules.domain.source import LeftOut

SUBMODULE_MODE = 0o160000

# Everything in a repository's own configuration that could start a program or open a connection, switched off.
# `core.fsmonitor` is empty rather than "false": before git 2.36 any text there was a program to run.
_OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.untrackedCache=false",
    "-c", f"core.excludesFile={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
    "-c", "protocol.allow=never",
    "-c", "safe.directory=*",
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip


def list_git(root: str, *, timeout_s: float = 60.0) -> Listing | None:
    """List the work tree that holds `root`, from `root` down, or return None where git cannot.

    Only `ls-files` is asked: it runs no filter, hook, text converter or diff. `safe.directory` is open because a
    container often owns the tree differently, and nothing that a repository configures is followed here anyway.
    """
    git = _program(root)
    if git is None:
        return None
    tracked = _run(git, root, ("ls-files", "-s", "-z"), timeout_s)
    if tracked is None:
        return None
    untracked = _run(git, root, ("ls-files", "-o", "--exclude-standard", "-z"), timeout_s)
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


def _program(root: str) -> str | None:
    """Find git on the PATH, but never one that the audited tree brings along."""
    found = shutil.which("git")
    if found is None:
        return None
    # Only the folder's links are followed: git itself is often a link to a program that looks at its own name.
    folder = os.path.realpath(os.path.dirname(found))  # noqa: PTH120 - text throughout, as the paths of git are
    real_root = os.path.realpath(root)
    if folder == real_root or folder.startswith(real_root.rstrip(os.sep) + os.sep):
        return None
    return os.path.join(folder, os.path.basename(found))  # noqa: PTH118, PTH119


def _run(git: str, root: str, arguments: tuple[str, ...], timeout_s: float) -> bytes | None:
    try:
        done = subprocess.run(
            (git, *_OPTIONS, "-C", root, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=timeout_s,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    """Our environment without anything that steers git: a hook that starts the audit sets GIT_DIR, for one."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
