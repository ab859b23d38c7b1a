"""Annotations are one command a line, whatever is in them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrules.domain.finding import Finding
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.domain.source import LeftOut, Skipped
from groundrules.report import render
from tests.report.sample_outcome import finding, sample_outcome


def annotation(one: Finding) -> str:
    outcome = sample_outcome(Path("/nowhere"))
    outcome.findings = [one]
    return render(outcome, "github").split("\n")[0]


def test_properties_and_message_are_escaped() -> None:
    location = Location("a,b:c%\n.py", 2, 3, 2, 9)
    assert annotation(finding("some-rule", location, message="100 % of a\r\nb: c, d", instead="")) == (
        "::warning file=a%2Cb%3Ac%25%0A.py,line=2,col=3,endLine=2,endColumn=9,title=some-rule::100 %25 of a b: c, d"
    )


def test_columns_are_told_on_one_line_only() -> None:
    assert "file=a.py,line=2,endLine=4,title=" in annotation(finding("r", Location("a.py", 2, 3, 4, 9)))


def test_notebook_tells_the_line_of_the_file_and_the_cell() -> None:
    known = annotation(finding("r", Location("a.ipynb", 2, 3, 2, 9, cell=4, file_line=77)))
    assert known.startswith("::warning file=a.ipynb,line=77,title=r (cell 4%2C line 2)::")
    assert annotation(finding("r", Location("a.ipynb", 2, cell=4))).startswith("::warning file=a.ipynb,title=r (cell")


def test_severities_are_the_three_commands(outcome: Outcome) -> None:
    commands = [line.split(" ")[0] for line in render(outcome, "github").splitlines()]
    assert commands == [
        "::error",
        "::warning",
        "::warning",
        "::notice",
        "::notice",
        "::warning",
        "::warning",
        "::notice",
    ]


def test_suppressed_findings_annotate_nothing(outcome: Outcome) -> None:
    outcome.findings = outcome.suppressed
    assert render(outcome, "github").startswith("::notice title=groundrules::no findings in what could be read (3 sk")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(st.characters(exclude_categories=()), max_size=30))
def test_nothing_breaks_out_of_its_line(text: str) -> None:
    outcome = sample_outcome(Path("/nowhere"))
    outcome.findings = [finding(text, Location(text + ".py"), message=text, instead=text)]
    outcome.coverage.skipped = [Skipped(text, "binary", text)]
    outcome.coverage.left_out = [LeftOut(text, text, 1)]
    outcome.coverage.not_covered = [text]
    lines = render(outcome, "github").split("\n")
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice", ""]
    properties = lines[0].removeprefix("::warning ").split("::")[0]
    assert [pair.split("=")[0] for pair in properties.split(",")] == [
        "file",
        "line",
        "col",
        "endLine",
        "endColumn",
        "title",
    ]
