"""Trees for the tests of discover: files written from a table, and a git that knows no configuration but theirs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

GIT_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.invalid",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.invalid",
}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` (path to content) under `root` and return it."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def git(root: Path, *arguments: str, stdin: str = "") -> str:
    """Run git in `root` and return what it printed."""
    done = subprocess.run(
        ("git", "-C", str(root), *arguments),
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        env=GIT_ENVIRONMENT,
    )
    return done.stdout


def repository(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` and add them to a new git index."""
    write(root, files)
    git(root, "init", "-q")
    git(root, "add", "-A", "-f")
    return root
