"""A finding as a SARIF result."""

from __future__ import annotations

import re
from typing import Any

from groundrules.domain.finding import Finding, SuppressedBy
from groundrules.report.asset_value import plain
from groundrules.report.sarif.place import place

FINGERPRINT = "groundrules/v1"
# What SARIF reads as an embedded link or as a placeholder in a message, and not as the text it is.
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def result(finding: Finding, rule_position: int) -> dict[str, Any]:
    """The result of a finding; `rule_position` is that of its rule in the driver's rules."""
    written: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_position,
        "level": finding.severity,
        "message": message(finding.message),
        "locations": [place(finding.location)],
        "suppressions": [_suppression(finding.suppressed)] if finding.suppressed else [],
        "properties": _properties(finding),
    }
    if finding.related:
        written["relatedLocations"] = [
            {"id": number, **place(related.location), "message": message(related.message)}
            for number, related in enumerate(finding.related, 1)
        ]
    if finding.fingerprint:
        written["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
    return written


def message(text: str) -> dict[str, str]:
    """A message whose text is taken as it is."""
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", text))}


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "confidence": finding.confidence,
        "persona": finding.persona,
        "family": finding.family,
        "guidance": list(finding.guidance),
        "instead": finding.instead,
        "project": finding.project,
        "evidence": {name: plain(value) for name, value in finding.evidence.items()},
    }


def _suppression(by: SuppressedBy) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": "inSource" if by.kind == "inline" else "external", "status": "accepted"}
    if by.reason:
        written["justification"] = by.reason
    if by.location:
        written["location"] = place(by.location)
    return written
