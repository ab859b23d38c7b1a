"""How sure a share is."""

from __future__ import annotations

import math

from groundrules.domain.dataset import Interval

_Z = 1.959964


def wilson(hits: int, of: int) -> Interval:
    """The Wilson 95 % interval of a share."""
    if not of:
        return Interval(0, 0, 0.0, 0.0)
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    low = max(0.0, middle - half) if hits else 0.0
    high = min(1.0, middle + half) if hits < of else 1.0
    return Interval(hits, of, low, high)
