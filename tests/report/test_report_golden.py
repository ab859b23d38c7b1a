"""Every format is what its golden file shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from groundrules.domain.errors import GroundrulesError
from groundrules.domain.outcome import Outcome
from groundrules.report import FORMATS, render
from groundrules.report.document import report_schema

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parents[2] / "rules" / "schema" / "report.schema.json"
SUFFIXES = {
    "text": "txt", "concise": "txt", "json": "json", "sarif": "sarif", "github": "txt", "gitlab": "json",
    "junit": "xml", "markdown": "md", "html": "html",
}  # fmt: skip
Golden = Callable[[Path, str], None]


@pytest.mark.parametrize("format", FORMATS)
def test_format_is_as_recorded(format: str, outcome: Outcome, golden: Golden) -> None:
    golden(GOLDEN / f"{format}.{SUFFIXES[format]}", render(outcome, format))


@pytest.mark.parametrize("width", [80, 120])
def test_text_is_as_recorded_at_other_widths(width: int, outcome: Outcome, golden: Golden) -> None:
    golden(GOLDEN / f"text-{width}.txt", render(outcome, "text", width=width))


def test_text_is_as_recorded_in_colour(outcome: Outcome, golden: Golden) -> None:
    golden(GOLDEN / "text-color.txt", render(outcome, "text", color=True))


def test_published_schema_is_current(golden: Golden) -> None:
    golden(SCHEMA, report_schema())


@pytest.mark.parametrize("format", FORMATS)
def test_same_outcome_gives_the_same_report(format: str, outcome: Outcome) -> None:
    look = {"color": True, "links": True}
    assert render(outcome, format, **look) == render(outcome, format, **look)


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_names_the_folder_on_this_machine(format: str, outcome: Outcome) -> None:
    assert outcome.root not in render(outcome, format, color=True)


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_ends_in_one_newline_and_holds_the_coverage(format: str, outcome: Outcome) -> None:
    report = render(outcome, format)
    assert report.endswith("\n")
    assert not report.endswith("\n\n")
    assert "312 files read (48 with LLM code), 3 skipped" in report


def test_unknown_format_names_the_nearest(outcome: Outcome) -> None:
    with pytest.raises(GroundrulesError, match="did you mean 'sarif'"):
        render(outcome, "sarf")
