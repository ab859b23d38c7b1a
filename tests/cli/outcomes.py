"""Finished runs, built by hand."""

from __future__ import annotations

from groundrules.domain.catalogue import Guidance
from groundrules.domain.finding import Finding, SuppressedBy
from groundrules.domain.location import Location
from groundrules.domain.outcome import Coverage, Outcome
from groundrules.domain.rule import Severity
from groundrules.domain.source import Skipped


def finding(severity: Severity = "warning", path: str = "app.py", line: int = 1, suppressed: bool = False) -> Finding:
    """A finding of a rule, at a place."""
    return Finding(
        rule="no-evals",
        family="evaluation",
        severity=severity,
        confidence="high",
        persona="regular",
        title="nothing is measured",
        message="nothing measures this",
        instead="measure it",
        guidance=("finetune-wrong.no-evals",),
        location=Location(path, line),
        suppressed=SuppressedBy("inline", "known") if suppressed else None,
    )


def outcome(
    *findings: Finding,
    suppressed: tuple[Finding, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> Outcome:
    """A run that found these."""
    return Outcome(
        root="/nowhere",
        findings=list(findings),
        suppressed=list(suppressed),
        projects=[],
        coverage=Coverage(files_read=1, skipped=list(skipped)),
        rules={},
        guidance=Guidance("guide", "source", "2026-06", ()),
        version="0.0.0",
    )
