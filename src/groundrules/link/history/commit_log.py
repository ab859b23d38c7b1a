"""The commits of a log: when, by whom, and what each changed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from groundrules.link.history.git import MOST_COMMITS, START

PROGRAM = re.compile(
    r"(?i)\[bot\]|(?:^|[-_.+\s])bot(?:$|[-_.@\s])|^(?:github[- ])?actions?@|github[- ]actions?|noreply@github\.com$"
    r"|dependabot|renovate|greenkeeper|pre-commit-ci|^(?:root|jenkins|gitlab-ci|ci)(?:@|$)"
)
"""Authors that are no people, by address or name."""
LATEST_S = 253_402_300_799
"""The last second that a calendar date can name (9999-12-31)."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its time in seconds, a number for its author (0 for a program), and whether it joins others."""

    time_s: int
    author: int
    is_merge: bool
    tags: int


@dataclass(slots=True)
class CommitLog:
    """Commits, newest first, and for each path of today the positions of those that changed it.

    `is_whole` says that the first commit is among them; `is_shallow` that the clone was cut off. A path keeps the
    changes it had under an earlier name; being renamed is no change.
    """

    commits: list[Commit] = field(default_factory=list)
    changes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    is_whole: bool = True
    is_shallow: bool = False


def read_log(output: bytes, *, is_cut: bool = False, most_commits: int = MOST_COMMITS) -> CommitLog:
    """Read what git wrote. Nothing in it can fail: what does not fit is passed over."""
    log = CommitLog(is_whole=not is_cut)
    people = _People()
    names: dict[str, str] = {}
    for head, entries in _records(output):
        if len(log.commits) == most_commits:
            log.is_whole = False
            break
        commit = _commit(head, people)
        if commit is None:
            continue
        log.is_shallow = log.is_shallow or "grafted" in head[4].split(", ")
        for path in _changed(entries, names):
            positions = log.changes[path]
            if not positions or positions[-1] != len(log.commits):
                positions.append(len(log.commits))
        log.commits.append(commit)
    return log


def _records(output: bytes) -> Iterator[tuple[list[str], list[str]]]:
    """Each commit's head lines and the status letters and paths that follow, NUL between them all."""
    head: list[str] | None = None
    entries: list[str] = []
    for part in output.split(b"\0"):
        text = os.fsdecode(part)
        if text.startswith(START):
            if head is not None:
                yield head, entries
            head, entries = text.removeprefix(START).split("\n", 4), []
        elif text:  # a line break stands between the head and the first entry
            entries.append(text if entries else text.removeprefix("\n"))
    if head is not None:
        yield head, entries


def _commit(head: list[str], people: _People) -> Commit | None:
    if len(head) != 5 or not head[0].isdecimal():
        return None
    time, parents, address, name, decoration = head
    tags = sum(item.startswith("tag: ") for item in decoration.split(", "))
    return Commit(min(int(time), LATEST_S), people.number(address, name), " " in parents, tags)


def _changed(entries: list[str], names: dict[str, str]) -> Iterator[str]:
    """The paths that a commit changed, by the name they have today; `names` gathers older names as they come."""
    position = 0
    renamed: dict[str, str] = {}
    while position + 1 < len(entries):
        status, path = entries[position], entries[position + 1]
        if status[:1] in ("R", "C") and position + 2 < len(entries):
            target = entries[position + 2]
            renamed[path] = names.get(target, target)
            position += 3
        else:
            yield names.get(path, path)
            position += 2
    names.update(renamed)


class _People:
    """Numbers for authors: one for an address or a name that was seen together."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._next = 1

    def number(self, address: str, name: str) -> int:
        """The number of an author; 0 for a program."""
        if PROGRAM.search(address) or PROGRAM.search(name):
            return 0
        keys = [key for key in (address.strip().lower(), f"name {name.strip().lower()}") if key.strip() != "name"]
        known = next((self._numbers[key] for key in keys if key in self._numbers), 0)
        if not known:
            known = self._next
            self._next += 1
        for key in keys:
            self._numbers.setdefault(key, known)
        return known
