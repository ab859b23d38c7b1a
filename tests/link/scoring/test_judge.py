"""The judge of an evaluation, and whose answers it judges."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, evaluations

JUDGE = """
from openai import OpenAI
from llm import ask

PROMPT = "{prompt}"

def grade(case):
    messages = [{{"role": "system", "content": PROMPT}}, {{"role": "user", "content": ask(case["question"])}}]
    score = OpenAI().chat.completions.create(model={model}, messages=messages)
    return score == case["expected"]
"""
STRICT = "You are a strict grader of answers."
OTHER = ASK.replace("def ask", "def sum_up").replace("gpt-4.1-2025-04-14", "gpt-5.6-luna")


@pytest.mark.parametrize(
    ("prompt", "model", "more", "is_tested"),
    [
        (STRICT, "'gpt-4.1-2025-04-14'", "", True),
        ("Score the response from 1 to 5.", "'gpt-4.1-2025-04-14'", "", True),
        (STRICT, "'claude-opus-5'", "", False),
        (STRICT, "'gpt-4.1-2025-04-14'", OTHER, False),
    ],
)
def test_a_judge_judges_itself_where_all_product_calls_name_it(
    tmp_path: Path, prompt: str, model: str, more: str, is_tested: bool
) -> None:
    tree = {"llm.py": ASK + more, "evals/grade_answers.py": JUDGE.format(prompt=prompt, model=model)}
    (found,) = evaluations(tmp_path, tree)
    assert found.judge is not None
    assert (found.judge.tested is not None) is is_tested


@pytest.mark.parametrize(
    ("prompt", "model"), [("Translate the answer.", "'gpt-4.1-2025-04-14'"), (STRICT, "settings.judge")]
)
def test_what_does_not_judge_or_is_not_known_is_no_judge(tmp_path: Path, prompt: str, model: str) -> None:
    tree = {"llm.py": ASK, "evals/grade_answers.py": JUDGE.format(prompt=prompt, model=model)}
    (found,) = evaluations(tmp_path, tree)
    assert found.judge is None


def test_a_judge_falls_back_to_the_model_under_test(tmp_path: Path) -> None:
    code = JUDGE.format(prompt=STRICT, model="judge or 'gpt-4.1-2025-04-14'").replace("(case)", "(case, judge=None)")
    (found,) = evaluations(tmp_path, {"llm.py": ASK, "evals/grade_answers.py": code})
    assert found.judge is not None and found.judge.tested is not None and found.judge.is_fallback
    assert "where no other judge is named" in found.judge.words
