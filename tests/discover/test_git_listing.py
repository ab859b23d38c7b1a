from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from groundrules.discover import git as git_module
from groundrules.discover.git import list_git
from groundrules.discover.path_text import is_below, unfit
from groundrules.domain.source import LeftOut
from tests.discover.forest import GIT_ENVIRONMENT, git, repository, write


def paths(root: Path) -> list[str]:
    listing = list_git(str(root))
    assert listing is not None
    return sorted(entry.path for entry in listing.entries)


def trap(root: Path) -> tuple[Path, Path]:
    """Write a program that leaves a mark when it is started."""
    program, mark = root / "trap.sh", root / "started"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n")
    program.chmod(0o755)
    return program, mark


def test_the_index_and_untracked_files_are_listed(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": "", ".gitignore": "*.log\n", "forced.log": ""})
    write(tmp_path, {"b.py": "", "c.log": ""})
    listing = list_git(str(tmp_path))
    assert listing is not None
    assert listing.from_git
    blobs = {entry.path: entry.blob_id for entry in listing.entries}
    assert sorted(blobs) == [".gitignore", "a.py", "b.py", "forced.log"]
    assert blobs["a.py"] == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"  # the empty blob, everywhere
    assert blobs["b.py"] is None


def test_a_folder_of_a_work_tree_is_listed_relative_to_itself(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": "", "inner/b.py": "", "inner/deep/c.py": ""})
    write(tmp_path, {"inner/d.py": "", "e.py": ""})
    assert paths(tmp_path / "inner") == ["b.py", "d.py", "deep/c.py"]


def test_without_a_work_tree_there_is_no_listing(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    assert list_git(str(tmp_path)) is None
    assert list_git(str(tmp_path / "gone")) is None
    git(tmp_path, "init", "-q", "--bare", "store.git")
    assert list_git(str(tmp_path / "store.git")) is None


def test_an_ignored_folder_that_was_asked_for_is_left_to_the_walk(tmp_path: Path) -> None:
    repository(tmp_path, {".gitignore": "/project/\n"})
    write(tmp_path, {"project/a.py": ""})
    assert list_git(str(tmp_path / "project")) is None


def test_a_broken_index_is_left_to_the_walk(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": ""})
    (tmp_path / ".git" / "index").write_bytes(b"DIRC\0\0\0\2garbage")
    assert list_git(str(tmp_path)) is None


def test_a_git_that_hangs_is_left_to_the_walk(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": ""})
    assert list_git(str(tmp_path), timeout_s=0) is None


def test_conflicts_are_listed_once(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": "x"})
    blob = git(tmp_path, "rev-parse", ":a.py").strip()
    stages = "".join(f"100644 {blob} {stage}\ta.py\n" for stage in (1, 2, 3))
    git(tmp_path, "update-index", "--index-info", stdin=f"0 {'0' * 40}\ta.py\n{stages}")
    listing = list_git(str(tmp_path))
    assert listing is not None
    assert [(entry.path, entry.blob_id) for entry in listing.entries] == [("a.py", None)]


def test_other_repositories_are_left_out(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": ""})
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    inner = repository(tmp_path / "inner", {"b.py": "", "c.py": ""})
    git(inner, "commit", "-q", "-m", "c")
    listing = list_git(str(tmp_path))
    assert listing is not None
    assert [entry.path for entry in listing.entries] == ["a.py"]
    assert sorted(listing.left_out, key=lambda left: left.path) == [
        LeftOut("inner", "a git repository of its own", 2),
        LeftOut("module", "git submodule"),
    ]


def test_nothing_that_a_repository_configures_is_started(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a.py": "x", ".gitattributes": "*.py filter=trap diff=trap\n"})
    program, mark = trap(tmp_path)
    hook = root / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(program.read_bytes())
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "filter.trap.clean", "filter.trap.process", "diff.trap.textconv", "core.pager"):
        git(root, "config", key, str(program))
    git(root, "config", "filter.trap.required", "true")
    (root / "a.py").write_text("y")
    assert paths(root) == [".gitattributes", "a.py"]
    assert not mark.exists()
    # The traps are real: git without the guards starts them. Its answer does not matter.
    subprocess.run(("git", "-C", str(root), "status"), capture_output=True, check=False, env=GIT_ENVIRONMENT)
    assert mark.exists()


def test_a_missing_object_is_not_fetched(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"folder/a.py": "x", "b.py": "y"})
    git(root, "commit", "-q", "-m", "c")
    program, mark = trap(tmp_path)
    settings = {
        "core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{program}", "protocol.ext.allow": "always", "core.sparseCheckout": "true",
        "core.sparseCheckoutCone": "true", "index.sparse": "true",
    }  # fmt: skip
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "kept")
    tree = git(root, "rev-parse", "HEAD:folder").strip()
    for key, value in settings.items():
        git(root, "config", key, value)
    stored = root / ".git" / "objects" / tree[:2] / tree[2:]
    stored.unlink()
    list_git(str(root))
    assert not mark.exists()
    subprocess.run(("git", "-C", str(root), "ls-files"), capture_output=True, check=False, env=GIT_ENVIRONMENT)
    assert mark.exists(), "the trap is real: git without the guards fetches"


def test_a_git_that_the_tree_brings_along_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.py": ""})
    program, mark = trap(tmp_path)
    (tmp_path / "bin").mkdir()
    program.rename(tmp_path / "bin" / "git")
    monkeypatch.chdir(tmp_path)
    for search in (str(tmp_path / "bin"), "bin", "."):
        monkeypatch.setenv("PATH", search)
        assert list_git(str(tmp_path)) is None
    assert not mark.exists()
    # Asked about another tree, the same program is started.
    other = tmp_path.parent / "other"
    other.mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    list_git(str(other))
    assert mark.exists()


def test_a_hook_that_starts_the_audit_does_not_steer_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path / "a", {"a.py": ""})
    repository(tmp_path / "b", {"b.py": ""})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "b" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "b" / ".git" / "index"))
    assert paths(tmp_path / "a") == ["a.py"]


def test_the_index_is_not_written(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": ""})
    os.utime(tmp_path / "a.py", (1, 1))
    index = tmp_path / ".git" / "index"
    before = (index.read_bytes(), index.stat().st_mtime_ns, sorted(index.parent.iterdir()))
    assert paths(tmp_path) == ["a.py"]
    assert (index.read_bytes(), index.stat().st_mtime_ns, sorted(index.parent.iterdir())) == before


def test_forged_records_are_passed_over() -> None:
    forged = ("../a.py", ".git/config", "/etc/passwd", "a/../../b.py", "ok.py")
    records = b"nonsense\0" + b"".join(f"100644 {'a' * 40} 0\t{path}\0".encode() for path in forged)
    entries = list(git_module._tracked(records))
    assert [entry.path for entry in entries if is_below(entry.path)] == ["ok.py"]


@pytest.mark.parametrize("path", ["a/../b", "..", "a//b", "/a", "a/", "a/./b", "a/.GIT/config", ".git", ""])
def test_paths_that_leave_the_tree_are_known(path: str) -> None:
    assert not is_below(path)


@pytest.mark.parametrize("path", ["a", "a/..b", "a/...", ".github/a", "a/.gitignore", "a.git/b", "é/ü"])
def test_odd_names_within_the_tree_are_fine(path: str) -> None:
    assert is_below(path)
    assert unfit(path) is None
