"""Sketches: a fixed number of hashes of a record, by which the likeness of two records is estimated.

A text is the set of its runs of three words. The smallest hashes of a set are a fair sample of it (bottom-k MinHash):
what share of two samples is common estimates the likeness of the sets (Jaccard), and is exact where a set is small
enough to be kept whole. Broder, "On the resemblance and containment of documents", 1997.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from groundrules.datasets.fingerprint import digest
from groundrules.datasets.term import plain_words_of

KEPT_HASHES = 128
_TARGET_HASHES = 48
_EDGE_WORDS = 12
_EDGE_LIKENESS = 0.6
_MASK = 0xFFFFFFFF
_EVERYTHING = _MASK + 1
_EDGE_CHARACTERS = 200
_READ_WORDS = 600
"""Of each of prompt and target: beyond it two texts that agree are taken to go on alike."""

_READ_CHARACTERS = 8 * _READ_WORDS


class Hashes(NamedTuple):
    """A sorted sample of a set of hashes. All of the set below `limit` is in it."""

    values: array[int]
    limit: int

    def likeness(self, other: Hashes) -> float:
        """The estimated Jaccard likeness of the two sets; 0 where one is empty."""
        limit = min(self.limit, other.limit)
        mine = {value for value in self.values if value < limit}
        theirs = {value for value in other.values if value < limit}
        union = len(mine | theirs)
        return len(mine & theirs) / union if union else 0.0

    def without(self, common: frozenset[int]) -> Hashes:
        """The sample without hashes that say nothing."""
        return Hashes(array("I", (value for value in self.values if value not in common)), self.limit)


class Sketch(NamedTuple):
    """What is kept of a record: a sample of the whole, of the target, of the first and last words of the prompt.

    `own` is the sample of the whole without what many records share; `numbers` a digest of its numbers.
    """

    whole: Hashes
    own: Hashes
    target: Hashes
    head: frozenset[int]
    tail: frozenset[int]
    numbers: int

    def is_near(self, other: Sketch, least: float, least_own: float) -> bool:
        """Whether two records say the same in nearly the same words.

        Two that are alike in what all records share are not. Other numbers make another record; so does another
        question to the same passage, which stands at the beginning or the end of a prompt.
        """
        return (
            self.numbers == other.numbers
            and self.whole.likeness(other.whole) >= least
            and self.own.likeness(other.own) >= least_own
            and _alike(self.head, other.head)
            and _alike(self.tail, other.tail)
            and (self.target.values == other.target.values or self.target.likeness(other.target) >= least)
        )


def sketch_of(prompt: str, target: str) -> Sketch:
    """Sketch one record."""
    asked, taught = _words(prompt), _words(target)
    codes, target_codes = [_code(word) for word in asked], [_code(word) for word in taught]
    last = codes if len(asked) < _READ_WORDS else [_code(word) for word in plain_words_of(prompt[-_EDGE_CHARACTERS:])]
    numbers = sorted(word for word in (*asked, *taught) if word[0].isdigit())
    whole = _sample(_runs(codes + target_codes), KEPT_HASHES)
    return Sketch(
        whole=whole,
        own=whole,
        target=_sample(_runs(target_codes) or set(target_codes), _TARGET_HASHES),
        head=frozenset(codes[:_EDGE_WORDS]),
        tail=frozenset(last[-_EDGE_WORDS:]),
        numbers=digest(" ".join(numbers)),
    )


def frequent_hashes(sketches: Sequence[Sketch], share: float, read: int) -> frozenset[int]:
    """Hashes that more than a share of the records carry: the instruction that all prompts begin with, a template."""
    step = max(1, len(sketches) // read)
    chosen = sketches[::step]
    found: Counter[int] = Counter()
    for sketch in chosen:
        found.update(sketch.whole.values)
    least = max(3.0, share * len(chosen))
    return frozenset(value for value, count in found.items() if count > least)


def _words(text: str) -> list[str]:
    return plain_words_of(text[:_READ_CHARACTERS])[:_READ_WORDS]


@lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _runs(codes: Sequence[int]) -> set[int]:
    """Runs of three words. Hashes of tuples of numbers are the same in every run, unlike those of text."""
    return {hash(run) & _MASK for run in zip(codes, codes[1:], codes[2:], strict=False)}


def _sample(values: Iterable[int], kept: int) -> Hashes:
    ordered = sorted(values)
    if len(ordered) <= kept:
        return Hashes(array("I", ordered), _EVERYTHING)
    return Hashes(array("I", ordered[:kept]), ordered[kept])


def _alike(left: frozenset[int], right: frozenset[int]) -> bool:
    return left == right or len(left & right) >= _EDGE_LIKENESS * len(left | right)
