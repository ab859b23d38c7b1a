"""Operators: the joining of text, choices, and the rest as written. Long chains are unrolled, not recursed into."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Choice, Items, Operation, Unknown, Value
from groundrules.extract.python.grammar import ARGUMENT, LEFT, OPERATOR, RIGHT, kinds, named
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.template import percent
from groundrules.extract.syntax_reader import DEEPEST
from groundrules.extract.text import is_text, joined

_BINARY = kinds("binary_operator")
_BOOLEAN = kinds("boolean_operator")
_CONDITIONAL = kinds("conditional_expression")
_ONE_BY_ONE = frozenset({"%", "**"})
"""Operators whose chains are not gathered into one operation."""


def binary(reader: Reader, node: Node) -> Value:
    """`a + b | c`: operands of one operator in a row become one operation, text is joined."""
    first, steps = _spine(node, _BINARY)
    value = reader.value_of(first, node)
    span, nested, position = reader.span(node), 0, 0
    while position < len(steps):
        operator = steps[position][0]
        end = position + 1
        while operator not in _ONE_BY_ONE and end < len(steps) and steps[end][0] == operator:
            end += 1
        operands = [value, *(reader.value_of(right, node) for _, right, _ in steps[position:end])]
        at = span if end == len(steps) else reader.span(steps[end - 1][2])
        nested += 1
        value = combined(operator, operands, at) if nested <= DEEPEST else Unknown("nested too deeply", at)
        position = end
    return value


def combined(operator: str, operands: Sequence[Value], span: Span) -> Value:
    """What an operator makes of its operands."""
    if operator == "+":
        if any(is_text(operand) for operand in operands):
            return joined(operands, span)
        if all(isinstance(operand, Items) for operand in operands):
            return Items(tuple(v for operand in operands if isinstance(operand, Items) for v in operand.values), span)
    if operator == "%" and len(operands) == 2 and (text := percent(operands[0], operands[1], span)) is not None:
        return text
    return Operation(operator, tuple(operands), span)


def boolean(reader: Reader, node: Node) -> Value:
    """`a or b` is a choice; `a and b` an operation."""
    first, steps = _spine(node, _BOOLEAN)
    value = reader.value_of(first, node)
    for position, (operator, right, part) in enumerate(steps):
        operand = reader.value_of(right, node)
        span = reader.span(part)
        if operator == "or":
            value = _chosen((value, operand), span)
        elif position < DEEPEST:
            value = Operation(operator, (value, operand), span)
    return value


def conditional(reader: Reader, node: Node) -> Value:
    """`a if c else b`: a choice of both."""
    options: list[Value] = []
    current: Node | None = node
    while current is not None and current.kind_id in _CONDITIONAL:
        parts = named(current)
        for part in parts[1:2]:
            reader.value(part)
        if parts:
            options.append(reader.value(parts[0]))
        current = parts[2] if len(parts) > 2 else None
    if current is not None:
        options.append(reader.value(current))
    return _chosen(options, reader.span(node))


def comparison(reader: Reader, node: Node) -> Value:
    """`a < b`, `a in b`: a truth that is not known."""
    for child in node.named_children:
        reader.draft.compare(reader.value(child))
    return Unknown("comparison", reader.span(node))


def negation(reader: Reader, node: Node) -> Value:
    """`not a`: a truth that is not known."""
    reader.value_of(node.child_by_field_id(ARGUMENT), node)
    return Unknown("comparison", reader.span(node))


def _chosen(options: Sequence[Value], span: Span) -> Value:
    """A choice, flat where an option is one itself."""
    flat: list[Value] = []
    for option in options:
        flat.extend(option.options if isinstance(option, Choice) else (option,))
    return Choice(tuple(flat), span)


def _spine(node: Node, kind: frozenset[int]) -> tuple[Node | None, list[tuple[str, Node | None, Node]]]:
    """The leftmost operand of a chain of operators; then operator, right operand and whole, innermost first."""
    steps = []
    current: Node | None = node
    while current is not None and current.kind_id in kind:
        operator = current.child_by_field_id(OPERATOR)
        steps.append((operator.type if operator else "", current.child_by_field_id(RIGHT), current))
        current = current.child_by_field_id(LEFT)
    steps.reverse()
    return current, steps
