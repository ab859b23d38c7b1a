"""The files that are staged in git, or that changed since a revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from groundrules import git
from groundrules.domain.errors import GroundrulesError

_DIFF = ("diff", "--name-only", "--no-ext-diff", "--no-textconv", "--diff-filter=d", "--relative", "-z")
_UNTRACKED = ("ls-files", "--others", "--exclude-standard", "-z")


def staged_files(root: Path) -> tuple[str, ...]:
    """Paths (POSIX, relative to the root) that the next commit adds or changes.

    Errors: `GroundrulesError` where there is no git, or no git work tree.
    """
    listed = _listed("--staged", root, *_DIFF, "--cached")
    if listed is None:
        raise GroundrulesError("--staged: this is no git work tree", str(root))
    return listed


def files_since(revision: str, root: Path) -> tuple[str, ...]:
    """Paths (POSIX, relative to the root) whose content in the work tree is not that of a revision, untracked ones too.

    Errors: `GroundrulesError` where there is no git, no git work tree, or no such revision in it.
    """
    known = _listed("--since", root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    untracked = _listed("--since", root, *_UNTRACKED)
    if untracked is None:
        raise GroundrulesError("--since: this is no git work tree", str(root))
    commit = known[0].strip() if known else ""
    changed = _listed("--since", root, *_DIFF, commit, "--") if commit else None
    if changed is None:
        hint = "; a shallow clone holds only the newest commits" if (root / ".git/shallow").is_file() else ""
        raise GroundrulesError(f"--since: git knows no revision {revision!r}{hint}", str(root))
    return tuple(sorted({*changed, *untracked}))


def _listed(option: str, root: Path, *arguments: str) -> tuple[str, ...] | None:
    """What git lists, parts ended by NUL; None where it refuses. Errors: `GroundrulesError` where there is no git."""
    words = git.command(str(root), *arguments)
    if words is None:
        raise GroundrulesError(f"{option} needs git, which was not found")
    try:
        done = subprocess.run(
            words, env=git.environment(with_index=True), stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError:
        raise GroundrulesError(f"{option} needs git, which could not be started") from None
    if done.returncode != 0:
        return None
    return tuple(os.fsdecode(part) for part in done.stdout.split(b"\0") if part)


def within(files: Sequence[str], only: Sequence[str]) -> tuple[str, ...]:
    """Those of the files that lie at or under one of the paths; all of them where there is none."""
    if not only:
        return tuple(files)
    return tuple(file for file in files if any(file == path or file.startswith(f"{path}/") for path in only))
