"""`[[ignore]]` entries: what silences a finding where a comment cannot stand."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

from groundrules.config.document import Document, KeyPath
from groundrules.config.pattern import rebase_path
from groundrules.domain.errors import nearest
from groundrules.domain.location import Location
from groundrules.domain.settings import ConfiguredIgnore

KEYS = ("rule", "path", "reason", "until", "text")
_NEEDED = ("rule", "path", "reason")


def read_ignore(
    document: Document, key: KeyPath, entry: dict[str, Any], folder: str, known_rules: Collection[str]
) -> ConfiguredIgnore:
    """Check one entry. Errors: `GroundrulesError` with path and line."""
    for name in entry:
        if name not in KEYS:
            message = f"unknown key {name!r} in [[ignore]]{nearest(name, KEYS)}; known are {', '.join(KEYS)}"
            document.wrong((*key, name), message)
    for name in _NEEDED:
        if not entry.get(name):
            document.wrong(key, f"an [[ignore]] entry needs {name!r}{_EXAMPLE[name]}")
    return ConfiguredIgnore(
        rules=_rules(document, key, entry["rule"], known_rules),
        paths=tuple(rebase_path(path, folder) for path in _one_or_more(document, (*key, "path"), entry["path"])),
        reason=_text(document, (*key, "reason"), entry["reason"]),
        until=_date(document, (*key, "until"), entry.get("until", "")),
        text=_text(document, (*key, "text"), entry.get("text", "")),
        location=Location(str(PurePosixPath(folder, PurePosixPath(document.path).name)), document.line_of(key)),
    )


_EXAMPLE = {
    "rule": ", the id of the rule it silences",
    "path": ', a pattern of the files it holds for ("**" for all)',
    "reason": ", a sentence that says why",
}


def _rules(document: Document, key: KeyPath, value: Any, known_rules: Collection[str]) -> tuple[str, ...]:
    names = _one_or_more(document, (*key, "rule"), value)
    for name in names:
        if name not in known_rules:
            message = f"no rule or family is called {name!r}{nearest(name, known_rules)}"
            document.wrong((*key, "rule"), message, name)
    return names


def _one_or_more(document: Document, key: KeyPath, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in values):
        document.wrong(key, f"{key[-1]!r} must be a text or a list of texts")
    return tuple(values)


def _text(document: Document, key: KeyPath, value: Any) -> str:
    if not isinstance(value, str):
        document.wrong(key, f"{key[-1]!r} must be a text")
    return value


def _date(document: Document, key: KeyPath, value: Any) -> str:
    """An ISO date, written as a TOML date or as a text; empty where there is none."""
    if value == "" or type(value) is datetime.date:
        return str(value)
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        document.wrong(key, f"{key[-1]!r} must be a date like 2027-01-31, not {value!r}")
