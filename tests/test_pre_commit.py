"""Both hooks through the real pre-commit, installed from this checkout into an environment that pre-commit makes.

No network: the environment holds this package alone, without build isolation, and finds its dependencies where this
interpreter has them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.cli.project import git, make_project

ROOT = Path(__file__).resolve().parents[1]
NEEDED = (
    "src", "rules", "fixtures/rules", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE",
    ".pre-commit-hooks.yaml",
)  # fmt: skip
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: groundrules
      - id: groundrules-staged
"""


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone, as a user's pre-commit would fetch it, with the working tree's own content."""
    clone = tmp_path_factory.mktemp("hooks")
    for name in NEEDED:
        source = ROOT / name
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, clone / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, clone / name)
    git(clone, "init", "--quiet")
    git(clone, "add", "--force", ".")
    git(clone, "commit", "--quiet", "-m", "the working tree")
    return clone


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environments it makes."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def project(hooks: Path, tmp_path: Path) -> Path:
    """A repository that uses both hooks and has committed everything."""
    folder = make_project(tmp_path / "letters")
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True)
    config = CONFIG.format(repository=hooks, revision=revision.stdout.strip())
    (folder / ".pre-commit-config.yaml").write_text(config)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "all")
    return folder


def run_hook(project: Path, store: Path, hook: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))}
    offline = {
        "PRE_COMMIT_HOME": str(store),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never", hook]
    return subprocess.run(command, cwd=project, env={**kept, **offline}, capture_output=True, text=True, check=False)


def change(project: Path, path: str) -> None:
    """Change a file and stage it."""
    with (project / path).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    git(project, "add", path)


def test_the_whole_project_is_audited_whatever_changed(project: Path, store: Path) -> None:
    change(project, "notes.py")
    done = run_hook(project, store, "groundrules")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "groundrules (whole project)" in done.stdout
    assert "[no-evals]" in done.stdout


def test_the_other_hook_speaks_only_of_staged_files(project: Path, store: Path) -> None:
    change(project, "notes.py")
    passed = run_hook(project, store, "groundrules-staged")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    change(project, "app/letters.py")
    failed = run_hook(project, store, "groundrules-staged")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "[no-evals]" in failed.stdout
