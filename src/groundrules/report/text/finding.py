"""One finding, drawn: header, places, what the guidance advises."""

from __future__ import annotations

from rich.text import Text

from groundrules.domain.catalogue import Guidance
from groundrules.domain.finding import Finding, Related
from groundrules.report.needs import need_statements
from groundrules.report.text.paper import Paper
from groundrules.report.text.place import GUTTER, PlaceDrawer, Spot
from groundrules.report.visible import sentence

SEVERITY_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_RELATED_STYLE = "blue"
_MOST_RELATED = 5


def draw_finding(paper: Paper, drawer: PlaceDrawer, finding: Finding, guidance: Guidance) -> None:
    """The finding as a drawing of several lines, with a blank line after it."""
    style = SEVERITY_STYLES[finding.severity]
    shown = finding.related[:_MOST_RELATED]
    gutter = _gutter(finding, shown)
    _header(paper, finding, style)
    drawer.draw(Spot(finding.location, finding.label, "-->", style, gutter, caret="^"))
    for related in shown:
        drawer.draw(Spot(related.location, related.message, ":::", _RELATED_STYLE, gutter))
    _advice(paper, finding, guidance, gutter)
    paper.line()


def _gutter(finding: Finding, shown: tuple[Related, ...]) -> int:
    """Digits of the largest line number that is drawn."""
    locations = [finding.location, *(related.location for related in shown)]
    return max(len(str(max(location.line, min(location.end_line, location.line + 3)))) for location in locations)


def _header(paper: Paper, finding: Finding, style: str) -> None:
    lead = Text.assemble((f"{finding.severity}[{sentence(finding.rule)}]", style), " ")
    body = Text.assemble(lead, (sentence(finding.message), "bold"))
    paper.flow(Text(""), body, rest=Text("    "))


def _advice(paper: Paper, finding: Finding, guidance: Guidance, gutter: int) -> None:
    more = len(finding.related) - _MOST_RELATED
    notes = [("also", f"{more:,} more places")] if more > 0 else []
    needs = need_statements(guidance, finding.guidance)
    notes += [("need", f"{sentence(need.need)} → {sentence(need.best)}") for need in needs]
    if finding.instead:
        notes.append(("instead", sentence(finding.instead)))
    if finding.suppressed is not None:
        notes.append(("ignored", _ignored(finding)))
    notes.append(("explain", f"groundrules explain {sentence(finding.rule)}"))
    for name, body in notes:
        lead = Text.assemble(" " * (gutter + 1), ("= ", GUTTER), (f"{name + ':':<9}", "bold"))
        paper.flow(lead, Text(body))


def _ignored(finding: Finding) -> str:
    by = finding.suppressed
    if by is None:
        return ""
    place = f" at {by.location.place}" if by.location else ""
    until = f" until {by.until}" if by.until else ""
    return sentence(f"{by.kind}{place}{until}: {by.reason or 'no reason given'}")
