"""Operators: the joining of text, choices, and the rest as written. Long chains are unrolled, not recursed into."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Choice, Operation, Unknown, Value
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.syntax_reader import DEEPEST
from groundrules.extract.text import is_text, joined

_CHOICE = frozenset({"||", "??"})
_COMPARISON = frozenset({"==", "===", "!=", "!==", "<", ">", "<=", ">=", "in", "instanceof"})


def binary(reader: Reader, node: Node) -> Value:
    """`a + b * c`: operands of one operator in a row become one operation, `a ?? b` and `a || b` are choices."""
    first, steps = _spine(node)
    value = reader.value_of(first, node)
    nested, position = 0, 0
    while position < len(steps):
        operator = steps[position][0]
        end = position + 1
        while end < len(steps) and steps[end][0] == operator:
            end += 1
        operands = [value, *(reader.value_of(right, node) for _, right, _ in steps[position:end])]
        at = reader.span(steps[end - 1][2])
        nested += 1
        if operator in _COMPARISON:
            reader.draft.compare(*operands)
        value = combined(operator, operands, at) if nested <= DEEPEST else Unknown("nested too deeply", at)
        position = end
    return value


def combined(operator: str, operands: Sequence[Value], span: Span) -> Value:
    """What an operator makes of its operands."""
    if operator in _CHOICE:
        return chosen(operands, span)
    if operator in _COMPARISON:
        return Unknown("comparison", span)
    if operator == "+" and any(is_text(operand) for operand in operands):
        return joined(operands, span)
    return Operation(operator, tuple(operands), span)


def ternary(reader: Reader, node: Node) -> Value:
    """`c ? a : b`: a choice of both, a long row of them in one."""
    options: list[Value] = []
    current: Node | None = node
    while current is not None and current.type == "ternary_expression":
        condition = current.child_by_field_name("condition")
        if condition is not None:
            reader.value(condition)
        options.append(reader.value_of(current.child_by_field_name("consequence"), current))
        current = current.child_by_field_name("alternative")
    options.append(reader.value_of(current, node))
    return chosen(options, reader.span(node))


def chosen(options: Sequence[Value], span: Span) -> Value:
    """A choice, flat where an option is one itself."""
    flat: list[Value] = []
    for option in options:
        flat.extend(option.options if isinstance(option, Choice) else (option,))
    return Choice(tuple(flat), span)


def _spine(node: Node) -> tuple[Node | None, list[tuple[str, Node | None, Node]]]:
    """The leftmost operand of a chain of operators; then operator, right operand and whole, innermost first."""
    steps = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        operator = current.child_by_field_name("operator")
        right = current.child_by_field_name("right")
        steps.append((operator.type if operator is not None else "", right, current))
        current = current.child_by_field_name("left")
    steps.reverse()
    return current, steps
