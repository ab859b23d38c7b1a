"""Examples of a rule, taken from its fixtures: what tests it also shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EXPECTED = "expected.txt"
_MOST_FILES = 3
_MOST_LINES = 30
_DATA_LINES = 4
_LINE_CHARACTERS = 140
_DATA_SUFFIXES = frozenset({".jsonl", ".csv", ".tsv"})
_PLAIN_SUFFIXES = _DATA_SUFFIXES | {
    ".py", ".js", ".ts", ".yaml", ".yml", ".toml", ".json", ".md", ".txt", ".sh", ".env", ".j2", ".prompt", "",
}  # fmt: skip
_PATH = re.compile(r"[^\s:]+")


@dataclass(frozen=True)
class Excerpt:
    """Lines of one file of an example, cut to fit."""

    path: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """One fixture: the name of its folder, and what its telling files say."""

    name: str
    excerpts: tuple[Excerpt, ...]


def find_example(folder: Path, kind: str) -> Iterator[Example]:
    """The first `bad` or `good` case of a rule's fixtures, if there is one: at most one example."""
    for case in sorted(folder.glob(f"{kind}-*")):
        excerpts = tuple(_excerpt(path, case) for path in _telling_files(case)[:_MOST_FILES])
        if excerpts:
            yield Example(case.name, excerpts)
            return


def _telling_files(case: Path) -> list[Path]:
    """The files of a case that people can read, those that the expected findings name first."""
    named = _named_in_expectation(case)
    files = [path for path in case.rglob("*") if path.is_file() and path.suffix in _PLAIN_SUFFIXES]
    files = [path for path in files if path.name != EXPECTED and "fixed" not in path.relative_to(case).parts]
    return sorted(files, key=lambda path: (path.relative_to(case).as_posix() not in named, path.as_posix()))


def _named_in_expectation(case: Path) -> set[str]:
    """Every path that stands at the start of a line of `expected.txt`."""
    expected = case / EXPECTED
    lines = expected.read_text(encoding="utf-8").splitlines() if expected.is_file() else []
    return {found[0] for line in lines if (found := _PATH.match(line))}


def _excerpt(path: Path, case: Path) -> Excerpt:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    most = _DATA_LINES if path.suffix in _DATA_SUFFIXES else _MOST_LINES
    shown = [line if len(line) <= _LINE_CHARACTERS else f"{line[:_LINE_CHARACTERS]}…" for line in lines[:most]]
    rest = [f"… {len(lines) - most} more lines"] if len(lines) > most else []
    return Excerpt(path.relative_to(case).as_posix(), (*shown, *rest))
