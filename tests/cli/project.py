"""A small application that calls a model and measures nothing: one call and no evaluation."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from groundrules.cli.audit import audit
from groundrules.cli.group import main

APP = """\
from openai import OpenAI

client = OpenAI()
PROMPT = "You answer letters of customers, politely and in their language."


def answer(letter: str) -> str:
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": letter}]
    reply = client.chat.completions.create(model="gpt-6-luna", messages=messages, max_completion_tokens=200)
    return reply.choices[0].message.content
"""


def make_project(folder: Path) -> Path:
    """Write the application into a folder, and return the folder."""
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "letters.py").write_text(APP, encoding="utf-8")
    (folder / "requirements.txt").write_text("openai\n", encoding="utf-8")
    (folder / "notes.py").write_text("WORDS = 3\n", encoding="utf-8")
    return folder


def run_audit(*arguments: str | Path, **environment: str) -> Result:
    """`audit` with these arguments, outside of any CI, its streams kept apart."""
    plain = {"GITHUB_ACTIONS": None, "NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": None, **environment}
    return CliRunner().invoke(audit, [str(argument) for argument in arguments], env=plain)


def run_group(*arguments: str) -> Result:
    """`groundrules` with these arguments."""
    return CliRunner().invoke(main, list(arguments), env={"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": None})


def run_process(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """`python -m groundrules` in a process of its own."""
    command = [sys.executable, "-m", "groundrules", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def findings_of(result: Result) -> list[tuple[str, str]]:
    """Rule and path of each finding of a `--format json` run."""
    document = json.loads(result.stdout)
    return [(finding["rule"], finding["location"]["path"]) for finding in document["findings"]]


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular and with nobody's configuration."""
    identity = ("-c", "user.name=someone", "-c", "user.email=someone@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(("git", *identity, *arguments), cwd=folder, check=True, capture_output=True)
