"""The report as GitHub flavoured Markdown, for a comment on a pull request."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.report.coverage import coverage_line, skipped_places, unknown_phrases
from groundrules.report.look import Look
from groundrules.report.markdown.comment import Comment
from groundrules.report.markdown.finding import finding_block
from groundrules.report.markdown.inert import plain
from groundrules.report.markdown.project import project_block
from groundrules.report.summary import hidden_phrase, suppressed_phrase, unused_phrases, verdict
from groundrules.report.verdict.page import page_of
from groundrules.report.verdict.wording import shown_projects

MARKER = "<!-- groundrules -->"
"""The first line, by which a bot finds its own comment again."""


def render(outcome: Outcome, look: Look) -> str:
    """Findings, the verdict on each project, and the coverage, each collapsed; never longer than a comment may be."""
    comment = Comment([MARKER, f"### groundrules: {plain(_counts(outcome))}", ""], _coverage(outcome))
    order = {"error": 0, "warning": 1, "note": 2}
    findings = sorted(outcome.findings, key=lambda finding: (finding.suppressed is not None, order[finding.severity]))
    comment.add_all([finding_block(finding, outcome.guidance) for finding in findings], "finding")
    projects = shown_projects(outcome)
    comment.add_all([project_block(project, page_of(project, outcome)) for project in projects], "project")
    return comment.text()


def _counts(outcome: Outcome) -> str:
    return "; ".join(filter(None, [verdict(outcome), suppressed_phrase(outcome)]))


def _coverage(outcome: Outcome) -> list[str]:
    """The coverage line stands open; what is behind it collapses."""
    more = [
        *filter(None, [hidden_phrase(outcome)]),
        *(f"unused suppression: {phrase}" for phrase in unused_phrases(outcome)[:10]),
        *(f"skipped: {place}" for place in skipped_places(outcome.coverage)),
        *unknown_phrases(outcome.coverage),
    ]
    lines = [f"<sub>{plain(coverage_line(outcome), 2_000)}</sub>"]
    if more:
        told = [f"- {plain(phrase)}" for phrase in more[:30]]
        lines += ["", "<details><summary>what was not judged</summary>", "", *told, "", "</details>"]
    return lines
