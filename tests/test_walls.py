"""The walls of the house: which folder may import which. The contracts stand in pyproject.toml."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHECK = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a checkout against its own source."""
    environment = {**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", CHECK], cwd=house, env=environment, capture_output=True, text=True, check=False
    )


def test_the_walls_stand() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("report/draught.py", "from groundrules.check import check", "the house"),
        ("domain/draught.py", "from groundrules.config import load", "the house"),
        ("config/draught.py", "from groundrules.pipeline import audit", "the house"),
        ("draught.py", "", "the house"),
        ("domain/draught.py", "import rich", "the domain is plain data"),
        ("check/draught.py", "import tree_sitter", "syntax trees live in extract"),
        ("pipeline/draught.py", "import click", "command lines are read in cli alone"),
        ("cli/draught.py", "import rich", "pages are drawn in report alone"),
    ],
)
def test_a_breach_is_seen(house: Path, module: str, line: str, broken: str) -> None:
    path = house / "src" / "groundrules" / module
    path.write_text(f"{line}\n")
    try:
        done = lint(house)
    finally:
        path.unlink()
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    assert any(broken in row and "BROKEN" in row for row in done.stdout.splitlines()), done.stdout
