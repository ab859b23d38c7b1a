"""What runs an evaluation: CI directly, through make, npm and scripts, on a change or by the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, evaluations, project

EVALUATION = (
    "import json\nfrom llm import ask\n"
    "cases = [json.loads(line) for line in open('evals/cases.jsonl')]\nscore = ask('x')\n"
)
BASE = {"llm.py": ASK, "evals/score.py": EVALUATION}


def workflow(command: str, on: str = "[push]", more: str = "") -> str:
    return f"on: {on}\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {command}\n{more}"


def guards(folder: Path, tree: dict[str, str]) -> list[bool]:
    """Of each run of the only evaluation, whether it guards changes."""
    (found,) = evaluations(folder, {**BASE, **tree})
    return [run.guards for run in found.runs]


@pytest.mark.parametrize(
    "command",
    [
        "python evals/score.py",
        "python -m evals.score",
        "uv run python ./evals/score.py --fast",
        "cd evals && python score.py",
    ],
)
def test_a_command_that_names_it_runs_it(tmp_path: Path, command: str) -> None:
    assert guards(tmp_path, {".github/workflows/ci.yml": workflow(command)}) == [True]


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [
        ("Makefile", "check:\n\tpython evals/score.py\n", "make check"),
        ("Makefile", "check: lint score\n\nscore:\n\tpython evals/score.py\n", "make check"),
        ("package.json", '{"scripts": {"score": "python evals/score.py"}}', "npm run score"),
        ("ci/check.sh", "#!/bin/sh\npython evals/score.py\n", "./ci/check.sh"),
    ],
)
def test_it_is_followed_through_what_ci_starts(tmp_path: Path, name: str, text: str, command: str) -> None:
    assert guards(tmp_path, {name: text, ".github/workflows/ci.yml": workflow(command)}) == [True]


@pytest.mark.parametrize(
    ("on", "more", "expected"),
    [
        ("{schedule: [{cron: '0 3 * * *'}]}", "", False),
        ("[workflow_dispatch]", "", False),
        ("[pull_request]", "", True),
        ("[push]", "    continue-on-error: true\n", False),
    ],
)
def test_a_gate_runs_on_a_change_and_can_fail(tmp_path: Path, on: str, more: str, expected: bool) -> None:
    text = workflow("python evals/score.py", on, more)
    assert guards(tmp_path, {".github/workflows/ci.yml": text}) in ([expected], [] if more else [expected])


@pytest.mark.parametrize("command", ["pytest tests", "python train.py", "echo score"])
def test_other_commands_do_not(tmp_path: Path, command: str) -> None:
    assert guards(tmp_path, {".github/workflows/ci.yml": workflow(command)}) == []


def test_a_workflow_that_only_calls_a_bot_is_no_ci(tmp_path: Path) -> None:
    bot = (
        "on: [pull_request]\njobs:\n  review:\n    runs-on: ubuntu-latest\n"
        "    steps:\n      - uses: someone/review-bot@v1\n"
    )
    found = project(tmp_path, {**BASE, ".github/workflows/bot.yml": bot})
    assert found.change_ci_files == []


def test_a_workflow_that_runs_what_stands_in_the_tree_is_no_evaluation_of_its_own(tmp_path: Path) -> None:
    config = "prompts: [a]\nproviders: ['openai:gpt-5.6-luna']\ntests: [{vars: {q: Hi}}]\n"
    ci = {".github/workflows/ci.yml": workflow("npx -y promptfoo@latest eval -c promptfooconfig.yaml")}
    found = evaluations(tmp_path / "a", {**BASE, **ci, "promptfooconfig.yaml": config})
    assert [item.name for item in found if item.product_id.startswith("promptfoo")] == ["promptfooconfig.yaml"]
    alone = evaluations(tmp_path / "b", {**BASE, **ci})
    assert ".github/workflows/ci.yml" in [item.name for item in alone]
