"""The report as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from typing import Any

from groundrules.domain.outcome import Outcome
from groundrules.domain.source import LeftOut, Skipped
from groundrules.report.coverage import coverage_line, left_out_phrase, skipped_place
from groundrules.report.encoding import encoded
from groundrules.report.look import Look
from groundrules.report.sarif.descriptor import NOTIFICATIONS, rule_descriptors
from groundrules.report.sarif.place import ROOT, artifact
from groundrules.report.sarif.result import result
from groundrules.report.summary import verdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(outcome: Outcome, look: Look) -> str:
    """One log with one run; suppressed findings are kept as suppressed results."""
    return encoded({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(outcome)]})


def _run(outcome: Outcome) -> dict[str, Any]:
    findings = [*outcome.findings, *outcome.suppressed]
    rules = rule_descriptors(outcome.rules, findings)
    positions = {rule["id"]: position for position, rule in enumerate(rules)}
    driver = {
        "name": "groundrules",
        "version": outcome.version,
        "semanticVersion": outcome.version,
        "rules": rules,
        "notifications": NOTIFICATIONS,
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the root of the audited tree"}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(outcome)}],
        "results": [result(finding, positions[finding.rule]) for finding in findings],
    }


def _notifications(outcome: Outcome) -> list[dict[str, Any]]:
    """What was not read, file by file, then the coverage line."""
    coverage = outcome.coverage
    return [
        *(_skipped(skipped) for skipped in coverage.skipped),
        *(_left_out(tree) for tree in coverage.left_out),
        _notification("coverage", "note", f"{verdict(outcome)}; {coverage_line(outcome)}"),
    ]


def _skipped(skipped: Skipped) -> dict[str, Any]:
    region = {"region": {"startLine": skipped.line}} if skipped.line and skipped.line > 0 else {}
    location = {"physicalLocation": {**artifact(skipped.path), **region}}
    return _notification("file-skipped", "warning", skipped_place(skipped)) | {"locations": [location]}


def _left_out(tree: LeftOut) -> dict[str, Any]:
    location = {"physicalLocation": artifact(tree.path)}
    return _notification("tree-left-out", "note", left_out_phrase([tree])) | {"locations": [location]}


def _notification(kind: str, level: str, text: str) -> dict[str, Any]:
    return {"descriptor": {"id": kind}, "level": level, "message": {"text": text}}
