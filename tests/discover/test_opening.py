from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.discover import opening
from groundrules.discover.opening import read_head, read_regular
from groundrules.discover.read import read_bytes
from groundrules.domain.source import FileKind, Skipped, SourceFile

LIMIT = 100


@pytest.fixture(params=[True, False], ids=["by-folder", "by-path"])
def tree(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, read in both ways: the second is that of systems that cannot hold folders open."""
    if request.param is False:
        monkeypatch.setattr(opening, "_BY_FOLDER", False)
    root = tmp_path / "tree"
    root.mkdir()
    return root


def reason(root: Path, path: str) -> str:
    found = read_regular(str(root), path, LIMIT)
    assert isinstance(found, Skipped), found
    assert found.path == path
    return found.reason


def file(path: str, kind: FileKind) -> SourceFile:
    return SourceFile(path, kind, "product", 0)


def test_a_file_is_read_whole(tree: Path) -> None:
    (tree / "a" / "b").mkdir(parents=True)
    (tree / "a" / "b" / "c.py").write_bytes(b"x" * LIMIT)
    assert read_regular(str(tree), "a/b/c.py", LIMIT) == b"x" * LIMIT


def test_a_root_that_is_a_link_is_followed(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"x")
    (tree.parent / "link").symlink_to(tree)
    assert read_regular(str(tree.parent / "link"), "a.py", LIMIT) == b"x"


def test_one_byte_over_the_limit_is_too_large(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"x" * (LIMIT + 1))
    assert read_regular(str(tree), "a.py", LIMIT) == Skipped("a.py", "too large", "101 bytes, the limit is 100")
    assert read_head(str(tree), "a.py", 3) == b"xxx"


def test_a_file_that_hides_its_size_is_bounded() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs files whose size is told as 0")
    assert reason(Path("/proc/self"), "status") == "too large"


def test_what_is_gone_has_vanished(tree: Path) -> None:
    (tree / "file").write_bytes(b"")
    assert reason(tree, "a.py") == "vanished"
    assert reason(tree, "a/b.py") == "vanished"
    assert reason(tree, "file/b.py") == "vanished"
    assert reason(tree / "gone", "a.py") == "vanished"


def test_links_are_not_followed(tree: Path) -> None:
    outside = tree.parent / "outside"
    outside.mkdir()
    (outside / "secret.py").write_bytes(b"secret")
    (tree / "file.py").symlink_to(outside / "secret.py")
    (tree / "folder").symlink_to(outside)
    (tree / "loop").symlink_to("loop")
    assert reason(tree, "file.py") == "symlink"
    assert reason(tree, "folder/secret.py") == "symlink"
    assert reason(tree, "loop") == "symlink"


@pytest.mark.parametrize("path", ["../outside.py", "a/../../outside.py", "/etc/hostname", "", "a//b", "./a"])
def test_no_path_leads_out_of_the_tree(tree: Path, path: str) -> None:
    (tree.parent / "outside.py").write_bytes(b"secret")
    assert reason(tree, path) == "symlink out of the tree"


def test_folders_pipes_and_sockets_are_no_files(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "folder").mkdir()
    os.mkfifo(tree / "pipe")
    monkeypatch.chdir(tree)  # the address of a socket may be too long otherwise
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    for path in ("folder", "pipe", "socket"):
        assert reason(tree, path) == "not a regular file"


def test_a_name_that_no_system_takes_is_unreadable(tree: Path) -> None:
    assert reason(tree, "a\0b.py") == "unreadable"
    assert reason(tree, "a" * 5000) == "unreadable"


def test_a_closed_file_is_unreadable(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"x")
    (tree / "a.py").chmod(0)
    if os.access(tree / "a.py", os.R_OK):
        pytest.skip("this user reads everything")
    assert reason(tree, "a.py") == "unreadable"


def test_no_descriptor_is_left_open(tree: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("needs a list of open files")
    (tree / "a").mkdir()
    (tree / "a" / "large.py").write_bytes(b"x" * 200)
    (tree / "a" / "link").symlink_to("large.py")
    before = len(list(descriptors.iterdir()))
    for path in ("a/large.py", "a/link", "a/gone", "gone/a", "a"):
        read_regular(str(tree), path, LIMIT)
    assert len(list(descriptors.iterdir())) == before


def test_text_kinds_hold_no_nul(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n\0")
    assert read_bytes(tmp_path, file("a.py", "python"), LIMIT) == Skipped("a.py", "binary")
    assert read_bytes(tmp_path, file("a.py", "data"), LIMIT) == b"x = 1\n\0"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be"])
def test_wide_text_is_not_utf_8(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.py").write_bytes("\ufeffx = 1\n".encode(encoding))
    found = read_bytes(tmp_path, file("a.py", "python"), LIMIT)
    assert isinstance(found, Skipped)
    assert found.reason == "not UTF-8"


@given(data=st.binary(max_size=150), limit=st.integers(0, 150))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, limit: int) -> None:
    root = tmp_path_factory.mktemp("tree")
    (root / "a.jsonl").write_bytes(data)
    found = read_bytes(root, file("a.jsonl", "jsonl"), limit)
    if isinstance(found, Skipped):
        too_large = len(data) > limit
        assert found.reason == "too large" if too_large else found.reason in ("binary", "not UTF-8")
    else:
        assert found == data
        assert len(data) <= limit
