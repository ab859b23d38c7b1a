from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
import yaml

from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge import root, rules_root

_CHECKOUT = Path(__file__).resolve().parents[2]
_ASK = """
import site, sys
site.addsitedir(sys.argv[1])
sys.path += sys.argv[2:]
from groundrules.knowledge import rules_root
print(rules_root())
"""


def _asked(site_folder: Path) -> Path:
    """Where an interpreter finds the rules that sees the package in this folder first."""
    libraries = [str(Path(str(module.__file__)).parents[1]) for module in (msgspec, yaml)]
    command = [sys.executable, "-I", "-S", "-c", _ASK, str(site_folder), *libraries]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return Path(finished.stdout.strip())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a build reads, with stand-ins for what it only packs."""
    folder = tmp_path / "checkout"
    for name in ("src", "rules"):
        shutil.copytree(_CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py"):
        shutil.copy(_CHECKOUT / name, folder)
    (folder / "fixtures" / "rules").mkdir(parents=True)
    for name in ("README.md", "LICENSE"):
        (folder / name).write_text("text", encoding="utf-8")
    return folder


def test_in_a_checkout_they_lie_beside_the_sources() -> None:
    assert rules_root() == _CHECKOUT / "rules"


def test_in_a_wheel_they_lie_in_the_package(copy: Path, tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=copy, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert _asked(tmp_path / "site") == tmp_path / "site" / "groundrules" / "rules"


def test_in_an_editable_install_they_lie_in_the_checkout(copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    # All that an editable install leaves behind is a path file that names the sources.
    (site / "_groundrules.pth").write_text(f"{copy / 'src'}\n", encoding="utf-8")
    assert _asked(site) == copy / "rules"


def test_an_installation_without_them_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(root, "_PACKAGE", tmp_path / "src" / "groundrules")
    with pytest.raises(GroundrulesError, match="missing from this installation"):
        rules_root()
