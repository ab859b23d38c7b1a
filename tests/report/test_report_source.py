"""Source lines are read from below the root, and from nowhere else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from groundrules.domain.location import Location
from groundrules.report.source import MOST_BYTES, SourceReader


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.py").write_bytes(b"\xef\xbb\xbfone\r\ntwo\nthree\nfour\n")
    (tmp_path / "secret.txt").write_text("outside\n", encoding="utf-8")
    return folder


def lines(root: Path, location: Location, most: int = 1) -> list[str]:
    return SourceReader(str(root)).lines(location, most)


def test_lines_of_a_span_without_line_ends(root: Path) -> None:
    assert lines(root, Location("a.py", 1)) == ["one"]
    assert lines(root, Location("a.py", 1, 1, 3, 2), 9) == ["one", "two", "three"]
    assert lines(root, Location("a.py", 1, 1, 3, 2), 2) == ["one", "two"]


def test_lines_that_do_not_exist_are_not_there(root: Path) -> None:
    assert lines(root, Location("a.py", 99)) == []
    assert lines(root, Location("gone.py", 1)) == []
    assert lines(root, Location("", 1)) == []
    assert lines(root, Location("a\x00.py", 1)) == []
    assert lines(root, Location("bad\udc80.py", 1)) == []


def test_files_outside_the_root_are_refused(root: Path) -> None:
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    (root / "folder").symlink_to(root.parent)
    for path in (
        "../secret.txt",
        str(root.parent / "secret.txt"),
        "link.txt",
        "folder/secret.txt",
        "a/../../secret.txt",
    ):
        assert lines(root, Location(path, 1)) == []


def test_symlink_inside_the_root_is_followed(root: Path) -> None:
    (root / "same.py").symlink_to(root / "a.py")
    assert lines(root, Location("same.py", 2)) == ["two"]


def test_what_is_no_regular_text_file_has_no_lines(root: Path) -> None:
    os.mkfifo(root / "pipe")
    (root / "binary.bin").write_bytes(b"a\x00b\n")
    for path in ("pipe", "binary.bin", "."):
        assert lines(root, Location(path, 1)) == []


def test_reading_is_bounded(root: Path) -> None:
    (root / "big.txt").write_bytes(b"first\n" + b"x" * MOST_BYTES + b"\nlast\n")
    assert lines(root, Location("big.txt", 1)) == ["first"]
    assert lines(root, Location("big.txt", 3)) == []


def test_cells_of_a_notebook(root: Path) -> None:
    cells = [{"source": "one\ntwo"}, {"source": ["a\n", "b\n"]}, {"cell_type": "raw"}]
    (root / "n.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert lines(root, Location("n.ipynb", 2, cell=1)) == ["two"]
    assert lines(root, Location("n.ipynb", 2, cell=2)) == ["b"]
    assert lines(root, Location("n.ipynb", 1, cell=9)) == []
    assert lines(root, Location("n.ipynb", 1, cell=0)) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [{"source": 1}]}', b'{"cells": ["\xff"]}']
)
def test_broken_notebooks_have_no_lines(content: bytes, root: Path) -> None:
    (root / "n.ipynb").write_bytes(content)
    assert lines(root, Location("n.ipynb", 1, cell=1)) == []


def test_many_files_can_be_read_by_one_reader(root: Path) -> None:
    reader = SourceReader(str(root))
    for number in range(20):
        (root / f"{number}.py").write_text(f"line {number}\n", encoding="utf-8")
    for number in [*range(20), 0]:
        assert reader.lines(Location(f"{number}.py", 1)) == [f"line {number}"]
