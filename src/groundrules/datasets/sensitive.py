"""Counts personal data and secrets over records, and keeps redacted places to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from groundrules.datasets.excerpt import excerpt_around, excerpt_of
from groundrules.datasets.fingerprint import digest
from groundrules.datasets.identity_number import CHECKED_KINDS, Found
from groundrules.domain.record import RecordSample, SensitiveData

_SHOWN = 5
_KEPT_VALUES = 10_000
_READ_AROUND_CHARACTERS = 400
_CHANCE = 0.5
"""Of the numbers that have the shape of a checked kind, more than this share must have right check digits: any other
number with that shape passes one time in ten (cards) to ninety-seven."""


class Masked:
    """A text of which nothing that was found is shown."""

    def __init__(self, text: str, found: Iterable[Found]) -> None:
        self._parts: list[str] = []
        self._numbers: dict[Found, int] = {}
        end = 0
        for item in sorted(found, key=lambda item: (item.start, -item.end)):
            if item.start >= end:
                self._parts += [text[end : item.start], f"<{item.kind}>"]
                end = item.end
            self._numbers[item] = len(self._parts) - 1
        self._parts.append(text[end:])

    def around(self, item: Found) -> str:
        """An excerpt around one of the things found."""
        number = self._numbers[item]
        before = "".join(self._parts[max(0, number - 20) : number])[-_READ_AROUND_CHARACTERS:]
        after = "".join(self._parts[number + 1 : number + 20])[:_READ_AROUND_CHARACTERS]
        return excerpt_of(excerpt_around(before, item.kind, after))


class Sightings:
    """What was found, kind by kind. Values are kept as digests only."""

    def __init__(self) -> None:
        self._of = 0
        self._records: Counter[str] = Counter()
        self._kinds_of_records: Counter[frozenset[str]] = Counter()
        self._values: dict[str, set[int]] = {}
        self._invalid: dict[str, set[int]] = {}
        self._samples: dict[str, list[RecordSample]] = {}

    def add(self, found: Sequence[Found], masked: Masked | None, path: str, line: int) -> None:
        """Take in what one record shows; `masked` is its text, where it shows anything."""
        self._of += 1
        kinds: dict[str, Found] = {}
        for item in found:
            values = (self._values if item.is_valid else self._invalid).setdefault(item.kind, set())
            if len(values) < _KEPT_VALUES:
                values.add(digest(item.value))
            if item.is_valid:
                kinds.setdefault(item.kind, item)
        if kinds and masked is not None:
            self._records.update(kinds.keys())
            self._kinds_of_records[frozenset(kinds)] += 1
            self._show(kinds, masked, path, line)

    def _show(self, kinds: dict[str, Found], masked: Masked, path: str, line: int) -> None:
        for kind, item in kinds.items():
            samples = self._samples.setdefault(kind, [])
            if len(samples) < _SHOWN:
                samples.append(RecordSample(path, line, masked.around(item)))

    def result(self) -> SensitiveData:
        """The counts, without kinds whose check digits are right by chance only."""
        real = [kind for kind, _ in self._records.most_common() if not self._is_chance(kind)]
        return SensitiveData(
            of=self._of,
            records=sum(count for kinds, count in self._kinds_of_records.items() if not kinds.isdisjoint(real)),
            proved=sum(
                count
                for kinds, count in self._kinds_of_records.items()
                if not CHECKED_KINDS.isdisjoint(kinds.intersection(real))
            ),
            kinds=tuple((kind, self._records[kind]) for kind in real),
            values=tuple((kind, len(self._values[kind])) for kind in real),
            samples=self._shown(real),
        )

    def _shown(self, kinds: Sequence[str]) -> tuple[RecordSample, ...]:
        """Two of each kind first, then more; a record once."""
        ordered = [sample for kind in kinds for sample in self._samples[kind][:2]]
        ordered += [sample for kind in kinds for sample in self._samples[kind]]
        places: dict[tuple[str, int], RecordSample] = {}
        for sample in ordered:
            places.setdefault((sample.path, sample.line), sample)
        return tuple(places.values())[:_SHOWN]

    def _is_chance(self, kind: str) -> bool:
        valid, invalid = len(self._values[kind]), len(self._invalid.get(kind, ()))
        return kind in CHECKED_KINDS and valid <= _CHANCE * (valid + invalid)
