"""Records that repeat each other, and prompts that have several targets."""

from __future__ import annotations

from typing import NamedTuple

from groundrules.datasets.fingerprint import Fingerprint
from groundrules.datasets.near_duplicate import NearIndex
from groundrules.datasets.sketch import Sketch, frequent_hashes
from groundrules.domain.dataset import Task
from groundrules.domain.record import Contradiction, RecordPair, Repetition

DETERMINISTIC_TASKS: frozenset[Task] = frozenset({"classification", "structured-output"})
"""Where one prompt has one right target."""

TASKS_OF_ONE_TEXT: frozenset[Task] = frozenset({"context-grounded", "tool-call", "maths"})
"""Where records share a passage, a list of tools or the wording of an exercise, and are different for all that."""

MOST_TARGETS = 5
"""A prompt with more targets asks for an invention (`write a quiz question`), whatever shape the target has."""

_FREQUENT_SHARE = 0.1
_READ_FOR_FREQUENT = 1000
_SHOWN_PAIRS = 5


class Place(NamedTuple):
    """Where a record stands."""

    path: str
    line: int


class Repeats:
    """Takes records in the order of the files. Memory: some 700 bytes a record."""

    def __init__(self) -> None:
        self.of = 0
        self.exact = 0
        self._first: dict[int, Place] = {}
        self._exact_pairs: list[RecordPair] = []
        self._paired: set[int] = set()
        self._distinct: list[tuple[Place, Sketch]] = []
        self._prompts: dict[int, _Targets] = {}

    def add(self, place: Place, fingerprint: Fingerprint, sketch: Sketch | None) -> None:
        """Take in one record; without a sketch it is compared by exact equality only."""
        self.of += 1
        if fingerprint.prompt:
            self._prompts.setdefault(fingerprint.prompt, _Targets()).add(fingerprint.target, place)
        earlier = self._first.setdefault(fingerprint.whole, place)
        if earlier is not place:
            self.exact += 1
            if len(self._exact_pairs) < _SHOWN_PAIRS and fingerprint.whole not in self._paired:
                self._paired.add(fingerprint.whole)
                self._exact_pairs.append(RecordPair(*place, *earlier))
        elif sketch is not None:
            self._distinct.append((place, sketch))

    def repetition(self, complete: bool, task: Task) -> Repetition:
        """What repeats. Near repeats are not judged where records share most of their text by nature."""
        near = [] if task in TASKS_OF_ONE_TEXT else list(self._near())
        pairs = (*self._exact_pairs, *near[: max(1, _SHOWN_PAIRS - len(self._exact_pairs))])
        return Repetition(self.of, complete, self.exact, len(near), pairs)

    def _near(self) -> list[RecordPair]:
        frequent = frequent_hashes([sketch for _, sketch in self._distinct], _FREQUENT_SHARE, _READ_FOR_FREQUENT)
        index, found = NearIndex(frequent), []
        for place, sketch in self._distinct:
            number = index.earlier(sketch)
            index.add(sketch)
            if number is not None:
                found.append(RecordPair(*place, *self._distinct[number][0], is_near=True))
        return found

    def contradiction(self, complete: bool, task: Task) -> Contradiction:
        """The prompts with several targets, where the task has one right answer."""
        if task not in DETERMINISTIC_TASKS:
            return Contradiction(self.of, complete)
        torn = [targets for targets in self._prompts.values() if 1 < len(targets.places) <= MOST_TARGETS]
        pairs = tuple(RecordPair(*_second(targets), *_first(targets)) for targets in torn[:_SHOWN_PAIRS])
        return Contradiction(self.of, complete, len(torn), sum(targets.records for targets in torn), pairs)


class _Targets:
    """The different targets of one prompt, each with its first place."""

    __slots__ = ("places", "records")

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.records = 0

    def add(self, target: int, place: Place) -> None:
        self.records += 1
        if len(self.places) <= MOST_TARGETS:
            self.places.setdefault(target, place)


def _first(targets: _Targets) -> Place:
    return next(iter(targets.places.values()))


def _second(targets: _Targets) -> Place:
    return list(targets.places.values())[1]
