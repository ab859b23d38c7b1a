"""Statements: what each says itself, and what stands around the statements inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.facts import LoopKind
from groundrules.domain.value import Unknown
from groundrules.extract.javascript.iteration import element_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.target import bind
from groundrules.extract.loop import note_loop
from groundrules.extract.syntax_reader import Step

_FOREVER = frozenset({"(true)", "(1)"})


def block(reader: Reader, node: Node) -> Iterator[Step]:
    """The statements of a block or module, one after the other."""
    context = reader.context
    return ((child, context) for child in node.named_children)


def body(reader: Reader, node: Node) -> list[Step]:
    """The body of a namespace, a label, a `finally`: its names are those of the scope around."""
    return _children(reader, node, "body")


def expression(reader: Reader, node: Node) -> tuple[Step, ...]:
    """An expression that stands alone, or behind `throw`."""
    for child in node.named_children:
        reader.value(child)
    return ()


def nothing(reader: Reader, node: Node) -> tuple[Step, ...]:
    """A statement that says nothing: `break`, a type, a comment."""
    return ()


def conditional(reader: Reader, node: Node) -> list[Step]:
    """`if`; what stands under `require.main === module` and its likes is marked."""
    context = inside = reader.context
    condition = node.child_by_field_name("condition")
    if condition is not None:
        reader.value(condition)
        if not context.under_main and _is_main_test(reader.text(condition)):
            inside = replace(context, under_main=True)
    consequence, alternative = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    steps = [(consequence, inside), (alternative, context)]
    return [(child, around) for child, around in steps if child is not None]


def while_loop(reader: Reader, node: Node) -> list[Step]:
    """`while` and `do`: the condition is evaluated again and again, so it counts as inside."""
    condition = node.child_by_field_name("condition")
    forever = condition is not None and reader.text(condition) in _FOREVER
    _enter(reader, "while true" if forever else "while")
    note_loop(reader, node, forever)
    if condition is not None:
        reader.value(condition)
    return body(reader, node)


def for_loop(reader: Reader, node: Node) -> list[Step]:
    """`for (let i = 0; ...; i++)`; without a condition it goes on for ever."""
    outside = reader.context
    condition = node.child_by_field_name("condition")
    first = _children(reader, node, "initializer")
    forever = condition is None or condition.type == "empty_statement"
    _enter(reader, "while true" if forever else "for")
    if forever:
        note_loop(reader, node, endless=True)
    again = [*_children(reader, node, "condition"), *_children(reader, node, "increment")]
    return [*((child, outside) for child, _ in first), *again, *body(reader, node)]


def for_each(reader: Reader, node: Node) -> list[Step]:
    """`for (const a of b)`, `for await`, `for (const k in b)`: what is iterated over is evaluated once, before."""
    iterable = reader.value_of(node.child_by_field_name("right"), node)
    variable, operator = node.child_by_field_name("left"), node.child_by_field_name("operator")
    _enter(reader, "for")
    if variable is not None:
        span = reader.span(variable)
        of_keys = operator is not None and operator.type == "in"
        value = Unknown("key", span) if of_keys else element_of(reader.draft.calls, iterable, span)
        bind(reader, variable, value, span)
    return body(reader, node)


def try_statement(reader: Reader, node: Node) -> list[Step]:
    """`try`: only its body is handled, and only where a `catch` follows."""
    context = reader.context
    handled = context.handled or node.child_by_field_name("handler") is not None
    inside = context if handled == context.handled else replace(context, handled=True)
    rest = [*_children(reader, node, "handler"), *_children(reader, node, "finalizer")]
    return [*((child, inside) for child, _ in body(reader, node)), *rest]


def switch(reader: Reader, node: Node) -> list[Step]:
    """`switch (a)`, and each `case b:` of it."""
    value = node.child_by_field_name("value")
    if value is not None:
        reader.value(value)
    return body(reader, node)


def return_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`return x` tells what the function gives back; a bare `return` tells nothing."""
    for child in node.named_children:
        if child.type != "comment":
            reader.draft.scopes[reader.context.scope].returns.append(reader.value(child))
    return ()


def _children(reader: Reader, node: Node, field: str) -> list[Step]:
    return [(child, reader.context) for child in node.children_by_field_name(field) if child.is_named]


def _enter(reader: Reader, loop: LoopKind) -> None:
    reader.context = replace(reader.context, loop=loop)


def _is_main_test(condition: str) -> bool:
    """`require.main === module`, `import.meta.main`, `process.argv[1] === fileURLToPath(import.meta.url)`."""
    if "require.main" in condition or "import.meta.main" in condition:
        return True
    return "import.meta.url" in condition and "process.argv" in condition
