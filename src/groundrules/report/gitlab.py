"""The report as GitLab code quality JSON: a list of issues, shown on merge requests."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from groundrules.domain.finding import Finding
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.report.coverage import reading_line
from groundrules.report.encoding import encoded
from groundrules.report.look import Look
from groundrules.report.summary import gaps_of, verdict
from groundrules.report.visible import sentence

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def render(outcome: Outcome, look: Look) -> str:
    """An issue a finding that is not suppressed, and one of severity info where something could not be judged.

    GitLab compares issues by fingerprint and drops all but one of the same: repeated ones are told apart by number.
    """
    seen: Counter[str] = Counter()
    issues = [_issue(finding, seen) for finding in outcome.findings if finding.suppressed is None]
    if gaps_of(outcome.coverage):
        issues.append(_coverage(outcome))
    return encoded(issues)


def _issue(finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    seen[finding.fingerprint] += 1
    number = seen[finding.fingerprint]
    instead = f"; instead: {sentence(finding.instead)}" if finding.instead else ""
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": f"{sentence(finding.message)}{instead}",
        "categories": ["Bug Risk"],
        "fingerprint": finding.fingerprint if number == 1 else _hashed(f"{finding.fingerprint}#{number}"),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.location.path, "lines": _lines(finding.location)},
    }


def _lines(location: Location) -> dict[str, int]:
    """The lines of the file itself: those of a notebook are not those of its cells."""
    if location.cell is not None:
        return {"begin": location.file_line or 1}
    return {"begin": location.line, "end": max(location.end_line, location.line)}


def _coverage(outcome: Outcome) -> dict[str, Any]:
    """What was not judged. The same fingerprint every time: it is news on no merge request but the first."""
    skipped = outcome.coverage.skipped
    return {
        "type": "issue",
        "check_name": "coverage",
        "description": f"{verdict(outcome)}; {sentence(reading_line(outcome))}",
        "categories": ["Bug Risk"],
        "fingerprint": _hashed("groundrules coverage"),
        "severity": "info",
        "location": {"path": skipped[0].path if skipped else ".", "lines": {"begin": 1}},
    }


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
