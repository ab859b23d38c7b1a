"""Examples of JSON that prompts show: which slip is told, and which blocks are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.location import Location
from groundrules.link.calling.json_example import invalid_example

PLACE = Location("prompt.txt", 1, 1)
ASKED = "Return only JSON like this:\n"


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ('{"a": 1,}', "a comma after the last item"),
        ('{"a": [1, 2,], "b": 3}', "a comma after the last item"),
        ('{"a": 1\n "b": 2}', "a comma is missing"),
        ("{score: 1.3}", "keys without quotes"),
        ('{"a": True, "b": None}', "a word of Python's"),
        ("{'a': 'b'}", "single quotes"),
        ('{{"a": {{"b": 1,}}}}', "a comma after the last item"),
    ],
)
def test_a_slip_is_named(block: str, problem: str) -> None:
    found = invalid_example(ASKED + block, PLACE)
    assert found is not None
    assert (found.problem, found.location.line) == (problem, 2)


@pytest.mark.parametrize(
    "block",
    [
        '{"a": 1}',
        '{{"a": {{"b": 1}}}}',
        '{"a": string, "b": number}',
        '{"a": <text>,}',
        '{"a": ["x", ...],}',
        '{"a": {value},}',
        '{"a": 1, // the first\n}',
        "{name}",
        "{a, b; c}",
        '{"a": 1,',
    ],
)
def test_what_is_json_or_a_notation_is_left_alone(block: str) -> None:
    assert invalid_example(ASKED + block, PLACE) is None


@pytest.mark.parametrize(
    "text",
    ["Here is a value:\n{'a': 1}", "Return only JSON.\nKnown kinds: {'a': ['b']}", "{'a': 1}\nReturn only JSON."],
)
def test_a_block_that_is_no_example_of_output_is_left_alone(text: str) -> None:
    assert invalid_example(text, PLACE) is None


@given(st.text(alphabet="{}[]:,\"'ab1 \n", max_size=80))
def test_any_text_is_taken(text: str) -> None:
    found = invalid_example(ASKED + text, PLACE)
    assert found is None or found.problem
