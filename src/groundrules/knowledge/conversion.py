"""A document as the struct it should be, and the mistake in it as a place and the nearest known key."""

from __future__ import annotations

import re
import types
import typing
from typing import Any, TypeVar

import msgspec

from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.knowledge.document import Document, Key

T = TypeVar("T")

_STEP = re.compile(r"\.([^.\[\]`]+)|\[(\d+)\]")
_QUOTED = re.compile(r"`([^`]*)`")


def convert(document: Document, kind: type[T]) -> T:
    """The data of a document as a struct (or a list of structs).

    Errors: `GroundrulesError` with path and line, and the nearest known key or word.
    """
    try:
        return msgspec.convert(document.data, kind)
    except msgspec.ValidationError as error:
        raise _mistake(document, kind, str(error)) from None


def _mistake(document: Document, kind: object, text: str) -> GroundrulesError:
    problem, _, place = text.partition(" - at ")
    key = tuple(int(digits) if digits else name for name, digits in _STEP.findall(place))
    target = type_at(kind, key)
    name = next(iter(_QUOTED.findall(problem)), "")
    if "unknown field" in problem:
        key = (*key, name)
        problem = f"unknown key {name!r}{nearest(name, fields_of(target))}"
    elif "missing required field" in problem:
        problem = f"the key {name!r} is missing"
    elif problem.startswith("Invalid enum value"):
        word = problem.removeprefix("Invalid enum value ").strip("'")
        problem = f"{_name(key)}{word!r} is none of {', '.join(words_of(target))}{nearest(word, words_of(target))}"
    else:
        problem = f"{_name(key)}{problem[:1].lower()}{problem[1:]}"
    return GroundrulesError(problem, document.path, document.line(key))


def _name(key: Key) -> str:
    return f"{key[-1]}: " if key and isinstance(key[-1], str) else ""


def fields_of(kind: object) -> tuple[str, ...]:
    """The keys that a struct knows; nothing for any other type."""
    return tuple(getattr(kind, "__struct_fields__", ()))


def words_of(kind: object) -> tuple[str, ...]:
    """The words that a Literal allows; nothing for any other type."""
    return tuple(word for word in typing.get_args(kind) if isinstance(word, str) and word)


def type_at(kind: object, key: Key) -> object:
    """The type found by going down a type by keys and positions."""
    for step in key:
        kind = _step_into(_plain(kind), step)
    return _plain(kind)


def _step_into(kind: object, step: object) -> object:
    if isinstance(step, str) and fields_of(kind):
        return typing.get_type_hints(kind).get(step, Any)
    inner = [argument for argument in typing.get_args(kind) if argument is not Ellipsis]
    return inner[-1] if inner else Any


def _plain(kind: object) -> object:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next((option for option in typing.get_args(kind) if option is not type(None)), Any)
    return kind
