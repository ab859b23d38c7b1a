"""How many llm tokens a record takes at least, estimated from its characters."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right

from groundrules.datasets.record import Record
from groundrules.domain.dataset import LlmTokens

LATIN_CHARACTERS_PER_TOKEN = 5.3
WIDE_CHARACTERS_PER_TOKEN = 1.9
OTHER_CHARACTERS_PER_TOKEN = 3.3
"""The most characters that a token carries on average, so that the estimate is the fewest tokens there can be.

Measured on eighteen sets of 8 to 40 records (the labelled rows of changing facts) with o200k_base, which needs the
fewest tokens of the encodings in use, and cl100k_base: English prose 4.5 to 5.35, other languages in Latin script 2.8
to 4.6, exercises 3.4, tool calls 4.6, Chinese 1.25 to 1.88, Arabic 1.6 to 3.2 (o200k_base the upper figure).
The rule of thumb of providers is 4 for English (https://help.openai.com/en/articles/4936856).
"""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_OTHER = re.compile(r"[\u0370-\u303f\ua000-\uabff\ufb50-\ufeff]")
_LATIN_PER_WIDE = LATIN_CHARACTERS_PER_TOKEN / WIDE_CHARACTERS_PER_TOKEN
_LATIN_PER_OTHER = LATIN_CHARACTERS_PER_TOKEN / OTHER_CHARACTERS_PER_TOKEN

_FINEST = 16
_BOUNDS = tuple(sorted({int(_FINEST * 2 ** (step / 8)) for step in range(160)}))
_SHOWN = 5


def tokens_of(text: str) -> int:
    """The fewest llm tokens of a text."""
    weight = float(len(text))
    if not text.isascii():
        weight += sum(1 for _ in _WIDE.finditer(text)) * (_LATIN_PER_WIDE - 1)
        weight += sum(1 for _ in _OTHER.finditer(text)) * (_LATIN_PER_OTHER - 1)
    return int(weight / LATIN_CHARACTERS_PER_TOKEN)


class Lengths:
    """Takes records; keeps a histogram in steps of nine per cent, and the longest records."""

    def __init__(self) -> None:
        self._counts = [0] * (len(_BOUNDS) + 1)
        self._longest: list[tuple[int, str, int]] = []

    def add(self, record: Record, path: str, line: int) -> None:
        """Take in one record, its texts not yet cut."""
        tokens = tokens_of(record.system) + tokens_of(record.prompt) + tokens_of(record.target)
        self._counts[bisect_right(_BOUNDS, tokens)] += 1
        entry = (tokens, path, -line)
        if len(self._longest) < _SHOWN:
            heapq.heappush(self._longest, entry)
        elif entry > self._longest[0]:
            heapq.heapreplace(self._longest, entry)

    def result(self) -> LlmTokens:
        """The histogram, without its empty ends."""
        filled = [number for number, count in enumerate(self._counts) if count]
        if not filled:
            return LlmTokens()
        first, last = filled[0], filled[-1] + 1
        longest = sorted(self._longest, reverse=True)
        return LlmTokens(
            bounds=(0, *_BOUNDS)[first:last],
            counts=tuple(self._counts[first:last]),
            longest=tuple((tokens, path, -line) for tokens, path, line in longest),
        )
