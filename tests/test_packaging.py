"""What is installed: a wheel with everything it needs, an editable install and a checkout that find the same rules."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import tomli

from groundrules import __version__
from tests.cli.project import make_project

ROOT = Path(__file__).resolve().parents[1]
DEPENDENCIES = sysconfig.get_paths()["purelib"]
FIND_RULES = "from groundrules.knowledge import rules_root; print(rules_root())"


def run(*command: str | Path, **environment: str) -> str:
    """Run a program away from the checkout, with no path to it but what is given; its output."""
    plain = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "GITHUB_ACTIONS")}
    done = subprocess.run(
        [*map(str, command)], cwd="/", env={**plain, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def python(setup: str, code: str) -> str:
    """Run code that sees the standard library, what `setup` adds, and our dependencies, but no other install of us.

    Without `site` the .pth files beside the dependencies, one of which may be an editable install, are not followed.
    """
    script = f"import site, sys; {setup}; sys.path.append({DEPENDENCIES!r}); {code}"
    return run(sys.executable, "-S", "-c", script).strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed"))


def install(package: Path, folder: Path) -> Path:
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, package)
    return folder


def files_under(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in found if "__pycache__" not in path}


def test_the_wheel_ships_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"groundrules/rules/{name}" for name in files_under(ROOT / "rules")} <= names
    assert {f"groundrules/fixtures/rules/{name}" for name in files_under(ROOT / "fixtures" / "rules")} <= names
    assert {f"groundrules/{name}" for name in files_under(ROOT / "src" / "groundrules")} <= names
    assert f"groundrules-{__version__}.dist-info/licenses/LICENSE" in names
    strangers = {name.partition("/")[0] for name in names} - {"groundrules", f"groundrules-{__version__}.dist-info"}
    assert not strangers


def test_rules_are_found_in_an_installed_wheel(installed: Path) -> None:
    found = python(f"sys.path.insert(0, {str(installed)!r})", FIND_RULES)
    assert found == str(installed / "groundrules" / "rules")


def test_the_catalogue_of_a_wheel_is_compiled_and_up_to_date(installed: Path) -> None:
    code = (
        "from groundrules.knowledge import rules_root; from groundrules.knowledge.catalogue import read_entries; "
        "from groundrules.knowledge.compiled import read_compiled; root = rules_root(); "
        "print(read_compiled(root) == read_entries(root))"
    )
    assert python(f"sys.path.insert(0, {str(installed)!r})", code) == "True"


def test_rules_are_found_in_an_editable_install(tmp_path: Path) -> None:
    build = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
    (editable,) = tmp_path.glob("*.whl")
    folder = install(editable, tmp_path / "installed")
    assert python(f"site.addsitedir({str(folder)!r})", FIND_RULES) == str(ROOT / "rules")


def test_rules_are_found_in_a_checkout() -> None:
    assert python(f"sys.path.insert(0, {str(ROOT / 'src')!r})", FIND_RULES) == str(ROOT / "rules")


@pytest.mark.parametrize("command", [("audit",), ("groundrules", "audit")])
def test_both_console_scripts_audit(installed: Path, command: tuple[str, ...], tmp_path: Path) -> None:
    project = make_project(tmp_path / "letters")
    program = installed / "bin" / command[0]
    printed = run(program, *command[1:], "--format", "concise", project, PYTHONPATH=str(installed))
    assert printed.startswith("app/letters.py:")


def test_examples_are_explained_from_an_installed_wheel(installed: Path) -> None:
    printed = run(installed / "bin" / "groundrules", "explain", "no-evals", PYTHONPATH=str(installed))
    assert "A bad example (bad-" in printed
    assert "A good example: silence (good-" in printed


def test_no_native_accelerator_is_compiled_on_a_machine_without_its_wheel() -> None:
    dependencies = tomli.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    (accelerator,) = (entry for entry in dependencies if entry.startswith("google-re2"))
    assert "platform_machine" in accelerator
    assert "python_version <" in accelerator


def test_the_commands_of_the_readme_are_those_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^pip install .*$", readme, re.MULTILINE)
    assert commands[:2] == [
        "pip install . && audit fixtures/projects/storefront-assistant",
        "pip install -e '.[dev]' && pytest",
    ]
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert (ROOT / "fixtures" / "projects" / "storefront-assistant").is_dir()
