"""Which records are read closely: all of a small dataset, an exact uniform sample of a large one."""

from __future__ import annotations

import random
from collections.abc import Sequence

SAMPLE_RECORDS = 2000
ALL_RECORDS = 5000
SEED = "groundrules.datasets 1"
"""Changes with the reader's version only, so that the same file always gives the same sample."""


def sample_numbers(records: int) -> Sequence[int]:
    """The record numbers to read, ascending."""
    if records <= ALL_RECORDS:
        return range(records)
    return sorted(random.Random(SEED).sample(range(records), SAMPLE_RECORDS))


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
