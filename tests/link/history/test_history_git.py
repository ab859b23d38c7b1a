from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from groundrules.domain.settings import Settings
from groundrules.link.history.git import ask
from groundrules.pipeline import survey
from tests.discover.forest import git, write
from tests.history_fixture import Step, make_repository

TODAY = datetime.date(2026, 11, 25)
JOB = """\
from openai import OpenAI
client = OpenAI()
training = client.files.create(file=open("rows.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="gpt-4.1-mini-2025-04-14", training_file=training.id)
"""
CALL = """\
from openai import OpenAI
OpenAI().chat.completions.create(model="gpt-4.1-mini-2025-04-14", messages=[{"role": "user", "content": "Hello"}])
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for git")
Program = Callable[[str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts a shell script called git before the real one on the PATH; `$GIT` in it is the real one."""
    real = shutil.which("git")

    def put(script: str) -> None:
        write(tmp_path / "programs", {"git": f'#!/bin/sh\nGIT="{real}"\n{script}\n'})
        (tmp_path / "programs/git").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path / "programs"), prepend=os.pathsep)

    return put


def repository(root: Path, files: dict[str, str]) -> Path:
    write(root, files)
    days = (datetime.date(2026, 1, 5), datetime.date(2026, 3, 2))
    make_repository(root, [Step(day, "ada", tuple(files)) for day in days])
    return root


def sign(root: Path) -> None:
    """Give the newest commit a signature, which git has a program check that the configuration names."""
    head, _, message = git(root, "cat-file", "commit", "main").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
    commit = git(root, "hash-object", "-t", "commit", "-w", "--stdin", stdin=f"{head}\n{signature}\n\n{message}")
    git(root, "update-ref", "refs/heads/main", commit.strip())


@pytest.mark.parametrize(("files", "times"), [({"app.py": CALL}, 0), ({"start.py": JOB, "rows.jsonl": "{}\n"}, 1)])
def test_the_log_is_read_once_and_only_where_something_needs_it(
    tmp_path: Path, program: Program, files: dict[str, str], times: int
) -> None:
    root = repository(tmp_path / "work", files)
    program(f'echo "$*" >> "{tmp_path}/asked"\nexec "$GIT" "$@"')
    projects = survey(Settings(root=root, today=TODAY)).projects
    assert projects
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert sum(" log " in line for line in asked) == times


def test_a_git_that_does_not_end_is_stopped(tmp_path: Path, program: Program) -> None:
    root = repository(tmp_path / "work", {"a": ""})
    program("exec sleep 600")
    assert ask(str(root), timeout_s=0.2).problem == "git took too long"


def test_where_there_is_no_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "work", {"a": ""})
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert ask(str(root)).problem == "no git"


def test_a_git_that_the_tree_brings_along_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "work", {"bin/git": f"#!/bin/sh\ntouch '{tmp_path}/started'\n"})
    (root / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(root / "bin"))
    assert ask(str(root)).problem == "no git"
    assert not (tmp_path / "started").exists()


def test_nothing_that_a_repository_configures_is_started(tmp_path: Path) -> None:
    root = repository(tmp_path / "work", {"a.md": "", ".gitattributes": "* diff=trap filter=trap\n"})
    trap, mark = tmp_path / "trap.sh", tmp_path / "started"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n")
    trap.chmod(0o755)
    sign(root)
    before = ask(str(root))
    for key in ("gpg.program", "core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.trap.command",
                "diff.trap.textconv", "filter.trap.smudge", "filter.trap.clean", "core.sshCommand", "core.editor",
                "core.askPass", "gpg.ssh.program", "gpg.x509.program", "alias.log"):  # fmt: skip
        git(root, "config", key, f"!{trap}" if key.startswith("alias") else str(trap))
    for key, value in {
        "log.showSignature": "true", "log.showRoot": "false", "log.decorate": "full", "log.excludeDecoration": "refs/*",
        "log.follow": "true", "log.date": "human", "color.ui": "always", "core.quotePath": "true",
        "diff.renames": "false", "diff.orderFile": str(tmp_path / "gone"), "mailmap.file": str(tmp_path / "gone"),
        "diff.noprefix": "true",
        "core.hooksPath": str(tmp_path), "remote.origin.url": f"ext::{trap}", "remote.origin.promisor": "true",
    }.items():  # fmt: skip
        git(root, "config", key, value)
    git(root, "log", "-1")
    assert mark.exists(), "a plain git log starts the trap: the test tests something"
    mark.unlink()
    assert ask(str(root)) == before
    assert before.output.count(b"//") == 2
    assert not mark.exists()
