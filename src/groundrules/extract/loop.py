"""What a loop says about its own end: how it is left, whether it counts, and what it does with a failure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from groundrules.domain.facts import Exit, Loop
from groundrules.extract.syntax_reader import SyntaxReader

_INSIDE_OTHERS = frozenset({
    "function_definition", "class_definition", "lambda", "function_declaration", "function_expression",
    "arrow_function", "generator_function", "generator_function_declaration", "method_definition", "class_declaration",
})  # fmt: skip
"""What runs by itself: its exits are not the loop's."""
_EXITS: dict[str, Exit] = {
    "return_statement": "return", "raise_statement": "raise", "throw_statement": "raise", "break_statement": "break",
}  # fmt: skip
_TAKES_BREAK = frozenset({"while_statement", "for_statement", "for_in_statement", "do_statement", "switch_statement"})
_HANDLERS = frozenset({"except_clause", "except_group_clause", "catch_clause"})
_STEPS = frozenset({"augmented_assignment", "augmented_assignment_expression", "update_expression"})
_ORDERS = frozenset({"<", ">", "<=", ">="})
_NAMES = frozenset({"identifier", "property_identifier", "shorthand_property_identifier"})
_LONGEST = 200
_MOST_NODES = 5_000
"""Of a loop; what is longer is a program, and told nothing of."""
_MOST_LOOPS = 300
"""Of a file that are told of, so that loops in loops cost no more than that."""


def note_loop(reader: SyntaxReader, node: Node, endless: bool, cell: int | None = None) -> None:
    """Add the facts of a `while` (in JavaScript also a `do`, and a `for` without a condition)."""
    inside = [*islice(_below(node), _MOST_NODES + 1)]
    if len(inside) <= _MOST_NODES and len(reader.draft.loops) < _MOST_LOOPS:
        reader.draft.loops.append(_loop_of(reader, node, inside, endless, cell))


def _loop_of(reader: SyntaxReader, node: Node, inside: list[Node], endless: bool, cell: int | None) -> Loop:
    condition = node.child_by_field_name("condition")
    return Loop(
        span=reader.span(node),
        scope=reader.context.scope,
        condition="" if endless or condition is None else reader.one_line(condition)[:_LONGEST],
        exits=tuple(sorted(set(_exits(node)))),
        counts=_counts(reader, inside),
        goes_on_after_failure=any(item.type in _HANDLERS and not [*_exits(item)] for item in inside),
        names=tuple(sorted({reader.text(item) for item in inside if item.type in _NAMES})),
        cell=cell,
    )


def _exits(node: Node) -> Iterator[Exit]:
    """The ways out of a loop, or of one of its handlers; `break` of a loop inside is not one."""
    pending = [(child, False) for child in node.named_children]
    while pending:
        child, is_inner = pending.pop()
        if child.type in _INSIDE_OTHERS:
            continue
        if child.type in _EXITS and not (is_inner and child.type == "break_statement"):
            yield _EXITS[child.type]
        pending.extend((below, is_inner or child.type in _TAKES_BREAK) for below in child.named_children)


def _counts(reader: SyntaxReader, inside: list[Node]) -> bool:
    """Whether a condition of the loop, or in it, compares an amount, or asks a name that is stepped in it."""
    conditions = [item for node in inside if (item := node.child_by_field_name("condition")) is not None]
    asked = [part for condition in conditions for part in _below(condition)]
    if any(part.type in _ORDERS for part in asked):
        return True
    stepped = {reader.text(part) for node in inside if node.type in _STEPS for part in node.named_children[:1]}
    return bool(stepped) and any(reader.text(part) in stepped for part in asked)


def _below(node: Node) -> Iterator[Node]:
    """A node and everything in it."""
    pending = [node]
    while pending:
        item = pending.pop()
        yield item
        pending.extend(item.children)
