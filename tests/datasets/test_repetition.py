"""Repeats and contradictions: found with their lines, and not where records only look alike."""

from __future__ import annotations

import random
from typing import Any

import pytest

from groundrules.datasets.near_duplicate import NEAR, NearIndex
from groundrules.datasets.sampling import SURVEY_ALL_RECORDS, SURVEY_BYTES, SURVEY_SAMPLE_RECORDS, survey_numbers
from groundrules.datasets.sketch import sketch_of
from tests.datasets.word_list import Profiler

WORDS = [f"{first}{mid}{last}" for first in ("ba", "du", "fe", "gi", "ko", "la", "mu", "ne", "po", "re",
         "so", "ti", "wa", "ya") for mid in ("", "lo", "ma", "ri", "tu") for last in ("rt", "mo", "sk",
         "lin", "par", "tes", "von", "zed")]  # fmt: skip


def prose(seed: int, words: int = 40) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def pair(prompt: str, completion: str, **more: Any) -> dict[str, Any]:
    return {"prompt": prompt, "completion": completion, **more}


DISTINCT = [pair(f"about {' '.join(prose(n, 12))}?", " ".join(prose(n + 1000))) for n in range(40)]


def test_exact_repeats_but_for_case_and_space(profile_of: Profiler) -> None:
    again = pair(DISTINCT[2]["prompt"].upper(), "  " + DISTINCT[2]["completion"].replace(" ", "\n"), id=77)
    found = profile_of([*DISTINCT, again, DISTINCT[2], DISTINCT[5]]).repetition
    assert (found.of, found.complete, found.exact, found.near) == (43, True, 3, 0)
    assert [(item.line, item.other_line) for item in found.pairs] == [(41, 3), (43, 6)]


def test_near_repeats(profile_of: Profiler) -> None:
    words = DISTINCT[7]["completion"].split()
    near = pair(DISTINCT[7]["prompt"], " ".join([*words[:-1], "however"]))
    found = profile_of([*DISTINCT, near]).repetition
    assert (found.exact, found.near) == (0, 1)
    assert [(item.line, item.other_line, item.is_near) for item in found.pairs] == [(41, 8, True)]


INSTRUCTION = "Decide which team should answer the following message of a customer and give its name only. Message: "
PASSAGE = " ".join(prose(4711, 120))
FIGURES = "In the year {} the plant in the valley made some {} tonnes of paper, as its annual report tells on page {}."

LOOK_ALIKE: list[tuple[str, list[dict[str, Any]]]] = [
    ("one instruction for all", [pair(INSTRUCTION + " ".join(prose(n, 6)), "billing") for n in range(40)]),
    ("one passage, other questions", [pair(f"{PASSAGE}\n{' '.join(prose(n, 7))}?", "yes") for n in range(3)]),
    ("other numbers", [pair(f"What did plant {n} make?", FIGURES.format(1990 + n, 17 * n, n)) for n in range(30)]),
    ("other pictures", [
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": f"{n}.png"}},
                                                   {"type": "text", "text": "What is shown?"}]},
                      {"role": "assistant", "content": "A red bicycle in front of a wall."}]} for n in range(20)]),
    ("other rejected answers", [
        {"prompt": "How are you?", "chosen": "Fine, thank you.", "rejected": " ".join(prose(n, 9))} for n in range(9)]),
    ("another column", [
        {"text": "The screen is good, the battery is not.", "aspect": f"part {n}", "label": "bad"} for n in range(20)]),
    ("short and alike", [pair(f"capital of {word}?", f"{word} city") for word in WORDS]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), LOOK_ALIKE, ids=[case[0] for case in LOOK_ALIKE])
def test_records_that_only_look_alike(profile_of: Profiler, name: str, rows: list[dict[str, Any]]) -> None:
    found = profile_of(rows).repetition
    assert (found.of, found.exact, found.near) == (len(rows), 0, 0)


def test_empty_targets_do_not_repeat_each_other(profile_of: Profiler) -> None:
    assert profile_of([pair("", "")] * 9).repetition.of == 0


def test_quality_against_the_true_likeness() -> None:
    """Pairs at known distances: found above the threshold, left alone well below it."""
    found = {0: 0, 2: 0, 30: 0}
    for seed in range(200):
        words = prose(seed, 150)
        for changed in found:
            other = list(words)
            for position in random.Random(seed).sample(range(12, 138), changed):
                other[position] = "qu" + other[position]
            index = NearIndex(frozenset())
            index.add(sketch_of("", " ".join(words)))
            found[changed] += index.earlier(sketch_of("", " ".join(other))) is not None
    # Of 148 runs of three words, two changed words take six: a likeness of 142 / 154, far above the threshold.
    assert found[0] == 200
    assert found[2] >= 196
    assert found[30] == 0
    assert NEAR == 0.8


def test_likeness_is_exact_for_short_texts() -> None:
    left = sketch_of("", "one two three four five six seven eight nine ten")
    right = sketch_of("", "one two three four five six seven eight nine zero")
    assert left.whole.likeness(right.whole) == 7 / 9
    assert left.whole.likeness(sketch_of("", "").whole) == 0.0


LABELS = [pair(f"Classify: {' '.join(prose(n, 9))}", ("refund", "delivery", "other")[n % 3]) for n in range(60)]


def test_conflicting_labels(profile_of: Profiler) -> None:
    torn = [pair(LABELS[4]["prompt"], "refund"), pair(LABELS[9]["prompt"].upper(), "other")]
    profile = profile_of([*LABELS, *torn, LABELS[20]])
    assert profile.task == "classification"
    found = profile.contradiction
    assert (found.prompts, found.records, found.of) == (2, 4, 63)
    assert [(item.line, item.other_line) for item in found.pairs] == [(61, 5), (62, 10)]


def test_same_json_in_another_order_is_no_conflict(profile_of: Profiler) -> None:
    rows = [pair(f"Read: {' '.join(prose(n, 9))}", f'{{"name": "n{n}", "sum": {n}}}') for n in range(30)]
    profile = profile_of([*rows, pair(rows[3]["prompt"], '{ "sum": 3, "name": "n3" }')])
    assert profile.task == "structured-output"
    assert (profile.contradiction.prompts, profile.repetition.exact) == (0, 1)
    profile = profile_of([*rows, pair(rows[3]["prompt"], '{ "sum": 4, "name": "n3" }')])
    assert profile.contradiction.prompts == 1


def test_inventions_may_differ(profile_of: Profiler) -> None:
    rows = [pair("Generate a user", f'{{"name": "n{n}", "age": {n}}}') for n in range(4)]
    more = [pair(f"Read: {' '.join(prose(n, 9))}", f'{{"name": "n{n}", "age": {n}}}') for n in range(30)]
    assert profile_of([*rows, *more]).contradiction.prompts == 0


def test_chat_may_differ(profile_of: Profiler) -> None:
    rows = [pair("Tell me a story, please, of a fox.", " ".join(prose(n))) for n in range(4)]
    assert profile_of([*rows, *DISTINCT]).contradiction.prompts == 0


def test_what_a_survey_reads() -> None:
    assert survey_numbers(SURVEY_ALL_RECORDS, 4_000_000) == range(SURVEY_ALL_RECORDS)
    wide = survey_numbers(1_000_000, 200_000_000)
    assert len(wide) == SURVEY_SAMPLE_RECORDS == len(set(wide))
    assert list(wide) == sorted(wide) == list(survey_numbers(1_000_000, 200_000_000))
    assert len(survey_numbers(50_000, SURVEY_BYTES * 10)) == 5_000
    assert len(survey_numbers(50_000, SURVEY_BYTES * 1000)) == 2_000
    assert survey_numbers(0, 0) == range(0)


def test_a_sample_gives_the_least_there_is(profile_of: Profiler) -> None:
    rows = [pair(f"q {n} {' '.join(prose(n, 5))}", f"a {n % 15_000}") for n in range(25_000)]
    profile = profile_of([*rows[:15_000], *rows[:15_000]])
    assert (profile.records, profile.surveyed, profile.repetition.complete) == (30_000, SURVEY_SAMPLE_RECORDS, False)
    assert 0.1 < profile.repetition.exact_share < 0.5
