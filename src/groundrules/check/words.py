"""Values as a person reads them in a message."""

from __future__ import annotations

from math import floor
from typing import Any

from groundrules.domain.location import Location
from groundrules.domain.unknown import Setting, UnknownType

_NAMES = ("name", "base_name", "model_name", "detail", "text", "method", "kind", "product")
_LISTED = 5
_FLOAT_ERROR = 1e-6
"""0.29 * 1000 is a little less than 290."""


def in_words(value: Any) -> str:
    """Any value as text: a setting as its own, UNKNOWN as `unknown`, None as `not set`, an entity by its name."""
    if isinstance(value, Setting):
        return in_words(value.value) if value.state == "set" else value.text
    if isinstance(value, UnknownType):
        return "unknown"
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, Location):
        return value.place
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return listed(value)
    return name_of(value) or type(value).__name__


def name_of(entity: object) -> str:
    """The name of an entity: its own, or what it is known by; empty where it has none."""
    for field in _NAMES:
        name = getattr(entity, field, None)
        if isinstance(name, str) and name:
            return name
    return ""


def percent(value: Any) -> str:
    """A share as `38 %`, with one decimal below 10 %, as long as it says something. Rounded down, so that `at least`
    stays true and 100 % is all.
    """
    if isinstance(value, Setting):
        value = value.read()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return in_words(value)
    tenths = floor(value * 1000 + _FLOAT_ERROR)
    return f"{tenths / 10:.1f}".removesuffix(".0") + " %" if abs(tenths) < 100 else f"{tenths // 10} %"


def count(value: Any) -> str:
    """A number with its thousands apart, or how many a list holds."""
    if isinstance(value, Setting):
        value = value.read()
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        value = len(value)
    return f"{value:,}" if isinstance(value, (int, float)) and not isinstance(value, bool) else in_words(value)


def listed(value: Any) -> str:
    """Several values as `a, b and c`; after the fifth, how many more."""
    if isinstance(value, Setting):
        value = value.read()
    if not isinstance(value, (list, tuple, set, frozenset, dict)):
        return in_words(value)
    names = [_first(element) for element in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    if len(names) > _LISTED + 1:
        return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else "none"


def _first(element: Any) -> str:
    """A pair such as (cue, count) is listed by its first part."""
    return in_words(element[0] if isinstance(element, tuple) and element else element)


FORMATS = {"": in_words, "percent": percent, "count": count, "list": listed}
"""What may stand after the bar of a placeholder."""
