"""Projects of a tree: which assets stand where, what is shared between them, and what kind each is."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import ASK, projects

FINE_TUNE = """
from openai import OpenAI
client = OpenAI()
data = client.files.create(file=open("train.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="gpt-4o-mini-2024-07-18", training_file=data.id)
"""
SERVE = """
from fastapi import FastAPI
app = FastAPI()


@app.get("/")
def answer():
    return {}
"""
EVALUATE = """
from ask import ask

CASES = [{"question": "A?", "expected": "B"}, {"question": "C?", "expected": "D"}, {"question": "E?", "expected": "F"}]


def accuracy(cases):
    correct = sum(ask(case["question"]) == case["expected"] for case in cases)
    return correct / len(cases)


print(accuracy(CASES))
"""


def test_assets_stand_in_the_project_of_their_file(tmp_path: Path) -> None:
    found = projects(
        tmp_path,
        {"api/pyproject.toml": "", "api/ask.py": ASK, "web/requirements.txt": "openai\n", "web/ask.py": ASK},
    )
    assert [(project.path, project.name, len(project.model_calls)) for project in found] == [
        ("api", "api", 1),
        ("web", "web", 1),
    ]


def test_a_tree_without_assets_has_no_projects(tmp_path: Path) -> None:
    assert projects(tmp_path, {"a.py": "print(1)\n", "README.md": "# Words\n"}) == []


def test_an_evaluation_counts_for_the_projects_inside_it_only(tmp_path: Path) -> None:
    tree = {
        "evals/evaluate_answers.py": EVALUATE.replace("from ask", "from api.ask"),
        "api/pyproject.toml": "",
        "api/ask.py": ASK,
    }
    found = {project.path: project for project in projects(tmp_path, tree)}
    assert [item.name for item in found["api"].evaluations] == ["evals/evaluate_answers.py"]
    assert found["api"].own_evaluations == []
    inside = {"pyproject.toml": "", "ask.py": ASK, "api/pyproject.toml": "", "api/ask.py": ASK}
    other = {project.path: project for project in projects(tmp_path / "b", inside | {"api/evals/run.py": EVALUATE})}
    assert len(other["api"].evaluations) == 1
    assert other["."].evaluations == []


def test_what_serves_a_project(tmp_path: Path) -> None:
    found = {
        project.path: project
        for project in projects(
            tmp_path, {"a/pyproject.toml": "", "a/ask.py": ASK, "a/app.py": SERVE, "b/setup.py": "", "b/ask.py": ASK}
        )
    }
    assert found["a"].is_served
    assert found["a"].served_at is not None
    assert found["a"].served_at.path == "a/app.py"
    assert not found["b"].is_served


PUBLISHED = '[build-system]\nrequires = []\n[project]\nname = "{0}"\n'
KINDS: dict[str, tuple[dict[str, str], str]] = {
    "an application": ({"ask.py": ASK, "pyproject.toml": '[project]\nname = "desk"\n'}, "application"),
    "a package of the catalogue": ({"ask.py": ASK, "pyproject.toml": PUBLISHED.format("langchain")}, "library"),
    "a package that only hands on": ({"ask.py": ASK, "pyproject.toml": PUBLISHED.format("desk")}, "library"),
    "a package that is served": (
        {"ask.py": ASK, "app.py": SERVE, "pyproject.toml": PUBLISHED.format("desk")},
        "application",
    ),
    "a package with prompts of its own": (
        {"ask.py": ASK.replace("prompt}]", '"Answer our customers as kindly as you can."}]'),
         "pyproject.toml": PUBLISHED.format("desk")},
        "application",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("tree", "kind"), KINDS.values(), ids=KINDS)
def test_libraries_are_no_applications(tmp_path: Path, tree: dict[str, str], kind: str) -> None:
    (project,) = projects(tmp_path, tree)
    assert project.kind == kind


def test_a_job_that_nothing_scores(tmp_path: Path) -> None:
    (project,) = projects(tmp_path, {"tune.py": FINE_TUNE, "train.jsonl": "{}\n"})
    assert [job.is_scored for job in project.jobs] == [False]


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("evals/run.rb", "puts 1\n", "an evaluation in a language that is not read"),
        ("scripts/benchmark_model.py", "print(1)\n", "a file named like an evaluation, in which none was seen"),
    ],
)
def test_an_evaluation_that_is_not_understood_proves_nothing(tmp_path: Path, path: str, text: str, reason: str) -> None:
    (project,) = projects(tmp_path, {"tune.py": FINE_TUNE, "train.jsonl": "{}\n", path: text})
    (job,) = project.jobs
    assert isinstance(job.is_scored, UnknownType)
    assert job.is_scored.reason == reason


def test_an_evaluation_that_names_the_tuned_model_scores_it(tmp_path: Path) -> None:
    tree = {
        "tune.py": FINE_TUNE,
        "train.jsonl": "{}\n",
        "ask.py": ASK.replace("gpt-4.1-2025-04-14", "ft:gpt-4o-mini-2024-07-18:acme::abc"),
        "evals/evaluate_answers.py": EVALUATE + 'MODEL = "ft:gpt-4o-mini-2024-07-18:acme::abc"\n',
    }
    (project,) = projects(tmp_path, tree)
    assert [job.is_scored for job in project.jobs] == [True]
