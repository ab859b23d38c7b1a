"""Whether a prompt asks for JSON, or speaks of JSON as what it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.link.calling.json_request import json_request


@pytest.mark.parametrize(
    "text",
    [
        "Return only a JSON object with the keys name and age.",
        "Respond with valid JSON.",
        "Your answer must be a JSON array of strings.",
        "Read the letter. Output the result in JSON format, without explanation.",
        "Antworte ausschließlich mit gültigem JSON.",
        "Responde únicamente en formato JSON.",
        "Réponds uniquement en JSON.",
        "Strictly follow the editor's behavior and output JSON only.",
        "You must return a JSON object.",
    ],
)
def test_it_asks(text: str) -> None:
    assert json_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "I will provide a question in JSON format. Answer with a letter.",
        "The user will send the order as JSON.",
        "You will be given a JSON object with readings. Explain it in a sentence.",
        "Do not return JSON, write prose.",
        "Explain what JSON is.",
        "Convert this JSON to a table.",
        "Write a poem about Jason.",
        "",
    ],
)
def test_it_does_not_ask(text: str) -> None:
    assert json_request(text) is None


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    words = json_request(text)
    assert words is None or words in text
