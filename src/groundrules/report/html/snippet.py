"""What stands at a place, in three parts around what matters: code with its keys masked, data redacted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from groundrules.domain.location import Location
from groundrules.domain.outcome import Outcome
from groundrules.report.excerpt import Excerpts
from groundrules.report.redaction import mask_keys
from groundrules.report.source import SourceReader

_MOST_LINES = 6
_MOST_CHARACTERS = 240
_DATA_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line by its number, the span that matters apart."""

    number: int
    before: str
    spanned: str
    after: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place, what is said of it, and the lines that stand there; none where they cannot be read."""

    place: str
    message: str
    lines: list[Line]
    is_data: bool


class Snippets:
    """Reads what the audited tree and its datasets' profiles hold at a place."""

    def __init__(self, outcome: Outcome) -> None:
        self._source = SourceReader(outcome.root)
        self._excerpts = Excerpts(outcome.projects)

    def at(self, location: Location, message: str) -> Snippet:
        """The snippet of a place."""
        is_data = PurePosixPath(location.path).suffix.lower() in _DATA_SUFFIXES
        if is_data or self._excerpts.is_data(location.path):
            excerpt = self._excerpts.at(location, self._source)
            parts = [_parts(location.line, excerpt.text, excerpt.start, excerpt.end)] if excerpt else []
            return Snippet(location.place, message, parts, True)
        return Snippet(location.place, message, self._code(location), False)

    def _code(self, location: Location) -> list[Line]:
        """A place that is a whole file shows nothing: its first line says nothing of it."""
        if (location.line, location.column, location.end_line) == (1, 1, 0):
            return []
        lines = [mask_keys(line) for line in self._source.lines(location, _MOST_LINES)]
        if not lines:
            return []
        first = _parts(location.line, lines[0], *_span(location, lines[0]))
        return [first, *(_parts(number, line, 0, 0) for number, line in enumerate(lines[1:], location.line + 1))]


def _span(location: Location, line: str) -> tuple[int, int]:
    """The characters of the first line that matter. A place without an end is its whole line."""
    if not location.end_column or (location.end_line or location.line) > location.line:
        return max(location.column - 1, len(line) - len(line.lstrip())), len(line.rstrip())
    return location.column - 1, location.end_column - 1


def _parts(number: int, line: str, start: int, end: int) -> Line:
    """The line cut to a length that can be read, around its span. Masks keep the length, so positions hold."""
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line), start + _MOST_CHARACTERS)
    first = max(0, start - _MOST_CHARACTERS // 3)
    last = min(len(line), max(end, first + _MOST_CHARACTERS))
    before = f"{'…' if first else ''}{line[first:start]}".replace("\t", "    ")
    after = f"{line[end:last]}{'…' if last < len(line) else ''}".replace("\t", "    ")
    return Line(number, before, line[start:end].replace("\t", "    "), after)
