"""Gives a copy of a fixture a git history, told by `history.yaml` beside its files.

    - {date: 2026-01-05, changes: [.]}
    - {date: 2026-08-31, changes: [docs/fees.md], times: 9, every_days: 7, by: grace}

A line is one commit (or `times` of them, `every_days` apart): the paths that it changes (files or folders; `.` is all),
the day, and who made it (`ada` where nothing is said). The last commit that names a file holds it as it is in the
fixture, those before it other versions. A file that no line names is in the first commit.
"""

from __future__ import annotations

import datetime
import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

NAME = "history.yaml"
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Step:
    """One commit: its day, its author, the files that it changes."""

    day: datetime.date
    author: str
    files: tuple[str, ...]


def give_history(root: Path, told: Path) -> None:
    """Make a folder a git work tree with the commits that a `history.yaml` tells of."""
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    make_repository(root, _steps(yaml.safe_load(told.read_text(encoding="utf-8")), files))


def make_repository(root: Path, steps: list[Step]) -> None:
    """Make a folder a git work tree with these commits, oldest first."""
    _git(root, "init", "-q", "-b", "main")
    _git(root, "fast-import", "--quiet", stdin=_stream(root, steps))
    _git(root, "read-tree", "main")


def _steps(told: list[dict[str, object]], files: list[str]) -> list[Step]:
    steps: list[Step] = []
    for line in told:
        changes, first = line["changes"], line["date"]
        assert isinstance(changes, list) and isinstance(first, datetime.date), (
            f"a line of {NAME} has `date` and `changes`"
        )
        changed = tuple(path for path in files if any(_is_in(path, str(name)) for name in changes))
        assert changed, f"{NAME} names what is not there: {changes}"
        for number in range(int(str(line.get("times", 1)))):
            day = first + datetime.timedelta(days=number * int(str(line.get("every_days", 7))))
            steps.append(Step(day, str(line.get("by", "ada")), changed))
    steps.sort(key=lambda step: step.day)
    named = {path for step in steps for path in step.files}
    rest = tuple(path for path in files if path not in named)
    return [Step(steps[0].day, steps[0].author, (*steps[0].files, *rest)), *steps[1:]]


def _is_in(path: str, name: str) -> bool:
    return name in (".", path) or path.startswith(name.rstrip("/") + "/")


def _stream(root: Path, steps: list[Step]) -> bytes:
    """The commits as `git fast-import` reads them: one process for any number."""
    left = Counter(path for step in steps for path in step.files)
    parts: list[bytes] = []
    for number, step in enumerate(steps):
        noon = datetime.datetime.combine(step.day, datetime.time(12), datetime.timezone.utc)
        who = f"{step.author} <{step.author}@example.invalid> {int(noon.timestamp()) + number} +0000"
        parts.append(f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 1\n.\n".encode())
        for path in step.files:
            left[path] -= 1
            content = (root / path).read_bytes() + (b"\nversion %d\n" % left[path] if left[path] else b"")
            parts.append(f'M 100644 inline "{path}"\ndata {len(content)}\n'.encode() + content + b"\n")
    return b"".join(parts)


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> None:
    subprocess.run(("git", "-C", str(root), *arguments), input=stdin, capture_output=True, check=True, env=_ENVIRONMENT)
