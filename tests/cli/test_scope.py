from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.cli.scope import find_scope, project_root
from groundrules.domain.errors import GroundrulesError


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "repository"
    for folder in (".git", "src/app", "services/a", "examples/bot", "fixtures/shop/src"):
        (root / folder).mkdir(parents=True)
    for file in ("src/app/main.py", "services/a/pyproject.toml", "fixtures/shop/requirements.txt"):
        (root / file).touch()
    return root


@pytest.mark.parametrize("inside", [".", "src", "src/app", "services/a"])
def test_a_path_in_a_git_work_tree_belongs_to_the_whole_of_it(repository: Path, inside: str) -> None:
    assert project_root(repository / inside) == repository


@pytest.mark.parametrize(
    ("inside", "root"),
    [("fixtures/shop/src", "fixtures/shop"), ("fixtures/shop", "fixtures/shop"), ("examples/bot", "examples/bot")],
)
def test_what_is_set_apart_is_a_project_of_its_own(repository: Path, inside: str, root: str) -> None:
    assert project_root(repository / inside) == repository / root


def test_a_git_file_marks_a_work_tree_too(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    assert project_root(tmp_path / "src") == tmp_path


def test_without_git_the_nearest_manifest_marks_the_project(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "src"
    inner.mkdir(parents=True)
    assert project_root(inner) == inner
    (tmp_path / "project" / "package.json").touch()
    assert project_root(inner) == tmp_path / "project"


def test_the_home_folder_is_no_project_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "thing").mkdir(parents=True)
    (home / ".git").mkdir()
    (tmp_path / "package.json").touch()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert project_root(home / "thing") == home / "thing"
    assert project_root(home) == home


def test_the_root_shows_everything(repository: Path) -> None:
    scope = find_scope([str(repository)])
    assert (scope.root, scope.only, scope.start) == (repository, (), repository)


def test_a_folder_and_a_file_show_themselves(repository: Path) -> None:
    scope = find_scope([str(repository / "src" / "app" / "main.py"), str(repository / "services")])
    assert scope.root == repository
    assert scope.only == ("services", "src/app/main.py")
    assert scope.start == repository
    alone = find_scope([str(repository / "src" / "app" / "main.py")])
    assert (alone.only, alone.start) == (("src/app/main.py",), repository / "src" / "app")


def test_the_outermost_of_nested_projects_is_read(repository: Path) -> None:
    scope = find_scope([str(repository / "src"), str(repository / "fixtures" / "shop")])
    assert (scope.root, scope.only) == (repository, ("fixtures/shop", "src"))


def test_different_projects_are_audited_one_at_a_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / ".git").mkdir(parents=True)
    with pytest.raises(GroundrulesError, match="are different projects: audit them one at a time"):
        find_scope([str(tmp_path / "a"), str(tmp_path / "b")])


@pytest.mark.parametrize("path", ["absent", "file/below", "nul\0byte", "a-name-too-long" * 40])
def test_a_path_that_is_not_there_is_named(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(GroundrulesError, match=r"^(no such file or folder|cannot be read): "):
        find_scope([path])


def test_a_link_to_a_project_is_that_project(repository: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(repository / "src")
    scope = find_scope([str(link)])
    assert (scope.root, scope.only) == (repository, ("src",))
