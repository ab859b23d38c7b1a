"""Records of validation or evaluation data that stand in the training data too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from groundrules.datasets.fingerprint import Fingerprint, fingerprint_of
from groundrules.datasets.near_duplicate import NearIndex
from groundrules.datasets.reading import Reading
from groundrules.datasets.record import Record
from groundrules.datasets.repetition import Place
from groundrules.datasets.sampling import sample_numbers
from groundrules.datasets.shape import record_of
from groundrules.datasets.sketch import Sketch, frequent_hashes, sketch_of
from groundrules.domain.record import Overlap, RecordPair

_SHOWN_PAIRS = 5
_FREQUENT_SHARE = 0.1
_READ_FOR_FREQUENT = 1000
_DISTINCT_SHARE = 0.8
"""Prompts are compared alone only where most of them differ: `write a post in my style` is no leak."""

_FEWEST_PROMPT_WORDS = 4


class _Known(NamedTuple):
    place: Place
    fingerprint: Fingerprint
    sketch: Sketch
    prompt_words: int


def overlap(root: Path, training_paths: Sequence[str], other_paths: Sequence[str]) -> Overlap:
    """How many records of some data recur in the training data, exactly, nearly, or by their prompt alone.

    Of the other data a sample of 2,000 records is looked up (all where there are 5,000 or fewer), in the training
    records that a survey reads (all up to 20,000, a sample of 10,000 beyond). What cannot be read is named in `unread`;
    nothing is raised.
    """
    training, other = Reading(root, training_paths), Reading(root, other_paths)
    asked = list(_known(other, sample_numbers(other.records)))
    numbers = training.survey_numbers()
    search = _Search(asked)
    for known in _known(training, numbers):
        search.look_at(known)
    unread = "; ".join((*training.unread, *other.unread))
    return search.result(len(numbers) >= training.records and training.exact, unread)


def _known(reading: Reading, numbers: Sequence[int]) -> Iterator[_Known]:
    """What is kept of each record that says something."""
    for row in reading.rows(numbers):
        record = Record("unknown") if row.value is None else record_of(row.value)
        if record.format == "unknown" or record.is_fragment or not (record.prompt or record.target).strip():
            continue
        yield _Known(
            Place(row.path, row.line),
            fingerprint_of(row.value, record),
            sketch_of(record.prompt, record.target),
            len(record.prompt.split(None, _FEWEST_PROMPT_WORDS)),
        )


class _Search:
    """Looks at training records one by one; remembers for each asked record the best match."""

    def __init__(self, asked: Sequence[_Known]) -> None:
        self._asked = asked
        self._training = 0
        self._exact: dict[int, RecordPair] = {}
        self._near: dict[int, RecordPair] = {}
        self._prompts: dict[int, RecordPair] = {}
        self._by_record: dict[int, list[int]] = {}
        self._by_prompt: dict[int, list[int]] = {}
        self._training_prompts: Counter[int] = Counter()
        self._index = NearIndex(frequent_hashes([item.sketch for item in asked], _FREQUENT_SHARE, _READ_FOR_FREQUENT))
        for number, item in enumerate(asked):
            self._by_record.setdefault(item.fingerprint.bare, []).append(number)
            if item.fingerprint.bare_prompt:
                self._by_prompt.setdefault(item.fingerprint.bare_prompt, []).append(number)
            self._index.add(item.sketch)

    def look_at(self, known: _Known) -> None:
        """Look for one training record among those that are asked for."""
        self._training += 1
        fingerprint = known.fingerprint
        for number in self._by_record.get(fingerprint.bare, ()):
            self._note(self._exact, number, known)
        if known.prompt_words >= _FEWEST_PROMPT_WORDS:
            self._training_prompts[fingerprint.bare_prompt] += 1
            for number in self._by_prompt.get(fingerprint.bare_prompt, ()):
                self._note(self._prompts, number, known)
        near = self._index.earlier(known.sketch)
        if near is not None:
            self._note(self._near, near, known, is_near=True)

    def _note(self, found: dict[int, RecordPair], number: int, known: _Known, is_near: bool = False) -> None:
        found.setdefault(number, RecordPair(*self._asked[number].place, *known.place, is_near=is_near))

    def result(self, complete: bool, unread: str) -> Overlap:
        """Each asked record counts once, by its best match."""
        prompts = self._prompts if self._prompts_tell() else {}
        near = {number: pair for number, pair in self._near.items() if number not in self._exact}
        alone = {number: pair for number, pair in prompts.items() if number not in self._exact and number not in near}
        pairs = [*self._exact.values(), *near.values(), *alone.values()]
        return Overlap(
            of=len(self._asked),
            training=self._training,
            complete=complete,
            exact=len(self._exact),
            near=len(near),
            prompts=len(alone),
            pairs=tuple(pairs[:_SHOWN_PAIRS]),
            unread=unread,
        )

    def _prompts_tell(self) -> bool:
        """Whether a prompt is an item of its own on both sides, rather than an instruction that many records share."""
        asked = sum(map(len, self._by_prompt.values()))
        trained = sum(self._training_prompts.values())
        return len(self._by_prompt) >= _DISTINCT_SHARE * asked and (
            len(self._training_prompts) >= _DISTINCT_SHARE * trained
        )
