"""The files that are staged in git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from groundrules.domain.errors import GroundrulesError

_GIT = (
    "git", "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}",
    "-c", "safe.directory=*", "-c", "protocol.allow=never",
)  # fmt: skip
"""An audited repository's own settings must not make git start a program or open a connection."""

_STAGED = ("diff", "--cached", "--name-only", "--no-ext-diff", "--no-textconv", "--diff-filter=d", "--relative", "-z")


def staged_files(root: Path) -> tuple[str, ...]:
    """Paths (POSIX, relative to the root) that the next commit adds or changes.

    Errors: `GroundrulesError` where there is no git, or no git work tree.
    """
    try:
        done = subprocess.run(
            (*_GIT, "-C", str(root), *_STAGED), env=_environment(), stdin=subprocess.DEVNULL, capture_output=True
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


def _environment() -> dict[str, str]:
    """Ours without what steers git, save for the index: in a hook of a partial commit that is a temporary file."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    if index := os.environ.get("GIT_INDEX_FILE"):
        kept["GIT_INDEX_FILE"] = str(Path(index).absolute())
    return kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
