"""The two columns of the ending: a layer, need or dataset by name, and under it its aspects."""

from __future__ import annotations

from rich.text import Text

from groundrules.report.text.paper import Paper
from groundrules.report.visible import sentence

_NAME_CELLS = 11
_ASPECT_CELLS = 16
INDENT_CELLS = 2 + _NAME_CELLS + _ASPECT_CELLS


def draw_layer_name(paper: Paper, name: str, told: str) -> None:
    """What the next aspects belong to, and what is said of it first."""
    paper.flow(Text(f"  {name:<{_NAME_CELLS}}", "bold"), Text(sentence(told)))


def draw_aspect(paper: Paper, aspect: str, told: str, drawing: Text | None = None) -> None:
    """One aspect in words, after a drawing where there is one. An aspect without a name goes on with the one before."""
    name = f"{aspect}:" if aspect else ""
    lead = Text(f"{'':{2 + _NAME_CELLS}}{name:<{_ASPECT_CELLS}}", "dim")
    if drawing is None:
        paper.flow(lead, Text(sentence(told)))
    else:
        paper.flow(Text.assemble(lead, drawing, " "), Text(told.strip("\n")))
