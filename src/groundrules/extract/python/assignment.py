"""Assignments in all their forms: `=`, `+=`, `:=`, annotated, chained, and `as`."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Unknown, Value
from groundrules.extract.python.definition import named_lambda
from groundrules.extract.python.grammar import (
    ALIAS,
    LEFT,
    NAME,
    OPERATOR,
    RIGHT,
    TYPE,
    VALUE,
    kinds,
    named,
)
from groundrules.extract.python.operation import combined
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.target import bind, target_name

_NAME = kinds("identifier")
_LAMBDA = kinds("lambda")


def assignment(reader: Reader, node: Node) -> Value:
    """`a = b`, `a: T = b`, `a: T`. The value of `a = b = c` is c."""
    left, right = node.child_by_field_id(LEFT), node.child_by_field_id(RIGHT)
    span = reader.span(node)
    if left is None:
        return reader.value_of(right, node)
    if right is not None and right.kind_id in _LAMBDA and left.kind_id in _NAME:
        return named_lambda(reader, right, reader.text(left))
    annotated = node.child_by_field_id(TYPE)
    value = Unknown("declared only", span) if right is None else reader.value(right)
    bind(reader, left, value, span, annotation(reader, annotated))
    return value


def annotation(reader: Reader, node: Node | None) -> str:
    """An annotation as written. Calls inside it are recorded (`Annotated[str, Field(max_length=9)]`)."""
    if node is None:
        return ""
    text = reader.one_line(node)
    if "(" in text:
        reader.value(node)
    return text


def augmented(reader: Reader, node: Node) -> Value:
    """`a += b`: a is given what the operator makes of a and b."""
    left, right = node.child_by_field_id(LEFT), node.child_by_field_id(RIGHT)
    operator_node = node.child_by_field_id(OPERATOR)
    operator = operator_node.type.removesuffix("=") if operator_node else ""
    before = reader.value_of(left, node)
    value = combined(operator, [before, reader.value_of(right, node)], reader.span(node))
    name = target_name(reader, left) if left is not None else None
    if name is not None:
        reader.assign(name, value, reader.span(node))
    return value


def walrus(reader: Reader, node: Node) -> Value:
    """`(a := b)`: the value is b."""
    value = reader.value_of(node.child_by_field_id(VALUE), node)
    name = node.child_by_field_id(NAME)
    if name is not None:
        reader.assign(reader.text(name), value, reader.span(node))
    return value


def as_pattern(reader: Reader, node: Node) -> Value:
    """`open(p) as f`: f is what the value gives on entry."""
    inside = named(node)
    alias = node.child_by_field_id(ALIAS)
    if not inside:
        return Unknown("syntax", reader.span(node))
    value = reader.value(inside[0])
    if alias is not None:
        bind(reader, alias, value, reader.span(node))
    return value
