"""Statements of changing facts in prompts, and the many numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.location import Location
from groundrules.link.calling.volatile_statement import volatile_statements

HERE = Location("prompt.txt", 10)


def cues(text: str) -> list[str]:
    return [statement.cue for statement in volatile_statements(text, HERE)]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The basic plan costs $19 a month.", "price"),
        ("Eine Inspektion kostet 49 €, zwei 89 €.", "price"),
        ("Our prices:\n- Small pizza: $8\n- Large pizza: $12\n", "price list"),
        ("Prices:\n- **Enamel mug**: $10.00 each  \n", "price list"),
        ("Members get 20% off on Mondays.", "discount"),
        ("The shop is open from 9 am to 6 pm.", "opening hours"),
        ("The latest version is 4.2.", "version"),
        ("The current CEO of the company is Jana Novak.", "office holder"),
        ("As of March 2026 there are three branches.", "as of"),
        ("Only 4 rooms left for the weekend.", "stock"),
    ],
)
def test_a_declared_fact_is_found(text: str, cue: str) -> None:
    assert cue in cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Refunds over $100 need a second opinion.",
        "Never offer a price below $50.",
        "For example: the ticket costs $12.",
        "Q: What does it cost? A: The plan costs $10.",
        "The plan costs {price} a month.",
        "The shop is open from {{ opening }} to 6 pm.",
        'Say "the plan costs $10" if asked.',
        "Does the plan cost $10?",
        "Write at most 2000 characters.",
        "Write dates as 2024-05-31 and times as 14:30.",
        "If the fee is over 30 EUR, ask again.",
        "Examples:\nThe ticket costs $12.\n",
        "Up to 5 items left in the list are shown.",
        "Today is {today}.",
    ],
)
def test_numbers_that_are_no_statement_are_left_alone(text: str) -> None:
    assert cues(text) == []


def test_the_place_is_the_line_of_the_sentence() -> None:
    (statement,) = volatile_statements("You help guests.\n\nBreakfast costs 14 euros.\n", HERE)
    assert statement.location.line == 12
    assert statement.text == "Breakfast costs 14 euros."


def test_a_sentence_is_told_of_once() -> None:
    assert len(cues("The yearly plan costs $90 per year, and members get 10% off.")) == 1


@given(st.text(alphabet="ab $€.:\n-19%{}openfrmtcsuAM"))
def test_any_text_has_an_answer(text: str) -> None:
    for statement in volatile_statements(text, HERE):
        assert statement.text in text
