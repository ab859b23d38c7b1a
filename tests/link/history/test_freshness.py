"""Evaluations and jobs held against the history of the tree."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from groundrules.domain.history import Changes, RepositoryAge
from groundrules.domain.project import Project
from groundrules.domain.settings import Settings
from groundrules.domain.unknown import UnknownType
from groundrules.pipeline import survey
from tests.discover.forest import write
from tests.history_fixture import Step, make_repository
from tests.link.trained import ROW, sft

TODAY = datetime.date(2026, 11, 25)
FIRST = datetime.date(2026, 1, 5)
TRAIN = sft("model=model, train_dataset=load_dataset('json', data_files='rows.jsonl'), args=TrainingArguments('out')")
EVALUATION = """\
import json
from answer import answer
cases = [json.loads(line) for line in open("evals/cases.jsonl")]
accuracy = sum(case["expected"] in answer(case["question"]) for case in cases) / len(cases)
print(accuracy)
"""
ANSWER = """\
from openai import OpenAI
from wording import SYSTEM
def answer(question):
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]
    return OpenAI().chat.completions.create(model="gpt-4.1-mini-2025-04-14", messages=messages)
"""
WORDING = 'SYSTEM = """You answer visitors of a library in one friendly sentence, in the language of the question."""\n'
FILES = {
    "answer.py": ANSWER,
    "wording.py": WORDING,
    "evals/run_eval.py": EVALUATION,
    "evals/cases.jsonl": '{"question": "May I?", "expected": "yes"}\n' * 3,
    "README.md": "a\n",
}


def project(root: Path, files: dict[str, str], *changes: tuple[int, str]) -> Project:
    """The project of a tree that was committed whole and then changed: (days later, path)."""
    write(root, files)
    steps = [Step(FIRST, "ada", tuple(files))]
    steps += [Step(FIRST + datetime.timedelta(days=days), "ada", (path,)) for days, path in changes]
    make_repository(root, steps)
    [found] = survey(Settings(root=root, today=TODAY)).projects
    return found


def overtaken(found: Project) -> Changes | UnknownType | None:
    [evaluation] = found.own_evaluations
    return evaluation.overtaken_by


def test_an_evaluation_is_overtaken_by_the_prompt_that_it_reaches(tmp_path: Path) -> None:
    found = overtaken(project(tmp_path, FILES, (30, "wording.py"), (60, "wording.py")))
    assert found == Changes(files=("wording.py",), commits=2, last="2026-03-06", since="2026-01-05")


@pytest.mark.parametrize(
    "changes",
    [
        [(30, "answer.py")],  # holds more than prompts
        [(30, "README.md")],
        [(30, "wording.py"), (31, "evals/cases.jsonl")],
        [(30, "wording.py"), (40, "evals/run_eval.py")],
        [(30, "wording.py"), (30, "evals/cases.jsonl")],
    ],
)
def test_an_evaluation_that_went_along_is_not(tmp_path: Path, changes: list[tuple[int, str]]) -> None:
    assert overtaken(project(tmp_path, FILES, *changes)) is None


def test_a_prompt_of_another_part_is_not_its_own(tmp_path: Path) -> None:
    other = {"other.py": ANSWER.replace("wording", "greeting"), "greeting.py": WORDING.replace("answer", "greet")}
    assert overtaken(project(tmp_path, {**FILES, **other}, (30, "greeting.py"))) is None


def test_an_evaluation_that_guards_every_change_is_not(tmp_path: Path) -> None:
    steps = "jobs:\n  evals:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python evals/run_eval.py\n"
    files = {**FILES, ".github/workflows/evals.yml": f"on: [pull_request]\n{steps}"}
    assert overtaken(project(tmp_path, files, (30, "wording.py"))) is None


def test_an_evaluation_of_a_tuned_model_is_overtaken_by_its_training_set(tmp_path: Path) -> None:
    files = {
        "train.py": "from transformers import TrainingArguments\n" + TRAIN,
        "rows.jsonl": ROW,
        "evals/run_eval.py": EVALUATION.replace("from answer", "from tuned").replace(
            "cases =", "adapter = 'out'\ncases ="
        ),
        "evals/cases.jsonl": FILES["evals/cases.jsonl"],
        "tuned.py": ANSWER.replace("from wording import SYSTEM", "SYSTEM = 'Answer.'").replace(
            "gpt-4.1-mini-2025-04-14", "ft:gpt-4.1-mini-2025-04-14:library::1"
        ),
    }
    found = project(tmp_path, files, (30, "rows.jsonl"))
    assert overtaken(found) == Changes(files=("rows.jsonl",), commits=1, last="2026-02-04", since="2026-01-05")
    assert isinstance(found.age, RepositoryAge)
    assert (found.age.commits, found.age.days) == (2, 30)


@pytest.mark.parametrize(("days", "expected"), [(0, True), (20, False)])
def test_a_prompt_came_first_if_it_was_scored_by_the_time_of_the_job(tmp_path: Path, days: int, expected: bool) -> None:
    files = {**FILES, "train.py": "from transformers import TrainingArguments\n" + TRAIN, "rows.jsonl": ROW}
    write(tmp_path, files)
    early = tuple(path for path in files if not path.startswith("evals/"))
    late = tuple(path for path in files if path.startswith("evals/"))
    make_repository(tmp_path, [Step(FIRST, "ada", early), Step(FIRST + datetime.timedelta(days=days), "ada", late)])
    [found] = survey(Settings(root=tmp_path, today=TODAY)).projects
    assert [job.prompt_came_first for job in found.jobs] == [expected]
