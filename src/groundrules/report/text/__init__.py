"""The report that a person reads in a terminal."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.report.look import Look
from groundrules.report.text.ending import draw_ending
from groundrules.report.text.finding import draw_finding
from groundrules.report.text.paper import Paper
from groundrules.report.text.place import PlaceDrawer


def render(outcome: Outcome, look: Look) -> str:
    """Every finding drawn with its source lines, then what was found and what could not be read."""
    paper = Paper(look)
    drawer = PlaceDrawer(paper, outcome)
    for finding in outcome.findings:
        draw_finding(paper, drawer, finding, outcome.guidance)
    draw_ending(paper, outcome)
    return paper.text()
