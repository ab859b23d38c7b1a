"""Finding one's way in a configuration tree: the values of a YAML, TOML or JSON document by key."""

from __future__ import annotations

import math
from collections.abc import Iterator

from groundrules.domain.location import Span
from groundrules.domain.value import Entry, Items, Literal, Mapping, Value

DEEPEST = 100
"""Nesting that is read. Hand-written configuration stays far below it; hostile files do not."""


def entries(value: Value | None) -> Iterator[tuple[str, Entry]]:
    """The entries of a mapping with constant keys, what merge keys add first; nothing for other values."""
    if not isinstance(value, Mapping):
        return
    own = {entry.key for entry in value.entries}
    for spread in value.spread:
        yield from ((key, entry) for key, entry in entries(spread) if key not in own)
    yield from ((entry.key, entry) for entry in value.entries if entry.key is not None)


def at(value: Value | None, *keys: str) -> Value | None:
    """What stands under nested keys, merge keys followed; None where a key is missing."""
    for key in keys:
        found = None
        for name, entry in entries(value):
            found = entry.value if name == key else found
        value = found
    return value


def items(value: Value | None) -> tuple[Value, ...]:
    """The elements of a list; nothing for other values."""
    return value.values if isinstance(value, Items) else ()


def text(value: Value | None) -> str | None:
    """The text of a scalar as configuration means it (numbers too); None for collections and nothing."""
    if not isinstance(value, Literal) or value.value is None:
        return None
    return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)


def literals(value: Value | None) -> Iterator[Literal]:
    """The scalars of a scalar or of a (nested) list."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, Literal):
            yield current
        pending.extend(reversed(items(current)))


def texts(value: Value | None) -> tuple[str, ...]:
    """The texts of a scalar or of a (nested) list of scalars."""
    return tuple(found for literal in literals(value) if (found := text(literal)) is not None)


def is_true(value: Value | None) -> bool:
    """Whether a scalar says yes."""
    return isinstance(value, Literal) and value.value in (True, "true", "True", "yes")


def is_false(value: Value | None) -> bool:
    """Whether a scalar says no, and is not just absent."""
    return isinstance(value, Literal) and value.value in (False, "false", "False", "no", "${{ false }}")


def storable(value: str | int | float) -> str | int | float:
    """A scalar that every output can carry: integers of 64 bits, finite numbers, text without lone surrogates.

    Others are kept as their text.
    """
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if -(2**63) <= value < 2**63 else hex(value)


def literal(value: str | int | float | bool | None, span: Span) -> Literal:
    """A scalar at its place."""
    return Literal(value if value is None or isinstance(value, bool) else storable(value), span)
