"""The report as one HTML file that asks nobody for anything: to open, to print, to hand round."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.report.html.page import Page
from groundrules.report.look import Look


def render(outcome: Outcome, look: Look) -> str:
    """The page. Its content security policy allows the style and script inside it by their hashes, and nothing else."""
    return Page().drawn(outcome)
