"""Bars of block characters: a share drawn in a fixed number of cells, in any terminal, with colour or without."""

from __future__ import annotations

from math import ceil, floor

_ROUNDING = 1e-9
_EIGHTHS = " ▏▎▍▌▋▊▉"


def share_bar(share: float, cells: int) -> str:
    """A share (0 to 1) as a bar to an eighth of a cell, padded; what is more than nothing shows."""
    eighths = min(max(round(share * cells * 8), 1 if share > 0 else 0), cells * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def interval_bar(low: float, high: float, cells: int) -> str:
    """A share known within an interval: solid up to its low end, shaded as far as its high end, dotted beyond."""
    sure = min(floor(low * cells + _ROUNDING), cells)
    likely = min(max(ceil(high * cells - _ROUNDING), sure), cells)
    return "█" * sure + "▒" * (likely - sure) + "·" * (cells - likely)
