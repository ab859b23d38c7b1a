from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.cli.changed import files_since, staged_files, within
from groundrules.domain.errors import GroundrulesError
from tests.cli.project import git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    for name in ("kept.py", "changed.py", "gone.py"):
        (tmp_path / name).write_text("a = 1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    return tmp_path


def test_what_the_next_commit_adds_or_changes_is_staged(repository: Path) -> None:
    (repository / "changed.py").write_text("a = 2\n")
    (repository / "kept.py").write_text("a = 3\n")
    (repository / "sub").mkdir()
    (repository / "sub" / "naïve name.py").write_text("b = 1\n")
    git(repository, "add", "changed.py", "sub")
    git(repository, "rm", "--quiet", "gone.py")
    assert staged_files(repository) == ("changed.py", "sub/naïve name.py")
    assert staged_files(repository / "sub") == ("naïve name.py",)


def test_a_first_commit_has_staged_files_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "a.py").touch()
    git(tmp_path, "add", "a.py")
    assert staged_files(tmp_path) == ("a.py",)


def test_the_index_of_a_hook_is_the_one_asked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "changed.py").write_text("a = 2\n")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_INDEX_FILE", "partial-index")
    git(repository, "read-tree", "HEAD")
    git(repository, "add", "changed.py")
    assert staged_files(repository) == ("changed.py",)
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert staged_files(repository) == ()


def test_a_repository_cannot_make_git_start_a_program(repository: Path) -> None:
    trap = repository / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager"):
        git(repository, "config", key, str(trap))
    (repository / ".gitattributes").write_text("*.py diff=trap\n")
    git(repository, "config", "diff.trap.textconv", str(trap))
    (repository / "changed.py").write_text("a = 2\n")
    git(repository, "-c", "core.fsmonitor=", "add", "changed.py")
    (repository / "sprung").unlink(missing_ok=True)
    assert staged_files(repository) == ("changed.py",)
    assert not (repository / "sprung").exists()


def test_without_a_work_tree_nothing_can_be_staged(tmp_path: Path) -> None:
    with pytest.raises(GroundrulesError, match="this is no git work tree"):
        staged_files(tmp_path)


def test_within() -> None:
    files = ("src/a.py", "src2/b.py", "c.py")
    assert within(files, ()) == files
    assert within(files, ("src",)) == ("src/a.py",)
    assert within(files, ("c.py", "src2")) == ("src2/b.py", "c.py")


def test_what_changed_since_a_revision_is_in_commits_in_the_work_tree_and_untracked(repository: Path) -> None:
    (repository / "changed.py").write_text("a = 2\n")
    git(repository, "commit", "--quiet", "-am", "second")
    (repository / "kept.py").write_text("a = 3\n")
    (repository / "new one.py").write_text("b = 1\n")
    (repository / "gone.py").unlink()
    assert files_since("HEAD~1", repository) == ("changed.py", "kept.py", "new one.py")
    assert files_since("HEAD", repository) == ("kept.py", "new one.py")


@pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "HEAD:kept.py", ""])
def test_a_revision_that_is_none_is_told(repository: Path, revision: str) -> None:
    with pytest.raises(GroundrulesError, match="git knows no revision"):
        files_since(revision, repository)
    assert not (repository / "stolen").exists()


def test_since_outside_of_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(GroundrulesError, match="no git work tree"):
        files_since("HEAD", tmp_path)
