"""Lists, tuples, sets and dictionaries that are written out, and what comprehensions make."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.value import Entry, Items, Literal, Mapping, Operation, Repeated, Unknown, Value
from groundrules.extract.python.grammar import BODY, COMMENT, KEY, LEFT, RIGHT, VALUE, kinds
from groundrules.extract.python.iteration import element_of
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.target import bind

_STAR = kinds("list_splat", "parenthesized_list_splat")
_DOUBLE_STAR = kinds("dictionary_splat")
_PAIR = kinds("pair")
_FOR = kinds("for_in_clause")


def items(reader: Reader, node: Node) -> Value:
    """`[a, *b]`, `(a, b)`, `{a, b}`: what `*` adds is the operation `*` of one operand."""
    children = node.named_children
    return Items(tuple(_item(reader, c) for c in children if c.kind_id not in COMMENT), reader.span(node))


def _item(reader: Reader, node: Node) -> Value:
    if node.kind_id not in _STAR:
        return reader.value(node)
    return star(reader, node)


def star(reader: Reader, node: Node) -> Value:
    """`*a`, where it stands among values."""
    inside = node.named_children
    if not inside:
        return Unknown("syntax", reader.span(node))
    return Operation("*", (reader.value(inside[-1]),), reader.span(node))


def dictionary(reader: Reader, node: Node) -> Value:
    """`{"a": b, **c}`: a mapping; a key that is not constant is None."""
    entries: list[Entry] = []
    spread: list[Value] = []
    for child in node.named_children:
        if child.kind_id in _PAIR:
            entries.append(_entry(reader, child))
        elif child.kind_id in _DOUBLE_STAR:
            spread.extend(reader.value(inside) for inside in child.named_children[-1:])
        elif child.kind_id not in COMMENT:
            reader.value(child)
    return Mapping(tuple(entries), reader.span(node), tuple(spread))


def pair(reader: Reader, node: Node) -> Value:
    """`a: b`, as the body of a dictionary comprehension: a mapping of one entry."""
    return Mapping((_entry(reader, node),), reader.span(node))


def _entry(reader: Reader, node: Node) -> Entry:
    key = reader.value_of(node.child_by_field_id(KEY), node)
    value = reader.value_of(node.child_by_field_id(VALUE), node)
    constant = isinstance(key, Literal) and key.value is not None
    return Entry(str(key.value) if constant and isinstance(key, Literal) else None, value, reader.span(node))


def comprehension(reader: Reader, node: Node) -> Value:
    """`[f(x) for x in xs]`: `f(x)` repeated over `xs`, with `x` an element of it in the scope around.

    With several `for`, the first tells what it is repeated over.
    """
    outside = reader.context
    over: Value | None = None
    for clause in node.named_children:
        if clause.kind_id in _FOR:
            iterable = reader.value_of(clause.child_by_field_id(RIGHT), clause)
            over = over or iterable
            reader.context = replace(outside, loop="comprehension")
            _bind_variable(reader, clause, iterable)
        elif over is not None and clause.kind_id not in COMMENT:
            for inside in clause.named_children:
                reader.value(inside)
    element = reader.value_of(node.child_by_field_id(BODY), node)
    reader.context = outside
    return Repeated(element, over or Unknown("syntax", reader.span(node)), reader.span(node))


def _bind_variable(reader: Reader, clause: Node, iterable: Value) -> None:
    variable = clause.child_by_field_id(LEFT)
    if variable is not None:
        span = reader.span(variable)
        bind(reader, variable, element_of(reader.draft.calls, iterable, span), span)
