"""The files of the audited tree: what each is, and what was left out and why."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

FileKind = OneOf[
    "python", "notebook", "javascript", "typescript", "yaml", "toml", "json", "jsonl", "csv", "env", "requirements",
    "prompt", "markdown", "shell", "makefile", "dockerfile", "workflow", "sql", "hcl", "data", "other",
]  # fmt: skip
"""What a file is read as. `workflow` is CI configuration; `data` is a format that only the dataset reader opens."""

FileRole = OneOf["product", "test", "evaluation", "example", "documentation", "fixture", "generated"]
"""What a file is for. Only `product` and `evaluation` code speaks to the personas below `auditor`."""
JUDGED_ROLES: tuple[FileRole, ...] = ("product", "evaluation")

SkipReason = OneOf[
    "too large", "line too long", "not UTF-8", "binary", "unreadable", "vanished", "not a regular file", "symlink",
    "symlink out of the tree", "nested too deeply", "too many aliases", "not parseable", "out of time",
]  # fmt: skip
"""Why a file was not read, or not wholly."""


class SourceFile(msgspec.Struct, frozen=True):
    """One file that the audit may read. `path` is POSIX and relative to the root."""

    path: str
    kind: FileKind
    role: FileRole
    size_bytes: int
    blob_id: str | None = None


class Skipped(msgspec.Struct, frozen=True):
    """A file (or folder) that was left out: counted in the coverage line, never silent."""

    path: str
    reason: SkipReason
    detail: str = ""
    line: int | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A whole folder of other people's code (vendored tree, virtual environment), with the marker that shows it."""

    path: str
    marker: str
    files: int = 0


class Tree(msgspec.Struct):
    """What `discover` found under one root.

    `root` is absolute. `files` is sorted by path. `from_git` says that the git index listed the files.
    """

    root: str
    files: list[SourceFile]
    skipped: list[Skipped] = []
    left_out: list[LeftOut] = []
    from_git: bool = False
