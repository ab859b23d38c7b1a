"""The report as JUnit XML: a suite a project, a failed case a finding, so that every CI system can show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from groundrules.domain.finding import Finding
from groundrules.domain.outcome import Outcome
from groundrules.report.coverage import coverage_line, skipped_place, total_s
from groundrules.report.look import Look
from groundrules.report.summary import verdict
from groundrules.report.visible import inert, sentence, visible

_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 cannot hold, beyond the control characters that are made visible anyway."""


def render(outcome: Outcome, look: Look) -> str:
    """Suppressed findings are skipped cases; notes pass and say what they have to say in their output.

    A last suite holds the coverage, so that no report is empty.
    """
    findings = [*outcome.findings, *outcome.suppressed]
    projects = sorted({finding.project for finding in findings})
    suites = [_suite(project, [one for one in findings if one.project == project]) for project in projects]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="groundrules" time="{total_s(outcome.coverage):.3f}" {_totals(findings, 1)}>',
        *(line for suite in suites for line in suite),
        *_coverage(outcome),
        "</testsuites>",
    ]
    return "\n".join(map(inert, lines)) + "\n"


def _totals(findings: Sequence[Finding], more: int = 0) -> str:
    failures = sum(_fails(finding) for finding in findings)
    return f'tests="{len(findings) + more}" failures="{failures}" errors="0"'


def _fails(finding: Finding) -> bool:
    return finding.suppressed is None and finding.severity != "note"


def _suite(project: str, findings: Sequence[Finding]) -> Iterator[str]:
    skipped = sum(finding.suppressed is not None for finding in findings)
    yield f'  <testsuite name={_attribute(project)} {_totals(findings)} skipped="{skipped}">'
    for finding in findings:
        yield from _case(finding)
    yield "  </testsuite>"


def _case(finding: Finding) -> Iterator[str]:
    place = finding.location.place
    yield f"    <testcase name={_attribute(f'{place} {finding.rule}')} classname={_attribute(finding.rule)}>"
    told = _text("\n".join(_lines(finding)))
    if finding.suppressed is not None:
        reason = finding.suppressed.reason or "no reason given"
        yield f"      <skipped message={_attribute(f'{finding.suppressed.kind}: {reason}')}/>"
    elif _fails(finding):
        told_of = f"type={_attribute(finding.severity)} message={_attribute(finding.message)}"
        yield f"      <failure {told_of}>{told}</failure>"
    else:
        yield f"      <system-out>{told}</system-out>"
    yield "    </testcase>"


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity}[{sentence(finding.rule)}] {sentence(finding.message)}"
    yield f"--> {visible(finding.location.place)}"
    for related in finding.related:
        yield f"::: {visible(related.location.place)}: {sentence(related.message)}"
    if finding.instead:
        yield f"instead: {sentence(finding.instead)}"


def _coverage(outcome: Outcome) -> Iterator[str]:
    told = [f"{verdict(outcome)}; {coverage_line(outcome)}", *map(skipped_place, outcome.coverage.skipped)]
    yield '  <testsuite name="coverage" tests="1" failures="0" errors="0" skipped="0">'
    yield '    <testcase name="coverage" classname="groundrules">'
    yield f"      <system-out>{_text(chr(10).join(told))}</system-out>"
    yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", sentence(text)))


def _text(text: str) -> str:
    lines = (inert(visible(line)) for line in text.split("\n"))
    return escape(_NO_XML.sub("\ufffd", "\n".join(lines)))
