"""One source line drawn in the width there is: tabs expanded, cut around what matters."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from groundrules.report.visible import visible

TAB_CELLS = 4
CUT = "…"
# Characters kept beyond what can be shown, so that redaction sees whole words at the edges.
_MARGIN = 256


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line as it is shown, in three parts: before the span, the span, after it."""

    before: str
    spanned: str
    after: str

    @property
    def start(self) -> int:
        """Where the span begins. Units: terminal cells from 0."""
        return cell_len(self.before)

    @property
    def length(self) -> int:
        """How much there is to underline, at least 1. Units: terminal cells."""
        return max(1, cell_len(self.before + self.spanned) - self.start)


def near(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The stretch of a very long line that can matter, with the span moved into it. Units: characters from 0."""
    first = max(0, min(start, len(line)) - width - _MARGIN)
    last = min(start, len(line)) + 2 * width + _MARGIN
    return line[first:last], start - first, min(end, last) - first


def draw(line: str, start: int, end: int, width: int) -> Drawing:
    """The line with the span `start` to `end` (characters from 0, end excluded), in `width` cells at most."""
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line))
    pieces = _pieces(line)
    first, last = _window([cell_len(piece) for piece in pieces], start, end, width)
    end = min(end, last)
    before = (CUT if first else "") + "".join(pieces[first:start])
    after = "".join(pieces[end:last]) + (CUT if last < len(pieces) else "")
    return Drawing(before, "".join(pieces[start:end]), after)


def _pieces(line: str) -> list[str]:
    """What each character is shown as."""
    pieces, column = [], 0
    for character in line:
        piece = " " * (TAB_CELLS - column % TAB_CELLS) if character == "\t" else visible(character)
        column += cell_len(piece)
        pieces.append(piece)
    return pieces


def _window(cells: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """The pieces to show: all where they fit, else the span with what stands around it, a third of it on the left."""
    if sum(cells) <= width:
        return 0, len(cells)
    budget = max(width - 2 * cell_len(CUT), 1)
    last, budget = _reach(cells, start, end, budget)
    if last < end:
        return start, last
    first, unused = _reach(cells, start, 0, budget // 3)
    last, budget = _reach(cells, end, len(cells), budget - budget // 3 + unused)
    first, _ = _reach(cells, first, 0, budget)
    return first, last


def _reach(cells: list[int], position: int, stop: int, budget: int) -> tuple[int, int]:
    """Go from a position towards another as far as the cells between fit: where that is, and the cells left over."""
    step = 1 if stop > position else -1
    while position != stop:
        cost = cells[position if step > 0 else position - 1]
        if cost > budget:
            break
        budget -= cost
        position += step
    return position, budget
