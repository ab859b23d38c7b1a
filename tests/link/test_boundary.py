"""Where one project ends and another begins."""

from __future__ import annotations

import pytest

from groundrules.link.boundary import covers, project_folders, project_of

FOLDERS: dict[str, tuple[list[str], set[str]]] = {
    "the root alone": (["a.py"], {""}),
    "a manifest at the root": (["pyproject.toml", "a.py"], {""}),
    "two services": (["api/pyproject.toml", "web/package.json"], {"", "api", "web"}),
    "one in another": (["api/pyproject.toml", "api/worker/requirements.txt"], {"", "api", "api/worker"}),
    "tests are a part": (["api/pyproject.toml", "api/tests/requirements.txt"], {"", "api"}),
    "training is a part": (["requirements.txt", "training/requirements.txt"], {""}),
    "what is hidden is none": ([".github/requirements.txt"], {""}),
}


@pytest.mark.parametrize(("paths", "folders"), FOLDERS.values(), ids=FOLDERS)
def test_the_nearest_folder_with_a_manifest(paths: list[str], folders: set[str]) -> None:
    assert set(project_folders(paths)) == folders


def test_a_file_belongs_to_the_innermost() -> None:
    folders = project_folders(["api/pyproject.toml", "api/worker/pyproject.toml"])
    assert project_of("api/worker/a.py", folders) == "api/worker"
    assert project_of("api/a.py", folders) == "api"
    assert project_of("apis/a.py", folders) == ""


def test_what_stands_outside_counts_inside_only() -> None:
    assert covers("", "api")
    assert covers("api", "api/worker")
    assert not covers("api/worker", "api")
    assert not covers("api", "apis")
