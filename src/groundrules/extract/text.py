"""Texts in parts: what any language makes by joining them."""

from __future__ import annotations

from collections.abc import Sequence

from groundrules.domain.location import Span
from groundrules.domain.value import Literal, Text, Value


def joined(values: Sequence[Value], span: Span) -> Value:
    """Texts joined: one `Literal` where every part is a literal string, else a `Text` of all parts."""
    texts = [value.value for value in values if isinstance(value, Literal) and isinstance(value.value, str)]
    if len(texts) == len(values):
        return Literal("".join(texts), span)
    parts: list[Value] = []
    for value in values:
        parts.extend(value.parts if isinstance(value, Text) else (value,))
    return Text(tuple(parts), span)


def is_text(value: Value) -> bool:
    """Whether a value is certainly a text."""
    return isinstance(value, Text) or (isinstance(value, Literal) and isinstance(value.value, str))
