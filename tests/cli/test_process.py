"""What only a process of its own shows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from groundrules import __version__
from tests.cli.project import make_project, run_process


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "letters")


def test_the_module_is_the_group(project: Path) -> None:
    done = run_process("audit", "--format", "concise", project)
    assert done.returncode == 1
    assert done.stdout.startswith(b"app/letters.py")
    assert run_process("--version").stdout.decode().strip() == f"groundrules {__version__}"


def test_a_reader_that_leaves_is_no_error(project: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "groundrules", "audit", str(project)]
    try:
        done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write_end)
    assert done.stderr == b""
    assert done.returncode == 1


def test_a_terminal_without_unicode_gets_what_it_can_show(project: Path) -> None:
    code = project / "app" / "letters.py"
    text = code.read_text(encoding="utf-8").replace("max_completion_tokens=200", "user='Zoë →'")
    code.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run_process("audit", project, env=environment)
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert b"Zo\\xeb \\u2192" in done.stdout


def test_json_is_always_utf_8(project: Path) -> None:
    done = run_process("audit", "--format", "json", project, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.stdout.decode("utf-8").startswith("{")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child alone")
def test_an_interruption_ends_quietly() -> None:
    script = (
        "import os, signal\n"
        "from groundrules.cli import run\n"
        "from groundrules.cli.audit import audit\n"
        "run.run = lambda request: os.kill(os.getpid(), signal.SIGINT)\n"
        "audit(['.'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in done.stderr
