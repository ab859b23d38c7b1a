"""Calls whose result can be seen: methods of texts and arrays, and functions that hand on what they are given."""

from __future__ import annotations

from collections.abc import Sequence

from groundrules.domain.location import Span
from groundrules.domain.value import Items, Literal, Operation, Reference, Value
from groundrules.extract.javascript.callback import receiver_of
from groundrules.extract.javascript.operation import combined
from groundrules.extract.text import is_text, joined

_UNCHANGED = frozenset({"trim", "trimStart", "trimEnd"})
_UNINDENTED = frozenset({"dedent", "outdent", "stripIndent", "stripIndents", "oneLine", "codeBlock", "raw"})
_HANDED_ON = frozenset({"Promise.all", "Promise.resolve", "Object.freeze", "Array.from", "structuredClone"})


def fold(callee: Value, arguments: Sequence[Value], span: Span) -> Value | None:
    """What a call gives back, where that can be seen; else None."""
    receiver, method = receiver_of(callee)
    if isinstance(callee, Reference) and len(arguments) == 1:
        if callee.name in _HANDED_ON:
            return arguments[0]
        if (method or callee.name) in _UNINDENTED and is_text(arguments[0]):
            return arguments[0]
    return None if receiver is None else _method(receiver, method, arguments, span)


def _method(receiver: Value, method: str, arguments: Sequence[Value], span: Span) -> Value | None:
    """What a method of an array or a text makes."""
    if method in _UNCHANGED and not arguments:
        return receiver
    if method == "concat" and arguments:
        return combined("+", [receiver, *arguments], span)
    if method == "slice" and len(arguments) in (1, 2):
        stop = arguments[1] if len(arguments) == 2 else Literal(None, span)
        return Operation("[:]", (receiver, arguments[0], stop), span)
    if method == "join" and isinstance(receiver, Items) and len(arguments) < 2:
        return _joined_by(arguments[0] if arguments else Literal(",", span), receiver, span)
    return None


def _joined_by(separator: Value, items: Items, span: Span) -> Value | None:
    """`[a, b].join("\\n")` of an array that is written out."""
    if any(isinstance(value, Operation) and value.operator == "*" for value in items.values):
        return None
    parts: list[Value] = []
    for position, value in enumerate(items.values):
        if position and not (isinstance(separator, Literal) and separator.value == ""):
            parts.append(separator)
        parts.append(value)
    return joined(parts, span) if parts else Literal("", span)
