from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.cli.verdict import exit_code, says_nothing
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome, UnusedSuppression
from groundrules.domain.rule import Severity
from groundrules.domain.settings import Settings
from groundrules.domain.source import Skipped
from tests.cli.outcomes import finding, outcome


def code(run: Outcome, fail_on: Severity | None = "warning", strict: bool = False) -> int:
    return exit_code(run, Settings(root=Path("/nowhere"), fail_on=fail_on, strict=strict))


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("error", "warning", 1),
        ("warning", "warning", 1),
        ("note", "warning", 0),
        ("note", "note", 1),
        ("warning", "error", 0),
        ("error", "error", 1),
        ("error", None, 0),
    ],
)
def test_findings_fail_from_a_severity_on(severity: Severity, fail_on: Severity | None, expected: int) -> None:
    assert code(outcome(finding(severity)), fail_on) == expected


def test_a_suppressed_finding_never_fails() -> None:
    assert code(outcome(finding("error", suppressed=True))) == 0


def test_strictness_asks_for_what_could_not_be_read() -> None:
    run = outcome(skipped=(Skipped("a.py", "not UTF-8"),))
    assert code(run) == 0
    assert code(run, strict=True) == 3
    assert code(outcome(), strict=True) == 0


def test_a_link_inside_the_tree_hides_nothing() -> None:
    assert code(outcome(skipped=(Skipped("a.py", "symlink"),)), strict=True) == 0
    assert code(outcome(skipped=(Skipped("a.py", "symlink out of the tree"),)), strict=True) == 3


def test_findings_weigh_more_than_what_could_not_be_read() -> None:
    assert code(outcome(finding(), skipped=(Skipped("a.py", "not UTF-8"),)), strict=True) == 1


def test_quiet_keeps_what_needs_an_answer() -> None:
    assert says_nothing(outcome())
    assert not says_nothing(outcome(finding("note")))
    stale = outcome()
    stale.unused_suppressions.append(UnusedSuppression(Location("a.py"), ("no-evals",), "silences nothing"))
    assert not says_nothing(stale)
