"""Calls that give one label for each item of a loop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

CODE = """
from openai import OpenAI

def label(ticket):
    messages = [{{"role": "system", "content": "{prompt}"}}, {{"role": "user", "content": ticket}}]
    return OpenAI().chat.completions.create(model="gpt-5.5", messages=messages)

{use}
"""
EACH = "labels = [label(ticket) for ticket in tickets]"
LABEL = "Classify the ticket as billing, delivery or other."


@pytest.mark.parametrize(
    ("prompt", "use", "task"),
    [
        (LABEL, EACH, "classify"),
        ("Decide on the sentiment. Answer with a single word.", EACH, "sentiment"),
        ("Categorize it into one of the following: a, b.", "for ticket in tickets:\n    label(ticket)", "categorize"),
        (LABEL, "label(question)", ""),
        (LABEL, "for attempt in range(3):\n    label(question)", ""),
        (LABEL, "", ""),
        (f"{LABEL} Explain why.", EACH, ""),
        ("Classify the ticket.", EACH, ""),
        ("Answer the question with a single word.", EACH, ""),
        ("Write a story about sentiment, in one of the following styles: a, b.", EACH, ""),
    ],
)
def test_a_label_is_asked_of_each_item(tmp_path: Path, prompt: str, use: str, task: str) -> None:
    assert call(tmp_path, {"app.py": CODE.format(prompt=prompt, use=use)}).label_task == task
