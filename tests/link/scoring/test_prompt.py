"""Which prompts an evaluation reaches."""

from __future__ import annotations

from pathlib import Path

from groundrules.domain.model_call import Prompt
from groundrules.domain.unknown import UnknownType
from tests.link.linked import prompts

MODULE = """
from openai import OpenAI

{name} = "{text}"


def run(message):
    messages = [{{"role": "system", "content": {name}}}, {{"role": "user", "content": message}}]
    return OpenAI().chat.completions.create(model="gpt-4.1", messages=messages)
"""
EVALUATION = """
from deepeval import assert_test
from deepeval.test_case import LLMTestCase
{imports}

def test_answers():
    assert_test(LLMTestCase(input="beds", actual_output=run("beds")), [])
"""
TREE = {
    "hut/__init__.py": "",
    "hut/sort.py": MODULE.format(name="SORT", text="Sort the message of a guest into one of four kinds."),
    "hut/answer.py": MODULE.format(name="ANSWER", text="Answer the question of a guest in two sentences."),
}


def found(folder: Path, **evaluations: str) -> dict[str, Prompt]:
    """The prompts of the tree with some evaluations, by name."""
    tree = {f"evals/test_{name}.py": EVALUATION.format(imports=text) for name, text in evaluations.items()}
    return {prompt.name: prompt for prompt in prompts(folder, {**TREE, **tree})}


def test_the_prompt_that_no_evaluation_imports_is_not_scored(tmp_path: Path) -> None:
    by_name = found(tmp_path, sort="from hut.sort import run")
    assert by_name["SORT"].is_scored is True
    assert by_name["ANSWER"].is_scored is False


def test_an_evaluation_that_is_not_resolved_may_score_any(tmp_path: Path) -> None:
    by_name = found(tmp_path, sort="from hut.sort import run", served="from client import run")
    assert by_name["SORT"].is_scored is True
    assert isinstance(by_name["ANSWER"].is_scored, UnknownType)


def test_without_evaluations_nothing_is_said(tmp_path: Path) -> None:
    assert all(isinstance(prompt.is_scored, UnknownType) for prompt in found(tmp_path).values())
