"""The coverage line and the words around it."""

from __future__ import annotations

import datetime

import pytest

from groundrules.domain.location import Location
from groundrules.domain.outcome import AssetCount, Coverage, Outcome
from groundrules.domain.source import LeftOut, Skipped
from groundrules.report.coverage import coverage_line, left_out_phrase, skipped_places
from groundrules.report.summary import gaps_of, hidden_phrase, suppressed_phrase, unused_phrases, verdict
from groundrules.report.wording import age_days, count, listed, month


def test_line_is_as_specified(outcome: Outcome) -> None:
    outcome.coverage.assets = outcome.coverage.assets[:2]
    assert coverage_line(outcome) == (
        "312 files read (48 with LLM code), 3 skipped (2 too large, 1 not UTF-8), 41 of 57 model calls resolved, "
        "16 unknown; catalogue of 2026-11-15; guidance of June 2026; 0.21 s"
    )


def test_line_of_nothing(outcome: Outcome) -> None:
    outcome.coverage = Coverage()
    assert coverage_line(outcome) == (
        "0 files read (0 with LLM code), none skipped; catalogue of unknown date; guidance of unknown date; 0.00 s"
    )


@pytest.mark.parametrize(("age", "told"), [(180, False), (181, True)])
def test_old_catalogue_says_so(age: int, told: bool, outcome: Outcome) -> None:
    outcome.today = datetime.date(2026, 11, 15) + datetime.timedelta(days=age)
    assert (f"catalogue of 2026-11-15 ({age} days old" in coverage_line(outcome)) is told
    assert (f"models of 2026-11-15 ({age} days old" in coverage_line(outcome)) is told


def test_total_of_seconds_is_not_counted_twice(outcome: Outcome) -> None:
    outcome.coverage.seconds["total"] = 0.5
    assert coverage_line(outcome).endswith("0.50 s")


def test_gaps_are_all_that_silence_does_not_speak_for() -> None:
    coverage = Coverage(
        skipped=[Skipped("a", "binary")],
        assets=[AssetCount("model_call", 3, 1), AssetCount("dataset", 2, 2)],
        poisoned={"some-rule": 1},
        not_covered=["go"],
    )
    assert gaps_of(coverage) == [
        "1 skipped (1 binary)", "2 model calls unknown", "1 condition undecided", "not covered: go",
    ]  # fmt: skip
    assert gaps_of(Coverage()) == []


def test_verdict_counts_what_is_not_suppressed(outcome: Outcome) -> None:
    assert verdict(outcome) == "1 error, 4 warnings, 2 notes"
    outcome.findings = outcome.suppressed
    assert verdict(outcome).startswith("no findings in what could be read (")


def test_silenced_and_hidden(outcome: Outcome) -> None:
    assert suppressed_phrase(outcome) == "2 suppressed (1 baseline, 1 inline)"
    assert hidden_phrase(outcome) == "3 more at --persona pedantic, 12 more at --persona auditor"
    assert unused_phrases(outcome) == ["app/long.py:9:4: ignore[some-rule] silences nothing"]


def test_left_out_trees_are_counted_and_named() -> None:
    assert left_out_phrase([LeftOut("-", "pyvenv.cfg", 16_800)]) == (
        "16,800 files of other people's code left out: '-' (pyvenv.cfg)"
    )
    assert left_out_phrase([LeftOut("v", "m")]) == "files of other people's code left out: 'v' (m)"
    assert left_out_phrase([]) == ""


def test_skipped_places_tell_line_and_detail() -> None:
    coverage = Coverage(skipped=[Skipped("a\n.py", "not parseable", "line\x1b", 3)])
    assert skipped_places(coverage) == ["a␊.py:3: not parseable (line␛)"]


def test_words() -> None:
    assert (count(1, "query"), count(2, "query"), count(1_200, "model call")) == (
        "1 query",
        "2 queries",
        "1,200 model calls",
    )
    assert listed(["a", "b", "a", "c"], 2) == "a, b and 1 more"
    assert (month("2026-06"), month("2026-06-03"), month("")) == ("June 2026", "2026-06-03", "")
    assert age_days("not a date", datetime.date(2026, 1, 1)) == 0
    assert Location("n.ipynb", 5, 1, cell=3).place == "n.ipynb:cell 3:5:1"
