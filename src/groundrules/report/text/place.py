"""A place of a finding: the arrow to it, its source lines or its excerpt, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from rich.text import Text

from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.report.excerpt import Excerpts
from groundrules.report.redaction import mask_keys
from groundrules.report.source import SourceReader
from groundrules.report.text.paper import Paper
from groundrules.report.text.snippet import Drawing, draw, near
from groundrules.report.visible import sentence, visible

GUTTER = "blue"
_MOST_LINES = 4
_DATA_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: `style` is that of its underline, `gutter` the digits of the finding's largest line number."""

    location: Location
    message: str
    arrow: str
    style: str
    gutter: int
    caret: str = "-"


class PlaceDrawer:
    """Draws places on a paper, with what the audited tree and its datasets' profiles hold there."""

    def __init__(self, paper: Paper, outcome: Outcome) -> None:
        self._paper = paper
        self._root = outcome.root
        self._source = SourceReader(outcome.root)
        self._excerpts = Excerpts(outcome.projects)

    def draw(self, spot: Spot) -> None:
        """The arrow, then the lines of code with their underline, or the excerpt of the data."""
        if self._is_data(spot.location):
            self._draw_data(spot)
        else:
            self._draw_code(spot)

    def _is_data(self, location: Location) -> bool:
        return PurePosixPath(location.path).suffix.lower() in _DATA_SUFFIXES or self._excerpts.is_data(location.path)

    def _draw_data(self, spot: Spot) -> None:
        location = spot.location
        self._arrow(spot, f"{location.path}:{location.line}")
        excerpt = self._excerpts.at(location, self._source, mark="" if self._paper.color else "**")
        if excerpt is not None:
            self._bar(spot)
            drawing = draw(excerpt.text, excerpt.start, excerpt.end, self._room(spot))
            shown = (drawing.before, (drawing.spanned, "bold"), drawing.after)
            self._paper.line(self._gutter(spot, str(location.line)), *shown)
        self._say(spot)

    def _draw_code(self, spot: Spot) -> None:
        location = spot.location
        self._arrow(spot, location.place)
        lines = [] if _is_whole_file(location) else self._source.lines(location, _MOST_LINES)
        if not lines:
            self._say(spot)
            return
        self._bar(spot)
        self._draw_first_line(spot, lines[0])
        for number, line in enumerate(lines[1:], location.line + 1):
            drawing = draw(mask_keys(near(line, 0, 0, self._room(spot))[0]), 0, 0, self._room(spot))
            self._paper.line(self._gutter(spot, str(number)), drawing.after)
        if location.end_line >= location.line + _MOST_LINES:
            self._paper.line(("...", GUTTER))

    def _draw_first_line(self, spot: Spot, line: str) -> None:
        location, room = spot.location, self._room(spot)
        start, end = _underlined(location, line)
        line, start, end = near(line, start, end, room)
        drawing = draw(mask_keys(line), start, end, room)
        self._paper.line(self._gutter(spot, str(location.line)), drawing.before, drawing.spanned, drawing.after)
        self._underline(spot, drawing)

    def _underline(self, spot: Spot, drawing: Drawing) -> None:
        carets = Text(" " * drawing.start + spot.caret * drawing.length, spot.style)
        label = Text(sentence(spot.message), spot.style)
        fits = drawing.start + drawing.length + 1 + label.cell_len <= self._room(spot)
        self._paper.line(self._gutter(spot), carets, " ", label if fits else "")
        if not fits:
            self._say(spot)

    def _say(self, spot: Spot) -> None:
        if spot.message:
            lead = Text.assemble(self._gutter(spot), "  ")
            self._paper.flow(lead, Text(sentence(spot.message), spot.style), rest=lead)

    def _arrow(self, spot: Spot, place: str) -> None:
        linked = self._paper.link(visible(place), self._root, spot.location.path)
        self._paper.line(" " * spot.gutter, (f"{spot.arrow} ", GUTTER), linked)

    def _bar(self, spot: Spot) -> None:
        self._paper.line(self._gutter(spot))

    def _gutter(self, spot: Spot, number: str = "") -> Text:
        return Text(f"{number:>{spot.gutter}} | ", GUTTER)

    def _room(self, spot: Spot) -> int:
        return self._paper.width - spot.gutter - 3


def _is_whole_file(location: Location) -> bool:
    """Whether a place is a file rather than something in it: its first line says nothing then."""
    return (location.line, location.column, location.end_line) == (1, 1, 0)


def _underlined(location: Location, line: str) -> tuple[int, int]:
    """The characters of the first line to underline. A place without an end is its whole line."""
    whole = len(line.rstrip())
    if not location.end_column:
        start = max(location.column - 1, len(line) - len(line.lstrip()))
        return start, max(whole, start)
    if (location.end_line or location.line) > location.line:
        return location.column - 1, max(whole, location.column)
    return location.column - 1, max(location.end_column - 1, location.column)
