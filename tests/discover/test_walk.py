from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.discover.ignore import IgnoreRules, compile_patterns
from groundrules.discover.walk import count_files, walk
from groundrules.domain.source import LeftOut, Skipped
from tests.discover.forest import write


def paths(root: Path) -> list[str]:
    return sorted(entry.path for entry in walk(str(root)).entries)


def test_nested_ignore_files_are_honoured(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".gitignore": "\ufeff*.log\n/only_here.py\nout/\n# a comment\n\n!kept.log\n",
            "a/.gitignore": "!b.log\n*.tmp\n",
            "a/b.log": "", "a/c.log": "", "a/d.tmp": "", "a/only_here.py": "", "a/out/x.py": "",
            "b.log": "", "d.tmp": "", "kept.log": "", "only_here.py": "", "out/kept.log": "",
        },
    )  # fmt: skip
    assert paths(tmp_path) == [".gitignore", "a/.gitignore", "a/b.log", "a/only_here.py", "d.tmp", "kept.log"]


def test_the_private_exclude_file_of_git_is_honoured(tmp_path: Path) -> None:
    write(tmp_path, {".git/info/exclude": "*.py\n", ".git/config": "", "a.py": "", "b.js": ""})
    assert paths(tmp_path) == ["b.js"]


def test_symlink_loops_end_and_links_are_listed_as_links(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": ""})
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to("self")
    listing = walk(str(tmp_path))
    assert sorted((entry.path, entry.is_symlink) for entry in listing.entries) == [
        ("a/b/c.py", False), ("a/b/up", True), ("self", True),
    ]  # fmt: skip


def test_a_pipe_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "train.jsonl")
    listing = walk(str(tmp_path))
    assert (listing.entries, listing.skipped) == ([], [Skipped("train.jsonl", "not a regular file")])


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.EACCES, "unreadable"), (errno.ENOENT, "vanished"), (errno.EIO, "unreadable")]
)
def test_a_folder_that_does_not_open_is_skipped_and_the_rest_is_read(tmp_path: Path, number: int, reason: str) -> None:
    def closed(path: str) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if path.endswith("/closed"):
            raise OSError(number, os.strerror(number), path)
        return os.scandir(path)

    write(tmp_path, {"a.py": "", "closed/b.py": "", "open/c.py": "", "node_modules/closed/d.js": ""})
    listing = walk(str(tmp_path), scandir=closed)
    assert sorted(entry.path for entry in listing.entries) == ["a.py", "open/c.py"]
    assert [(skip.path, skip.reason) for skip in listing.skipped] == [("closed", reason)]
    assert listing.left_out == [LeftOut("node_modules", "node_modules", 0)]


def test_a_root_that_is_no_folder_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    for root in ("gone", "a.py"):
        listing = walk(str(tmp_path / root))
        assert [(skip.path, skip.reason) for skip in listing.skipped] == [(".", "vanished")]


def test_foreign_folders_are_counted_and_not_entered(tmp_path: Path) -> None:
    write(tmp_path, {"node_modules/a/b.js": "", "node_modules/c.js": "", "node_modules/.git/config": "", "d.js": ""})
    (tmp_path / "node_modules" / "loop").symlink_to(tmp_path)
    listing = walk(str(tmp_path))
    assert [entry.path for entry in listing.entries] == ["d.js"]
    assert listing.left_out == [LeftOut("node_modules", "node_modules", 3)]
    assert count_files(str(tmp_path / "gone")) == 0


def test_an_ignored_foreign_folder_is_not_mentioned(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "node_modules/\n", "node_modules/a.js": ""})
    assert walk(str(tmp_path)).left_out == []


def test_a_very_deep_tree_is_read(tmp_path: Path) -> None:
    folder = "/".join("d" * 300)
    write(tmp_path, {f"{folder}/a.py": ""})
    assert paths(tmp_path) == [f"{folder}/a.py"]


@pytest.mark.parametrize("bad", ["!", "[z-a]", "a\\", "[[:alpha:]]", "*" * 2000, "*a" * 9, "/".join(["*a*"] * 9)])
def test_a_line_that_is_no_pattern_leaves_the_others_in_force(bad: str) -> None:
    rules = IgnoreRules().nested("", [bad, "*.log"])
    assert rules.ignores("x.log")
    assert not rules.ignores("x.py")


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_ignore_file_is_read(lines: list[str]) -> None:
    spec = compile_patterns([*lines, "/only/this.log"])
    assert spec is not None
    assert spec.check_file("only/this.log").include
