"""What a lister hands on: paths as they were found, before anything is judged."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from typing import NamedTuple

from groundrules.domain.source import LeftOut, Skipped


class Entry(NamedTuple):
    """One path under the root. `mode` is None where the lister did not learn it; `blob_id` is None when untracked."""

    path: str
    mode: int | None = None
    blob_id: str | None = None
    tracked: bool = False

    @property
    def is_symlink(self) -> bool:
        """Whether the lister saw a symbolic link (some work trees hold links as plain text files)."""
        return self.mode is not None and stat.S_ISLNK(self.mode)


@dataclass(slots=True)
class Listing:
    """Every path under one root. `left_out` holds the folders that were not entered."""

    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    from_git: bool = False
