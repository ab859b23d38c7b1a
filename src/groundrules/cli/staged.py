"""The files that are staged in git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from groundrules import git
from groundrules.domain.errors import GroundrulesError

_STAGED = ("diff", "--cached", "--name-only", "--no-ext-diff", "--no-textconv", "--diff-filter=d", "--relative", "-z")


def staged_files(root: Path) -> tuple[str, ...]:
    """Paths (POSIX, relative to the root) that the next commit adds or changes.

    Errors: `GroundrulesError` where there is no git, or no git work tree.
    """
    words = git.command(str(root), *_STAGED)
    if words is None:
        raise GroundrulesError("--staged needs git, which was not found")
    try:
        done = subprocess.run(
            words, env=git.environment(with_index=True), stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError:
        raise GroundrulesError("--staged needs git, which could not be started") from None
    if done.returncode != 0:
        raise GroundrulesError("--staged: this is no git work tree", str(root))
    return tuple(os.fsdecode(part) for part in done.stdout.split(b"\0") if part)


def within(files: Sequence[str], only: Sequence[str]) -> tuple[str, ...]:
    """Those of the files that lie at or under one of the paths; all of them where there is none."""
    if not only:
        return tuple(files)
    return tuple(file for file in files if any(file == path or file.startswith(f"{path}/") for path in only))
