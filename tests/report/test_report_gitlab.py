"""The gitlab report is what GitLab's documentation asks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from groundrules.domain.location import Location
from groundrules.domain.outcome import Coverage, Outcome
from groundrules.report import render
from tests.report.sample_outcome import finding
from tests.report.test_report_visible import hostile_outcome

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gitlab-code-quality.schema.json").read_text("utf-8"))


def issues_of(outcome: Outcome) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(render(outcome, "gitlab"))
    return issues


def errors_of(issues: object) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(issues)]


def test_report_is_valid(outcome: Outcome) -> None:
    issues = issues_of(outcome)
    assert errors_of(issues) == []
    issues[0]["severity"] = "fatal"
    assert errors_of(issues) != []


@pytest.mark.parametrize("text", ["a::error::b", "\x1b[31m\n", "'\"\\"])
def test_report_is_valid_whatever_names_hold(text: str, tmp_path: Path) -> None:
    issues = issues_of(hostile_outcome(tmp_path, text))
    assert errors_of(issues) == []
    assert all("\n" not in issue["description"] and "\x1b" not in issue["description"] for issue in issues)


def test_severities_are_those_of_gitlab(outcome: Outcome) -> None:
    by_rule = {issue["check_name"]: issue["severity"] for issue in issues_of(outcome)}
    assert by_rule["volatile-facts-in-training"] == "critical"
    assert by_rule["volatile-facts-in-prompt"] == "major"
    assert by_rule["temperature-zero"] == by_rule["coverage"] == "info"
    assert "few-records" not in by_rule


def test_line_of_a_notebook_is_that_of_its_file(outcome: Outcome) -> None:
    outcome.findings = [
        finding("x", Location("a.ipynb", 2, cell=4, file_line=31)),
        finding("y", Location("a.py", 3, 1, 5)),
    ]
    assert [one["location"]["lines"] for one in issues_of(outcome)[:2]] == [{"begin": 31}, {"begin": 3, "end": 5}]


def test_issues_with_one_fingerprint_are_told_apart(outcome: Outcome) -> None:
    outcome.findings = [finding("x", Location("a.py", line)) for line in (1, 2, 3)]
    prints = [issue["fingerprint"] for issue in issues_of(outcome)[:3]]
    assert prints[0] == "fp-x"
    assert len(set(prints)) == 3


def test_nothing_is_reported_where_all_was_read_and_nothing_found(outcome: Outcome) -> None:
    outcome.findings, outcome.coverage = [], Coverage(files_read=3)
    assert issues_of(outcome) == []
