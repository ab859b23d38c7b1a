"""One finding as a line that opens: what was seen, where, and the way out."""

from __future__ import annotations

from groundrules.domain.catalogue import Guidance
from groundrules.domain.finding import Finding
from groundrules.report.markdown.inert import code, plain
from groundrules.report.needs import need_statements

_MOST_RELATED = 5


def finding_block(finding: Finding, guidance: Guidance) -> list[str]:
    """The lines of a finding."""
    silenced = " (suppressed)" if finding.suppressed is not None else ""
    summary = f"<b>{finding.severity}</b>{silenced} {plain(finding.message)} {code(finding.location.place, 200)}"
    lines = [f"<details><summary>{summary}</summary>", "", *(f"- {line}" for line in _told(finding, guidance))]
    return [*lines, "", "</details>"]


def _told(finding: Finding, guidance: Guidance) -> list[str]:
    label = f": {plain(finding.label)}" if finding.label else ""
    lines = [f"{code(finding.location.place, 200)}{label}"]
    for related in finding.related[:_MOST_RELATED]:
        lines.append(f"{code(related.location.place, 200)}: {plain(related.message)}")
    if (more := len(finding.related) - _MOST_RELATED) > 0:
        lines.append(f"and {more:,} more places")
    for need in need_statements(guidance, finding.guidance):
        lines.append(f"<b>need:</b> {plain(need.need)} → {plain(need.best)}")
    if finding.instead:
        lines.append(f"<b>instead:</b> {plain(finding.instead)}")
    if finding.suppressed is not None:
        lines.append(f"<b>ignored:</b> {plain(finding.suppressed.reason or 'no reason given')}")
    return [*lines, f"<b>explain:</b> {code(f'groundrules explain {finding.rule}', 200)}"]
