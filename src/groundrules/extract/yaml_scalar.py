"""YAML scalars: what a plain word means by YAML 1.1, and where a block of text starts."""

from __future__ import annotations

import re
from typing import Any

import yaml

_Scalar = str | int | float | bool | None
_TAG = "tag:yaml.org,2002:"
_Resolvers = dict[str | None, list[tuple[str, re.Pattern[str]]]]
_RESOLVERS: _Resolvers = yaml.SafeLoader.yaml_implicit_resolvers
_TRUE = frozenset(("yes", "true", "on"))
_EXPONENT = re.compile(r"[-+]?\d[\d_]*[eE][-+]?\d+")
_LONGEST_NUMBER = 100


def scalar(event: Any, text: str) -> tuple[_Scalar, int, int]:
    """The value of a scalar event, and the offsets of its text: of a block scalar, without its `|` line."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        return event.value, *_block(text, start, end)
    return _resolved(event.value, _tag(event)), start, end


def _tag(event: Any) -> str:
    """The tag that is written, or the one that YAML 1.1 gives to a plain word."""
    if event.tag and event.tag != "!":
        return str(event.tag)
    if event.style:
        return _TAG + "str"
    value: str = event.value
    for tag, pattern in (*_RESOLVERS.get(value[:1], ()), *_RESOLVERS.get(None, ())):
        if pattern.match(value):
            return str(tag)
    # `2e-4` is text by the letter of YAML 1.1, and a learning rate to everyone who writes it
    return _TAG + ("float" if _EXPONENT.fullmatch(value) else "str")


def _resolved(value: str, tag: str) -> _Scalar:
    """The value of a scalar by its tag; the text itself where the tag is unknown or does not fit."""
    if tag == _TAG + "null":
        return None
    if tag == _TAG + "bool":
        return value.lower() in _TRUE
    if len(value) > _LONGEST_NUMBER:
        return value
    try:
        if tag == _TAG + "int":
            return _integer(value)
        if tag == _TAG + "float":
            return float(value.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return value
    return value


def _integer(value: str) -> int:
    """An integer of YAML 1.1, octal with a leading zero. Base 60 (`22:30`) raises ValueError and so stays text."""
    digits = value.replace("_", "")
    unsigned = digits.lstrip("+-")
    if unsigned.startswith("0") and unsigned.isdigit() and len(unsigned) > 1:
        return int(digits, 8)
    return int(digits, 0)


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a block scalar's text, from its first character that is no space to its last."""
    after_header = text.find("\n", start)
    if after_header < 0:
        return start, end
    content = text[after_header:end]
    first = after_header + len(content) - len(content.lstrip())
    last = after_header + len(content.rstrip())
    return (first, last) if first < last else (start, after_header)
