"""Statements: what each says itself, and what stands around the statements inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.facts import LoopKind
from groundrules.domain.value import Element, Items, Unknown, Value
from groundrules.extract.draft import Context
from groundrules.extract.loop import note_loop
from groundrules.extract.python.grammar import (
    BODY,
    COMMENT,
    CONDITION,
    CONSEQUENCE,
    LEFT,
    RIGHT,
    kinds,
    named,
)
from groundrules.extract.python.iteration import element_of
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.target import bind
from groundrules.extract.syntax_reader import Step

_EXCEPT = kinds("except_clause", "except_group_clause")
_BLOCK = kinds("block")
_CLAUSE = kinds("block", "elif_clause", "else_clause", "except_clause", "except_group_clause", "finally_clause")
_TARGET = kinds("identifier", "attribute", "subscript", "pattern_list", "tuple_pattern")
_GOES_ON = frozenset("([{.")
"""Behind these an expression goes on, but was not understood."""

_MAIN_TESTS = frozenset(
    f"{left}=={right}"
    for quote in ("'", '"')
    for left, right in (("__name__", f"{quote}__main__{quote}"), (f"{quote}__main__{quote}", "__name__"))
)


def block(reader: Reader, node: Node) -> Iterator[Step]:
    """The statements of a block or module, one after the other."""
    context = reader.context
    return ((child, context) for child in node.named_children)


def expression(reader: Reader, node: Node) -> tuple[Step, ...]:
    """An expression or assignment that stands alone."""
    for child in node.named_children:
        reader.value(child)
    return ()


def nothing(reader: Reader, node: Node) -> tuple[Step, ...]:
    """A statement that says nothing: `pass`, `break`, a comment."""
    return ()


def conditional(reader: Reader, node: Node) -> list[Step]:
    """`if` and `elif`; what stands under `if __name__ == "__main__"` is marked."""
    context = reader.context
    condition = node.child_by_field_id(CONDITION)
    inside = context
    if condition is not None:
        reader.value(condition)
        if not context.under_main and _is_main_test(reader.text(condition)):
            inside = replace(context, under_main=True)
    consequence = node.child_by_field_id(CONSEQUENCE)
    return [
        (child, inside if child == consequence else context)
        for child in node.named_children
        if child.kind_id in _CLAUSE
    ]


def while_loop(reader: Reader, node: Node) -> list[Step]:
    """`while`: its condition is evaluated again and again, so it counts as inside."""
    outside = reader.context
    condition = node.child_by_field_id(CONDITION)
    loop: LoopKind = "while true" if condition is not None and reader.text(condition) in ("True", "1") else "while"
    reader.context = replace(outside, loop=loop)
    note_loop(reader, node, loop == "while true", reader.cell)
    if condition is not None:
        reader.value(condition)
    return _loop_body(node, reader.context, outside)


def for_loop(reader: Reader, node: Node) -> list[Step]:
    """`for`: what is iterated over is evaluated once, before the loop."""
    outside = reader.context
    iterable = reader.value_of(node.child_by_field_id(RIGHT), node)
    variable = node.child_by_field_id(LEFT)
    reader.context = replace(outside, loop="for")
    if variable is not None:
        span = reader.span(variable)
        bind(reader, variable, element_of(reader.draft.calls, iterable, span), span)
    return _loop_body(node, reader.context, outside)


def _loop_body(node: Node, inside: Context, outside: Context) -> list[Step]:
    children = [child for child in node.named_children if child.kind_id in _CLAUSE]
    return [(child, inside if child.kind_id in _BLOCK else outside) for child in children]


def try_statement(reader: Reader, node: Node) -> list[Step]:
    """`try`: only its body is handled, and only where an except clause follows."""
    context = reader.context
    children = node.named_children
    handled = context.handled or any(child.kind_id in _EXCEPT for child in children)
    inside = context if handled == context.handled else replace(context, handled=True)
    return [(child, inside if child.kind_id in _BLOCK else context) for child in children]


def except_clause(reader: Reader, node: Node) -> list[Step]:
    """`except E as e`: the name of the exception is no value of interest."""
    return [(child, reader.context) for child in node.named_children if child.kind_id in _BLOCK]


def with_statement(reader: Reader, node: Node) -> list[Step]:
    """`with a as b`: b is a."""
    for child in node.named_children:
        if child.kind_id not in _BLOCK and child.kind_id not in COMMENT:
            reader.value(child)
    body = node.child_by_field_id(BODY)
    return [] if body is None else [(body, reader.context)]


def return_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`return x` tells what the function gives back; a bare `return` tells nothing."""
    for child in named(node)[:1]:
        reader.draft.scopes[reader.context.scope].returns.append(reader.value(child))
    return ()


def yielded(reader: Reader, node: Node) -> Value:
    """`yield x` gives x back, `yield from xs` an element of xs; what is sent in is not known."""
    inside = named(node)
    span = reader.span(node)
    if inside:
        value = reader.value(inside[0]) if len(inside) == 1 else Items(tuple(map(reader.value, inside)), span)
        is_from = any(not child.is_named and child.type == "from" for child in node.children)
        reader.draft.scopes[reader.context.scope].returns.append(Element(value, span) if is_from else value)
    return Unknown("sent value", span)


def global_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`global x`: what this function assigns to x, the module's x is given."""
    return _elsewhere(reader, node, 0)


def nonlocal_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`nonlocal x`: what this function assigns to x, the x of the function around it is given."""
    return _elsewhere(reader, node, max(0, reader.draft.scopes[reader.context.scope].parent))


def _elsewhere(reader: Reader, node: Node, scope: int) -> tuple[Step, ...]:
    here = reader.context.scope
    if here != scope:
        reader.draft.scopes[here].outer.update((reader.text(child), scope) for child in named(node))
    return ()


def broken(reader: Reader, node: Node) -> list[Step]:
    """Code that is not Python: the statements and expressions in it, and `a = b` where it can be made out."""
    inside: list[Step] = []
    children = node.children
    for position, child in enumerate(children):
        if not child.is_named or child.kind_id in COMMENT:
            continue
        following = children[position + 1].type if position + 1 < len(children) else ""
        if child.kind_id in _TARGET and following == "=":
            continue
        target = _target_before(children, position)
        if target is not None and following not in _GOES_ON:
            bind(reader, target, reader.value(child), reader.span(child))
        else:
            inside.append((child, reader.context))
    return inside


def _target_before(children: list[Node], position: int) -> Node | None:
    """What a `=` before this child would assign to."""
    if position > 1 and children[position - 1].type == "=" and children[position - 2].kind_id in _TARGET:
        return children[position - 2]
    return None


def _is_main_test(condition: str) -> bool:
    return "".join(condition.strip("()").split()) in _MAIN_TESTS
