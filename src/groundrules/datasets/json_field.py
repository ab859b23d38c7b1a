"""Fields of JSON targets whose names say that their values change: a price, a stock, a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from groundrules.datasets.given import Given
from groundrules.domain.record import Cue

_DEPTH = 12
_ITEMS = 50
_READ_CHARACTERS = 200
_SHOWN_CHARACTERS = 60


def field_cues(value: object, given: Given, fields: Mapping[str, tuple[str, float]]) -> Iterator[Cue]:
    """A cue for each field with a known name whose value does not stand in the prompt."""
    for key, item in _entries(value):
        field = fields.get(key.lower())
        if field is None or item in (None, "", False):
            continue
        text = str(item)[:_READ_CHARACTERS]
        if not given.holds(text):
            yield Cue(field[0], f"{key}: {text[:_SHOWN_CHARACTERS]}", field[1])


def json_of(target: str) -> object:
    """A target as JSON; None where it is none."""
    if not target.startswith(("{", "[")):
        return None
    try:
        value: object = msgspec.json.decode(target)
    except (msgspec.DecodeError, RecursionError):
        return None
    return value


def texts_in(value: object) -> Iterator[str]:
    """The texts that a JSON value holds."""
    for _, item in _entries(value):
        if isinstance(item, str):
            yield item


def _entries(value: object, key: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """The leaves of a JSON value, each with its nearest key."""
    if isinstance(value, dict) and depth < _DEPTH:
        for name, item in value.items():
            yield from _entries(item, str(name), depth + 1)
    elif isinstance(value, list) and depth < _DEPTH:
        for item in value[:_ITEMS]:
            yield from _entries(item, key, depth + 1)
    else:
        yield key, value
