"""How much of a prompt is examples."""

from __future__ import annotations

from groundrules.link.calling.shown_example import FEWEST, example_share

PAIR = "Input: four beds on Saturday, please, and a place for a dog\nOutput: booking\n\n"


def test_a_text_of_many_pairs_is_mostly_examples() -> None:
    assert example_share("Sort the messages.\n\n" + PAIR * 20) > 0.8


def test_a_few_shots_do_not_count() -> None:
    assert example_share(PAIR * (FEWEST - 1)) == 0.0


def test_pairs_within_long_instructions_are_the_smaller_part() -> None:
    assert example_share("Read the whole message before anything else.\n" * 200 + PAIR * FEWEST) < 0.2
