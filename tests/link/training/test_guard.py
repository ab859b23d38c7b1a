"""What stands between a tuned model that is served here and those who read its answers."""

from __future__ import annotations

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.trained import ROW, Trained

JOB = """from openai import OpenAI
OpenAI().fine_tuning.jobs.create(model="gpt-4.1-2025-04-14", training_file="file-1")
"""
SERVE = """from openai import OpenAI
def answer(question):
    messages = [{"role": "user", "content": question}]
    return OpenAI().chat.completions.create(model="ft:gpt-4.1-2025-04-14:acme::Ab1", messages=messages)
"""
SERVED = {"job.py": JOB, "rows.jsonl": ROW, "serve.py": SERVE}


def guards(trained: Trained, tree: dict[str, str]) -> tuple[bool | str, bool | str, str]:
    [project] = [item for item in trained.projects(tree) if item.jobs]
    known = ["unknown" if isinstance(item, UnknownType) else item for item in _both(project)]
    return known[0], known[1], project.missing_guards


def _both(project: object) -> tuple[bool | UnknownType, bool | UnknownType]:
    return project.looks_up, project.has_human_review  # type: ignore[attr-defined]


def test_a_bare_desk_has_neither(trained: Trained) -> None:
    assert guards(trained, SERVED) == (False, False, "retrieval and human review")


def test_of_a_model_that_is_served_elsewhere_nothing_is_said(trained: Trained) -> None:
    assert guards(trained, {"job.py": JOB, "rows.jsonl": ROW}) == ("unknown", "unknown", "")


@pytest.mark.parametrize(
    "more",
    [
        {"index.py": "import chromadb\nchromadb.PersistentClient('x').get_or_create_collection('guide')\n"},
        {"guide.py": "def find_passages(question):\n    return lookup(question)\n"},
    ],
)
def test_something_that_is_looked_up_counts(trained: Trained, more: dict[str, str]) -> None:
    assert guards(trained, {**SERVED, **more}) == (True, False, "human review")


def test_searching_in_a_text_looks_nothing_up(trained: Trained) -> None:
    more = {"words.py": "import re\nre.search('a', 'b')\n"}
    assert guards(trained, {**SERVED, **more})[0] is False


@pytest.mark.parametrize(
    "more",
    [
        {"README.md": "# Desk\n\nEvery answer is reviewed by a senior nurse before it is sent.\n"},
        {"README.md": "# Mesa\n\nCada respuesta pasa por una revisión médica antes de salir.\n"},
        {"docs/desk.md": "# Human in the loop\n\nThe desk reads everything first.\n"},
        {"desk.py": "def send(answer):\n    return {'status': 'pending_review', 'answer': answer}\n"},
        {"desk.py": "def approved_by(name):\n    return name\n"},
        {"desk.py": "import argilla as rg\nclient = rg.Argilla(api_url='x', api_key='y')\n"},
    ],
)
def test_people_who_look_over_answers_are_seen(trained: Trained, more: dict[str, str]) -> None:
    assert guards(trained, {**SERVED, **more}) == (False, True, "retrieval")


def test_a_review_of_code_is_none_of_answers(trained: Trained) -> None:
    more = {"README.md": "# Desk\n\nPull requests are welcome; please review the guide for contributors.\n"}
    assert guards(trained, {**SERVED, **more})[1] is False
