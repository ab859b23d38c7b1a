"""Near duplicates: records in nearly the same words, found without comparing each with each.

Sketches whose smallest hashes agree in two of twelve classes are compared (locality-sensitive hashing: six bands of two
rows). At a likeness of 0.8 a pair escapes with a probability of (1 - 0.8^2)^6 = 0.2 %, at 0.7 with 1.8 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from groundrules.datasets.sketch import Hashes, Sketch

NEAR = 0.8
"""The likeness from which records count as nearly the same."""

NEAR_OWN = 0.6
"""The same for what is the record's own. It is less, since one word changed breaks a larger part of fewer runs."""

FEWEST_HASHES = 8
"""A record with fewer runs of words of its own is judged by exact equality only."""

_CLASSES = 12
_ROWS = 2
_COMPARED = 6
"""Records compared in one bucket: a template that fills a bucket must not cost the square of its size."""


class NearIndex:
    """Takes records in order, and tells which earlier one each repeats in nearly the same words."""

    def __init__(self, frequent: frozenset[int]) -> None:
        self._frequent = frequent
        self._sketches: list[Sketch] = []
        self._buckets: dict[tuple[int, ...], list[int]] = {}

    def earlier(self, sketch: Sketch) -> int | None:
        """The number (by `add`) of a record that this one nearly repeats."""
        own = self._own(sketch)
        if own is None:
            return None
        seen: set[int] = set()
        for band in _bands(own.own):
            for number in self._buckets.get(band, ()):
                if number not in seen and self._sketches[number].is_near(own, NEAR, NEAR_OWN):
                    return number
                seen.add(number)
        return None

    def add(self, sketch: Sketch) -> int:
        """Take in a record; its number, from 0."""
        number = len(self._sketches)
        own = self._own(sketch)
        self._sketches.append(sketch if own is None else own)
        for band in _bands(own.own) if own is not None else ():
            bucket = self._buckets.setdefault(band, [])
            if len(bucket) < _COMPARED:
                bucket.append(number)
        return number

    def _own(self, sketch: Sketch) -> Sketch | None:
        """The sketch without what many records share; None where too little is left to compare."""
        own = sketch.whole.without(self._frequent) if self._frequent else sketch.whole
        return sketch._replace(own=own) if len(own.values) >= FEWEST_HASHES else None


def _bands(hashes: Hashes) -> Iterator[tuple[int, ...]]:
    """The smallest hash of each class, two classes a band, with the band's number."""
    smallest = [-1] * _CLASSES
    for value in hashes.values:
        place = value % _CLASSES
        if smallest[place] < 0:
            smallest[place] = value
    for start in range(0, _CLASSES, _ROWS):
        rows: Sequence[int] = smallest[start : start + _ROWS]
        if rows.count(-1) < _ROWS:
            yield (start, *rows)
