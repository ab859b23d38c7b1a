"""Whether something else is scored beside a tuned model."""

from __future__ import annotations

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.trained import ROW, Trained

JOB = """from openai import OpenAI
OpenAI().fine_tuning.jobs.create(model="gpt-4.1-2025-04-14", training_file="file-1")
"""
TUNED = "ft:gpt-4.1-2025-04-14:acme::Ab1"
EVALUATION = """import json
from openai import OpenAI
{before}
def answer(model, question):
    messages = [{{"role": "user", "content": question}}]
    return OpenAI().chat.completions.create(model=model, messages=messages).choices[0].message.content
cases = [json.loads(line) for line in open("cases.jsonl")]
accuracy = sum(answer({model}, case["question"]) == case["expected"] for case in cases) / len(cases)
print(accuracy)
"""
PROMPTFOO = 'prompts: ["{{question}}"]\nproviders: [%s]\ntests:\n  - assert: [{type: contains, value: wren}]\n'


def baseline(trained: Trained, tree: dict[str, str]) -> bool | str:
    found = trained.job({"job.py": JOB, "rows.jsonl": ROW, **tree}).has_baseline
    return "unknown" if isinstance(found, UnknownType) else found


@pytest.mark.parametrize(
    ("model", "before", "expected"),
    [
        (f"'{TUNED}'", "", False),
        ("'gpt-4.1-2025-04-14'", f"print('{TUNED}')", True),
        ("input()", f"print('{TUNED}')", "unknown"),
        (f"'{TUNED}'", "OTHER = 'gpt-4.1'", True),
    ],
)
def test_a_script_tells_by_the_models_it_names(trained: Trained, model: str, before: str, expected: bool | str) -> None:
    script = EVALUATION.format(model=model, before=before)
    assert baseline(trained, {"evals/evaluate.py": script, "evals/cases.jsonl": "{}\n"}) == expected


@pytest.mark.parametrize(
    ("providers", "expected"),
    [
        (f'"openai:chat:{TUNED}"', False),
        (f'"openai:chat:{TUNED}", "openai:gpt-4.1"', True),
        (f'"openai:chat:{TUNED}", "file://ask.py"', "unknown"),
    ],
)
def test_a_configuration_tells_by_its_providers(trained: Trained, providers: str, expected: bool | str) -> None:
    assert baseline(trained, {"promptfooconfig.yaml": PROMPTFOO % providers}) == expected


def test_without_an_evaluation_nothing_is_said(trained: Trained) -> None:
    assert baseline(trained, {}) == "unknown"
