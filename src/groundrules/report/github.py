"""Workflow annotations: commands that GitHub Actions reads from the log of a job."""

from __future__ import annotations

import re

from groundrules.domain.finding import Finding
from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.report.coverage import coverage_line
from groundrules.report.look import Look
from groundrules.report.summary import verdict
from groundrules.report.visible import sentence, visible

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY_ESCAPES = {**_ESCAPES, ":": "%3A", ",": "%2C"}


def render(outcome: Outcome, look: Look) -> str:
    """An annotation a finding that is not suppressed, then one for the coverage."""
    commands = [_annotation(finding) for finding in outcome.findings if finding.suppressed is None]
    coverage = _message(f"{verdict(outcome)}; {coverage_line(outcome)}")
    return "\n".join([*commands, f"::notice title=groundrules::{coverage}"]) + "\n"


def _annotation(finding: Finding) -> str:
    location = finding.location
    cell = f" (cell {location.cell}, line {location.line})" if location.cell else ""
    properties = {"file": location.path, **_region(location), "title": f"{finding.rule}{cell}"}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = [sentence(finding.message), f"instead: {sentence(finding.instead)}" if finding.instead else ""]
    return f"::{_COMMANDS[finding.severity]} {written}::{_message(chr(10).join(filter(None, lines)))}"


def _region(location: Location) -> dict[str, str]:
    """The lines of the file itself. GitHub takes columns only where start and end are on one line."""
    if location.cell is not None:
        return {"line": str(location.file_line)} if location.file_line else {}
    end_line = location.end_line or location.line
    if end_line != location.line:
        return {"line": str(location.line), "endLine": str(end_line)}
    start, end = str(location.column), str(location.end_column or location.column)
    return {"line": str(location.line), "col": start, "endLine": str(end_line), "endColumn": end}


def _message(text: str) -> str:
    return _escaped(text, _ESCAPES)


def _property(text: str) -> str:
    return _escaped(text, _PROPERTY_ESCAPES)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    """Commands know five escapes; every other control character is made visible instead."""
    return visible(re.sub("[%\r\n:,]", lambda match: escapes.get(match[0], match[0]), text))
