"""The markdown report fits a comment, and nothing of an audited tree acts in it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.report import render
from groundrules.report.markdown.comment import MOST_CHARACTERS
from groundrules.report.markdown.inert import plain
from tests.report.sample_outcome import finding
from tests.report.test_report_visible import ANY_TEXT, HARSH_TEXT, hostile_outcome

OURS = re.compile(r"</?(?:details|summary|b|sub|code)>|<!-- groundrules -->")


def test_many_findings_are_cut_to_what_a_comment_takes(outcome: Outcome) -> None:
    outcome.findings = [
        finding(f"rule-{number}", Location(f"app/{number}.py", 1), message="*<&" * 300, severity=severity)
        for number in range(200)
        for severity in ("note", "error")
    ]
    report = render(outcome, "markdown")
    assert len(report) <= MOST_CHARACTERS
    assert re.search(r"and \d+ more findings \(all are in the json report\)", report)
    assert "and 1 more project (all are in the json report)" in report
    assert "312 files read (48 with LLM code), 3 skipped" in report
    assert report.index("<b>error</b>") >= 0 and "<b>note</b>" not in report


def test_worst_comes_first_and_suppressed_last(outcome: Outcome) -> None:
    outcome.findings = [*outcome.suppressed, *outcome.findings[::-1]]
    told = re.findall(r"<summary><b>(error|warning|note)</b>( \(suppressed\))?", render(outcome, "markdown"))
    assert told == [("error", ""), *[("warning", "")] * 4, *[("note", "")] * 2, *[("warning", " (suppressed)")] * 2]


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(text=ANY_TEXT | HARSH_TEXT)
def test_fits_and_balances_whatever_names_hold(text: str, tmp_path: Path) -> None:
    report = render(hostile_outcome(tmp_path, text * 40), "markdown")
    assert len(report) <= MOST_CHARACTERS
    assert report.count("<details>") == report.count("</details>") == report.count("<summary>")
    assert "<" not in OURS.sub("", report)
    report.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "[click](https://evil.example)", "![x](http://evil.example/x.png)", "`code` **b**",
     "| a | b |", "</details><script>", "~~x~~ $x$ ^_^", "<!-- hidden", "\\[x]", "&lt;script&gt;"],
)  # fmt: skip
def test_markup_is_shown_and_does_nothing(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[<>`*_\[\]|~\\$!]", shown)
    assert html.unescape(shown).replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["@octocat", "a@b.example", "see #12", "GH-12", "https://x.example", "www.x.example"])
def test_nobody_is_mentioned_and_nothing_linked(text: str) -> None:
    read = html.unescape(plain(text))
    assert not re.search(r"@\w|#\d|GH-\d|\w://|www\.", read)
    assert read.replace("\u200b", "") == text


def test_keys_are_masked_and_long_text_cut() -> None:
    assert "sk-abc" not in html.unescape(plain("key sk-abcdefghijklmnopqrstuvwx1234"))
    assert len(plain("a" * 5_000)) == 601


def test_every_line_of_a_finding_is_a_list_item_or_ours(tmp_path: Path) -> None:
    """Commands of GitLab (`/close`) count at the start of a line alone."""
    report = render(hostile_outcome(tmp_path, "/close"), "markdown")
    assert not re.search(r"(?m)^\s*/", report)
