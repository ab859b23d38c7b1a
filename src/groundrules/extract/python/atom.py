"""The smallest expressions: names, numbers, constants, and brackets around one expression."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Literal, Operation, Unknown, Value
from groundrules.extract.python.grammar import ARGUMENT, OPERATOR, kinds, named
from groundrules.extract.python.reader import Reader

_WRAPPER = kinds("parenthesized_expression", "await")
_LARGEST = 2**63
"""Integers from here on have no place in msgpack, nor a meaning as a setting."""


def name(reader: Reader, node: Node) -> Value:
    """`model`: a reference."""
    return reader.reference(reader.text(node), node)


def true(reader: Reader, node: Node) -> Value:
    """`True`."""
    return Literal(True, reader.span(node))


def false(reader: Reader, node: Node) -> Value:
    """`False`."""
    return Literal(False, reader.span(node))


def none(reader: Reader, node: Node) -> Value:
    """`None`."""
    return Literal(None, reader.span(node))


def ellipsis(reader: Reader, node: Node) -> Value:
    """`...`: left open."""
    return Unknown("ellipsis", reader.span(node))


def comment(reader: Reader, node: Node) -> Value:
    """A comment in an odd place: nothing."""
    return Unknown("comment", reader.span(node))


def number(reader: Reader, node: Node) -> Value:
    """`80`, `1_000`, `0xff`, `1e-4`; Python 2's `10L` and `0755` too."""
    text = reader.text(node).replace("_", "").lower().rstrip("l")
    try:
        parsed = _parsed(text)
    except ValueError:
        return Unknown("number", reader.span(node))
    if isinstance(parsed, int) and parsed >= _LARGEST:
        return Unknown("number too large", reader.span(node))
    return Literal(parsed, reader.span(node))


def _parsed(text: str) -> int | float:
    if text.isdigit():
        return int(text, 8) if text[0] == "0" and text.strip("0") else int(text)
    if text.startswith(("0x", "0b", "0o")):
        return int(text, 0)
    return float(text)


def wrapped(reader: Reader, node: Node) -> Value:
    """`(x)` and `await x`: the value inside, however many brackets stand around it."""
    while node.kind_id in _WRAPPER:
        inside = named(node)
        if len(inside) != 1:
            for child in inside[:-1]:
                reader.value(child)
            if not inside:
                return Unknown("syntax", reader.span(node))
        node = inside[-1]
    return reader.value(node)


def unary(reader: Reader, node: Node) -> Value:
    """`-1` is a number; `-x` and `~x` are operations."""
    value = reader.value_of(node.child_by_field_id(ARGUMENT), node)
    operator_node = node.child_by_field_id(OPERATOR)
    operator = operator_node.type if operator_node else ""
    if isinstance(value, Literal) and isinstance(value.value, (int, float)) and operator in ("-", "+"):
        return Literal(-value.value if operator == "-" else value.value, reader.span(node))
    return Operation(operator, (value,), reader.span(node))
