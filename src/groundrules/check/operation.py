"""What a compiled condition does while it runs: every operation is total, except on UNKNOWN.

UNKNOWN raises `UnknownTouchedError` wherever it is used. Everything else has an answer: what is None or does not fit
gives None (a value) or False (a comparison), never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from groundrules.domain.unknown import Setting, UnknownTouchedError, UnknownType


def read(value: Any) -> Any:
    """The value as a condition uses it: a setting's own value; UNKNOWN raises."""
    if type(value) is Setting:
        value = value.read()
    if type(value) is UnknownType:
        raise UnknownTouchedError(value.reason)
    return value


def attribute(value: Any, name: str) -> Any:
    """A field; of None it is None."""
    if type(value) is UnknownType:
        raise UnknownTouchedError(value.reason)
    return getattr(value, name, None)


def item(value: Any, key: str) -> Any:
    """What a mapping holds under a key, or None."""
    value = read(value)
    return value.get(key) if isinstance(value, dict) else None


def elements(value: Any) -> Iterator[Any]:
    """The elements of a list, tuple or set, the keys of a mapping; none of anything else."""
    value = read(value)
    return iter(value) if isinstance(value, (list, tuple, set, frozenset, dict)) else iter(())


def length(value: Any) -> int | None:
    """How many; None of what cannot be counted."""
    value = read(value)
    return len(value) if isinstance(value, (str, list, tuple, set, frozenset, dict)) else None


def contains(container: Any, value: Any) -> bool:
    """Whether a list holds a value, a mapping a key, or a text another text."""
    container, value = read(container), read(value)
    if isinstance(container, str):
        return isinstance(value, str) and value in container
    return any(read(element) == value for element in elements(container))


def comparable(left: Any, right: Any) -> bool:
    """Whether two values have an order: both numbers, or both text."""
    if isinstance(left, (int, float)):
        return isinstance(right, (int, float))
    return isinstance(left, str) and isinstance(right, str)


def less(left: Any, right: Any) -> bool:
    """left < right, False where there is no order."""
    return comparable(left, right) and bool(left < right)


def at_most(left: Any, right: Any) -> bool:
    """left <= right, False where there is no order."""
    return comparable(left, right) and bool(left <= right)


def add(left: Any, right: Any) -> int | float | None:
    """The sum of two numbers."""
    return _sound(left + right) if _numbers(left, right) else None


def subtract(left: Any, right: Any) -> int | float | None:
    """The difference of two numbers."""
    return _sound(left - right) if _numbers(left, right) else None


def multiply(left: Any, right: Any) -> int | float | None:
    """The product of two numbers."""
    return _sound(left * right) if _numbers(left, right) else None


def divide(left: Any, right: Any) -> int | float | None:
    """The quotient of two numbers; None where the divisor is 0."""
    return left / right if _numbers(left, right) and right else None


def negative(value: Any) -> int | float | None:
    """The number with its sign turned."""
    return -value if _numbers(value) else None


def rounded(value: Any, digits: int | None = None) -> int | float | None:
    """The number rounded."""
    return round(value, digits) if _numbers(value) else None


def smallest(values: Iterable[Any]) -> Any:
    """The least of values that have an order among them; None where they have none, or there are none."""
    known = [read(value) for value in values]
    return min(known) if known and all(comparable(known[0], value) for value in known) else None


def largest(values: Iterable[Any]) -> Any:
    """The greatest of values that have an order among them; None where they have none, or there are none."""
    known = [read(value) for value in values]
    return max(known) if known and all(comparable(known[0], value) for value in known) else None


_LIMIT = 1e300


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, (int, float)) and -_LIMIT < value < _LIMIT for value in values)


def _sound(value: int | float) -> int | float | None:
    return value if -_LIMIT < value < _LIMIT else None
