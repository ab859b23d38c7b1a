"""Evidence as plain data that any format can write."""

from __future__ import annotations

from typing import Any

import msgspec

from groundrules.check.words import in_words
from groundrules.domain.location import Location
from groundrules.domain.unknown import Setting, UnknownType


def plain(value: Any) -> Any:
    """A value as text, numbers, truth, None, lists and mappings.

    A place becomes `path:line:column`, an entity its name, UNKNOWN the word `unknown`; an asset is never followed
    into, because assets name each other.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Setting):
        return plain(value.read())
    if isinstance(value, (UnknownType, Location)):
        return in_words(value)
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, dict):
        return {str(key): plain(element) for key, element in value.items()}
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return in_words(value)
