"""What reading single records showed: samples, malformed ones, repetitions, contradictions, overlaps, secrets."""

from __future__ import annotations

import msgspec

from groundrules.domain.location import Location


class Cue(msgspec.Struct, frozen=True):
    """One sign that a record states a changing fact: its name, the text that matched, its weight."""

    name: str
    text: str
    weight: float


class RecordSample(msgspec.Struct, frozen=True):
    """A record worth showing. `path` and `line` say where; `excerpt` is cut to 160 characters and redacted."""

    path: str
    line: int
    excerpt: str
    cues: tuple[Cue, ...] = ()


class MalformedRecord(msgspec.Struct, frozen=True):
    """A record that does not fit its format: `problem` is a kebab-case kind, `detail` says it in words."""

    path: str
    line: int
    problem: str
    detail: str


class RecordPair(msgspec.Struct, frozen=True):
    """Two records that are the same, or contradict each other: the later one, and the one it repeats."""

    path: str
    line: int
    other_path: str
    other_line: int
    is_near: bool = False


def _first_places(pairs: tuple[RecordPair, ...]) -> list[Location]:
    return [Location(pair.path, pair.line) for pair in pairs]


def _other_places(pairs: tuple[RecordPair, ...]) -> list[Location]:
    return [Location(pair.other_path, pair.other_line) for pair in pairs]


class Repetition(msgspec.Struct, frozen=True):
    """Records that repeat an earlier one: `exact` but for case and white space, `near` in nearly the same words.

    `of` is the number of records compared with each other. Where that is a sample (`complete` is false) the counts are
    the least there is, since most partners of a record are outside the sample. `pairs` are the first few, one a group.
    """

    of: int = 0
    complete: bool = True
    exact: int = 0
    near: int = 0
    pairs: tuple[RecordPair, ...] = ()

    @property
    def hedge(self) -> str:
        """`at least `, where a sample was compared."""
        return "" if self.complete else "at least "

    @property
    def exact_share(self) -> float:
        """The share of records that repeat an earlier one exactly."""
        return self.exact / self.of if self.of else 0.0

    @property
    def share(self) -> float:
        """The share of records that repeat an earlier one, exactly or nearly."""
        return (self.exact + self.near) / self.of if self.of else 0.0

    @property
    def first(self) -> Location | None:
        """The first record shown that repeats another."""
        return next(iter(_first_places(self.pairs)), None)

    @property
    def repeating(self) -> list[Location]:
        """More records that repeat another."""
        return _first_places(self.pairs[1:])

    @property
    def repeated(self) -> list[Location]:
        """The records that they repeat."""
        return _other_places(self.pairs)


class Contradiction(msgspec.Struct, frozen=True):
    """Prompts that have more than one target where one answer is right: `prompts`, and the records that carry them."""

    of: int = 0
    complete: bool = True
    prompts: int = 0
    records: int = 0
    pairs: tuple[RecordPair, ...] = ()

    @property
    def share(self) -> float:
        """The share of records whose prompt has another target elsewhere."""
        return self.records / self.of if self.of else 0.0

    @property
    def first(self) -> Location | None:
        """The first record whose prompt has another target before."""
        return next(iter(_first_places(self.pairs)), None)

    @property
    def contradicting(self) -> list[Location]:
        """More such records."""
        return _first_places(self.pairs[1:])

    @property
    def contradicted(self) -> list[Location]:
        """The records before, with the other target."""
        return _other_places(self.pairs)


class SensitiveData(msgspec.Struct, frozen=True):
    """Personal data or secrets in records.

    `records` holds how many records show any, `kinds` (kind, records) by kind, `values` (kind, distinct values), of
    `of` records read. `proved` are the records with a number whose check digits are right. `samples` are redacted.
    """

    of: int = 0
    records: int = 0
    proved: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    values: tuple[tuple[str, int], ...] = ()
    samples: tuple[RecordSample, ...] = ()

    @property
    def share(self) -> float:
        """The share of records that show any."""
        return self.records / self.of if self.of else 0.0

    @property
    def first(self) -> Location | None:
        """The record that is shown first."""
        return next((Location(sample.path, sample.line) for sample in self.samples), None)

    @property
    def places(self) -> list[Location]:
        """More records that show any."""
        return [Location(sample.path, sample.line) for sample in self.samples[1:]]

    @property
    def distinct(self) -> int:
        """How many different values there are: one address in every record is a signature."""
        return sum(count for _, count in self.values)

    @property
    def only_kind(self) -> str:
        """The kind, where there is one alone; else empty."""
        return self.kinds[0][0] if len(self.kinds) == 1 else ""

    @property
    def excerpt(self) -> str:
        """The first of them, redacted."""
        return self.samples[0].excerpt if self.samples else ""

    @property
    def words(self) -> str:
        """What there is, in words: `12 e-mail addresses, 3 IBANs`."""
        return ", ".join(f"{count} {kind if count == 1 else _plural(kind)}" for kind, count in self.values)


def _plural(kind: str) -> str:
    return kind + ("es" if kind.endswith("s") else "s")


class Overlap(msgspec.Struct, frozen=True):
    """Records of validation or evaluation data (`other`) that recur in the training data.

    `of` are the records of `other` that were looked up, `exact` and `near` those found again (by the whole record), and
    `prompts` those of which only the prompt was. `complete` says that all training records were read; where not, the
    counts are the least there is. `pairs` name the record of `other` first.
    """

    of: int = 0
    training: int = 0
    complete: bool = True
    exact: int = 0
    near: int = 0
    prompts: int = 0
    pairs: tuple[RecordPair, ...] = ()
    unread: str = ""

    @property
    def hedge(self) -> str:
        """`at least `, where not all training records were read."""
        return "" if self.complete else "at least "

    @property
    def records(self) -> int:
        """How many recur, in any way."""
        return self.exact + self.near + self.prompts

    @property
    def share(self) -> float:
        """The share of records that recur."""
        return self.records / self.of if self.of else 0.0

    @property
    def places(self) -> list[Location]:
        """The records of the other data."""
        return _first_places(self.pairs)

    @property
    def training_places(self) -> list[Location]:
        """Where they stand in the training data."""
        return _other_places(self.pairs)
