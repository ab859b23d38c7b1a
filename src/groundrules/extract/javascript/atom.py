"""The smallest expressions: numbers, constants, and operators of one operand."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Element, Literal, Operation, Unknown, Value
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.target import name_of_value

_LARGEST = 2**63
"""Integers from here on have no place in msgpack, nor a meaning as a setting."""


def true(reader: Reader, node: Node) -> Value:
    """`true`."""
    return Literal(True, reader.span(node))


def false(reader: Reader, node: Node) -> Value:
    """`false`."""
    return Literal(False, reader.span(node))


def nothing(reader: Reader, node: Node) -> Value:
    """`null` and `undefined`."""
    return Literal(None, reader.span(node))


def comment(reader: Reader, node: Node) -> Value:
    """A comment in an odd place: nothing."""
    return Unknown("comment", reader.span(node))


def regular_expression(reader: Reader, node: Node) -> Value:
    """`/a+/g`: no text."""
    return Unknown("regular expression", reader.span(node))


def number(reader: Reader, node: Node) -> Value:
    """`80`, `1_000`, `0xff`, `1e-4`, `10n`; the old `0755` too."""
    try:
        parsed = _parsed(reader.text(node).replace("_", "").lower())
    except ValueError:
        return Unknown("number", reader.span(node))
    if isinstance(parsed, int) and parsed >= _LARGEST:
        return Unknown("number too large", reader.span(node))
    return Literal(parsed, reader.span(node))


def _parsed(text: str) -> int | float:
    if text.startswith(("0x", "0b", "0o")):
        return int(text.rstrip("n"), 0)
    whole = text.rstrip("n")
    if whole.isdigit():
        return int(whole, 8) if whole[0] == "0" and whole.strip("0") and not set("89") & set(whole) else int(whole)
    return float(text)


def unary(reader: Reader, node: Node) -> Value:
    """`-1` is a number, `void 0` nothing, `!x` a truth that is not known; `-x` and `~x` are operations."""
    value = reader.value_of(node.child_by_field_name("argument"), node)
    operator_node = node.child_by_field_name("operator")
    operator = operator_node.type if operator_node is not None else ""
    span = reader.span(node)
    if operator == "!":
        return Unknown("comparison", span)
    if operator == "void":
        return Literal(None, span)
    if isinstance(value, Literal) and isinstance(value.value, (int, float)) and operator in ("-", "+"):
        return Literal(-value.value if operator == "-" else value.value, span)
    return Operation(operator, (value,), span)


def update(reader: Reader, node: Node) -> Value:
    """`i++`: i is given one more."""
    operator, span = node.child_by_field_name("operator"), reader.span(node)
    before = reader.value_of(node.child_by_field_name("argument"), node)
    value = Operation("-" if operator is not None and operator.type == "--" else "+", (before, Literal(1, span)), span)
    reader.assign(name_of_value(before), value, span)
    return value


def sequence(reader: Reader, node: Node) -> Value:
    """`(a, b)`: the value is b."""
    value: Value = Unknown("syntax", reader.span(node))
    for child in named(node):
        value = reader.value(child)
    return value


def yielded(reader: Reader, node: Node) -> Value:
    """`yield x` gives x back, `yield* xs` an element of xs; what is sent in is not known."""
    span = reader.span(node)
    for child in named(node)[:1]:
        value = reader.value(child)
        several = any(not part.is_named and part.type == "*" for part in node.children)
        reader.draft.scopes[reader.context.scope].returns.append(Element(value, span) if several else value)
    return Unknown("sent value", span)
