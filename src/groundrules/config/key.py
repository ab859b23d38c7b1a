"""The keys of the configuration: what each may hold, and the field of `Settings` that it sets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from groundrules.config.document import Document, KeyPath
from groundrules.config.ignore import read_ignore
from groundrules.config.pattern import rebase
from groundrules.domain.errors import nearest
from groundrules.domain.rule import CONFIDENCES, PERSONAS, SEVERITIES


@dataclass(frozen=True)
class Reading:
    """A key being read: the document it stands in, the folder of its patterns, the rule names it may use."""

    document: Document
    key: KeyPath
    folder: str
    known_rules: Collection[str]

    @property
    def name(self) -> str:
        """The key as the user wrote it, without its table."""
        return self.key[-1]


Reader = Callable[[Reading, Any], dict[str, Any]]


def check(
    document: Document, table: dict[str, Any], prefix: KeyPath, folder: str, known_rules: Collection[str]
) -> dict[str, Any]:
    """Check every key of the table. Shape: field names of `Settings` with values of their types."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = (*prefix, name)
        if name not in KEYS:
            document.wrong(key, f"unknown key {name!r}{nearest(name, KEYS)}; known are {', '.join(KEYS)}")
        values |= KEYS[name](Reading(document, key, folder, known_rules), value)
    return values


def _texts(reading: Reading, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        reading.document.wrong(reading.key, f"{reading.name!r} must be a list of texts")
    return tuple(value)


def _rule_names(reading: Reading, value: Any) -> tuple[str, ...]:
    names = _texts(reading, value)
    for name in names:
        if name not in reading.known_rules:
            message = f"no rule or family is called {name!r}{nearest(name, reading.known_rules)}"
            reading.document.wrong(reading.key, message, name)
    return names


def _select(reading: Reading, value: Any) -> dict[str, Any]:
    return {"select": _rule_names(reading, value)}


def _ignore(reading: Reading, value: Any) -> dict[str, Any]:
    """Names that are off everywhere, tables that silence a place, or both in one list."""
    if not isinstance(value, list) or not all(isinstance(item, (str, dict)) for item in value):
        reading.document.wrong(reading.key, "'ignore' must be a list of rule names, or [[ignore]] entries")
    names = _rule_names(reading, [item for item in value if isinstance(item, str)])
    entries = tuple(
        read_ignore(reading.document, (*reading.key, str(position)), item, reading.folder, reading.known_rules)
        for position, item in enumerate(value)
        if isinstance(item, dict)
    )
    return {"ignore": names, "ignores": entries}


def _exclude(reading: Reading, value: Any) -> dict[str, Any]:
    return {"exclude": tuple(rebase(pattern, reading.folder) for pattern in _texts(reading, value))}


def _flag(field: str) -> Reader:
    def read(reading: Reading, value: Any) -> dict[str, Any]:
        if not isinstance(value, bool):
            reading.document.wrong(reading.key, f"{reading.name!r} must be true or false")
        return {field: value}

    return read


def _choice(field: str, words: tuple[str, ...], nothing: str = "") -> Reader:
    """One word of several; the word `nothing` stands for None."""
    allowed = (*words, nothing) if nothing else words

    def read(reading: Reading, value: Any) -> dict[str, Any]:
        if not isinstance(value, str) or value not in allowed:
            hint = nearest(value, allowed) if isinstance(value, str) else ""
            message = f"{reading.name!r} must be one of {', '.join(allowed)}, not {value!r}{hint}"
            reading.document.wrong(reading.key, message)
        return {field: None if value == nothing else value}

    return read


def _baseline(reading: Reading, value: Any) -> dict[str, Any]:
    """A file beside the configuration, or below it."""
    if not isinstance(value, str) or not value.strip():
        reading.document.wrong(reading.key, f"{reading.name!r} must be the path of a file")
    return {"baseline": value}


KEYS: dict[str, Reader] = {
    "select": _select,
    "ignore": _ignore,
    "exclude": _exclude,
    "persona": _choice("persona", PERSONAS),
    "min-severity": _choice("min_severity", SEVERITIES),
    "min-confidence": _choice("min_confidence", CONFIDENCES),
    "fail-on": _choice("fail_on", SEVERITIES, nothing="never"),
    "baseline": _baseline,
    "strict": _flag("strict"),
    "require-reason": _flag("require_reason"),
}
