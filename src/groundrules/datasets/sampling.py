"""Which records are read: all of a small dataset, an exact uniform sample of a large one.

Two readings share a pass: a close one of 2,000 records, and a survey of up to 20,000 that looks
for repeats and the like.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

SAMPLE_RECORDS = 2000
ALL_RECORDS = 5000
SURVEY_ALL_RECORDS = 20_000
SURVEY_SAMPLE_RECORDS = 10_000
SURVEY_BYTES = 48_000_000
SEED = "groundrules.datasets 1"
SURVEY_SEED = "groundrules.datasets survey 1"
"""Seeds change with the reader's version only, so that the same file always gives the same sample."""


def sample_numbers(records: int) -> Sequence[int]:
    """The record numbers to read, ascending."""
    if records <= ALL_RECORDS:
        return range(records)
    return sorted(random.Random(SEED).sample(range(records), SAMPLE_RECORDS))


def survey_numbers(records: int, size_bytes: int) -> Sequence[int]:
    """The record numbers to survey, ascending: all up to 20,000, 10,000 of more; fewer where they are long."""
    room = SURVEY_BYTES * records // max(1, size_bytes)
    if records <= max(ALL_RECORDS, min(SURVEY_ALL_RECORDS, room)):
        return range(records)
    wanted = max(SAMPLE_RECORDS, min(SURVEY_SAMPLE_RECORDS, room))
    return sorted(random.Random(SURVEY_SEED).sample(range(records), wanted))


def numbers_by_file(numbers: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """The numbers over all files as numbers within each file."""
    shares: list[list[int]] = [[] for _ in sizes]
    position, first = 0, 0
    for number in numbers:
        while number >= first + sizes[position]:
            first += sizes[position]
            position += 1
        shares[position].append(number - first)
    return shares
