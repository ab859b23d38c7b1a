"""One line a finding, then the coverage line."""

from __future__ import annotations

from groundrules.domain.finding import Finding
from groundrules.domain.outcome import Outcome
from groundrules.report.coverage import coverage_line
from groundrules.report.look import Look
from groundrules.report.summary import verdict
from groundrules.report.visible import inert, sentence, visible


def render(outcome: Outcome, look: Look) -> str:
    """`path:line:column: severity[rule] message` a line, then one line of counts and coverage."""
    lines = [*map(_line, outcome.findings), f"{verdict(outcome)}; {coverage_line(outcome)}"]
    return "".join(f"{inert(line)}\n" for line in lines)


def _line(finding: Finding) -> str:
    suppressed = " (suppressed)" if finding.suppressed else ""
    place, rule = visible(finding.location.place), sentence(finding.rule)
    return f"{place}: {finding.severity}[{rule}] {sentence(finding.message)}{suppressed}"
