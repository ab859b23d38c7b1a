"""A git that the audited repository cannot steer: which program, with which options, in which environment.

Below the stages, since three rooms ask git (the index, the history, what is staged) and none may ask a softer one.
"""

from __future__ import annotations

import os
import shutil

# Everything in a repository's own configuration that could start a program or open a connection, switched off.
# `core.fsmonitor` is empty rather than "false": before git 2.36 any text there was a program to run.
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.untrackedCache=false",
    "-c", f"core.excludesFile={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
    "-c", "diff.external=",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "-c", "mailmap.file=",
    "-c", "mailmap.blob=",
    "-c", "protocol.allow=never",
    "-c", "safe.directory=*",
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip


def command(root: str, *arguments: str) -> tuple[str, ...] | None:
    """The words that run git on the work tree around `root`; None where there is no git.

    `safe.directory` is open because a container often owns the tree differently, and nothing that a repository
    configures is followed here anyway.
    """
    git = _program(root)
    return (git, *_OPTIONS, "-C", root, *arguments) if git is not None else None


def environment(*, with_index: bool = False) -> dict[str, str]:
    """Our environment without anything that steers git: a hook that starts the audit sets GIT_DIR, for one.

    `with_index` keeps the index that a hook was given: in a partial commit that is a temporary file.
    """
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    if with_index and (index := os.environ.get("GIT_INDEX_FILE")):
        kept["GIT_INDEX_FILE"] = os.path.abspath(index)  # noqa: PTH100 - text throughout, as the paths of git are
    return kept | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _program(root: str) -> str | None:
    """Find git on the PATH, but never one that the audited tree brings along."""
    found = shutil.which("git")
    if found is None:
        return None
    # Only the folder's links are followed: git itself is often a link to a program that looks at its own name.
    folder = os.path.realpath(os.path.dirname(found))  # noqa: PTH120
    real_root = os.path.realpath(root)
    if folder == real_root or folder.startswith(real_root.rstrip(os.sep) + os.sep):
        return None
    return os.path.join(folder, os.path.basename(found))  # noqa: PTH118, PTH119
