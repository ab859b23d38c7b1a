"""The second reading of a dataset, wider and less close: repeats, contradictions, personal data, secrets, lengths.

All records up to 20,000 (or some 48 MB, if that is less), a uniform sample of 10,000 (or as many MB) beyond.
"""

from __future__ import annotations

import re

import msgspec

from groundrules.datasets.contact import contacts
from groundrules.datasets.fingerprint import fingerprint_of
from groundrules.datasets.identity_number import Found, identity_numbers
from groundrules.datasets.llm_tokens import Lengths
from groundrules.datasets.record import Record
from groundrules.datasets.repetition import Place, Repeats
from groundrules.datasets.row import Row
from groundrules.datasets.secret_key import secrets
from groundrules.datasets.sensitive import Masked, Sightings
from groundrules.datasets.sketch import sketch_of
from groundrules.domain.dataset import DatasetProfile

_SEARCHED_CHARACTERS = 48_000_000
_MOST_OF_A_TEXT, _LEAST_OF_A_TEXT = 100_000, 4_000
"""Prompt, target and system message of a record are searched for personal data and secrets from their beginning: so far
that a dataset takes a bounded time, however long its records are."""

_MENDED_FIRST = frozenset(
    {"empty-target", "missing-target", "no-assistant-turn", "no-messages", "one-message-per-line"}
)
"""Records with these problems are not whole: that they are alike says nothing."""

_INVENTION = re.compile(
    r"(?i)\b(?:generate|create|write|invent|compose|suggest|imagine|propose|random|brainstorm|genera|crea|escribe|inventa"
    r"|erstelle|generiere|schreibe|erfinde|génère|crée|écris|rédige|invente)\b"
)
"""A prompt that asks for an invention has many right answers."""


def _people(text: str) -> list[Found]:
    """What a text shows of people; a stretch of a bank account's number is no telephone number."""
    numbers = list(identity_numbers(text))
    proved = [item for item in numbers if item.is_valid]
    others = [
        item
        for item in contacts(text)
        if not any(item.start < known.end and known.start < item.end for known in proved)
    ]
    return [*numbers, *others]


class Survey:
    """Takes the rows of a dataset one by one, keeping digests and counts alone. `rows_due` is how many will come."""

    def __init__(self, rows_due: int) -> None:
        share = _SEARCHED_CHARACTERS // max(1, rows_due)
        self._searched = max(_LEAST_OF_A_TEXT, min(_MOST_OF_A_TEXT, share))
        self.rows = 0
        self.of = 0
        self._repeats = Repeats()
        self._people = Sightings()
        self._keys = Sightings()
        self._lengths = Lengths()

    def add(self, row: Row, record: Record | None) -> None:
        """Take in one row, with its record (None where it could not be decoded), whose texts are not yet cut."""
        self.rows += 1
        if record is None:
            return
        self.of += 1
        path, line = row.path, row.line
        self._lengths.add(record, path, line)
        text = "\n".join(part[: self._searched] for part in (record.system, record.prompt, record.target))
        people, keys = _people(text), list(secrets(text))
        masked = Masked(text, (*people, *keys)) if people or keys else None
        self._people.add(people, masked, path, line)
        self._keys.add(keys, masked, path, line)
        if not any(kind in _MENDED_FIRST for kind, _ in record.problems) and record.format != "unknown":
            self._compare(row.value, record, Place(path, line))

    def _compare(self, value: object, record: Record, place: Place) -> None:
        fingerprint = fingerprint_of(value, record)
        if record.target[:1] in ("{", "[") and _INVENTION.search(record.question[:300]):
            fingerprint = fingerprint._replace(prompt=0)
        sketch = None if record.format == "columns" and not record.target else sketch_of(record.prompt, record.target)
        self._repeats.add(place, fingerprint, sketch)

    def tell(self, profile: DatasetProfile, complete: bool) -> DatasetProfile:
        """A profile with what the survey found. `complete` says that it saw every record."""
        return msgspec.structs.replace(
            profile,
            surveyed=self.of,
            repetition=self._repeats.repetition(complete, profile.task),
            contradiction=self._repeats.contradiction(complete, profile.task),
            personal_data=self._people.result(),
            secrets=self._keys.result(),
            llm_tokens=self._lengths.result(),
        )
