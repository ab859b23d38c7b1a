"""Classes and enumerations: fields are assignments in the scope of the class, methods its functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.value import Literal, Unknown, Value
from groundrules.extract.draft import ScopeDraft
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.function import FUNCTIONS, annotation_of, function, name_of
from groundrules.extract.javascript.key import key_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.syntax_reader import Step

CLASS = "class"
"""A class that is an expression."""

_EXACT = 2**53
"""Integers from here on are no longer counted one by one."""

_FIELDS = frozenset({"field_definition", "public_field_definition"})


def declaration(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`class A extends B {}`."""
    class_definition(reader, node)
    return ()


def expression(reader: Reader, node: Node) -> Value:
    """A class that stands in an expression."""
    class_definition(reader, node, name=name_of(reader, node) or "<class>")
    return Unknown("class", reader.span(node))


def class_definition(reader: Reader, node: Node, decorators: tuple[Value, ...] = (), name: str = "") -> None:
    """Open the scope of a class; its body runs where it stands, so the loop and the try around it hold."""
    own = tuple(value for child in node.children_by_field_name("decorator") for value in decorator(reader, child))
    bases = tuple(_bases(reader, node))
    name = name or name_of(reader, node)
    scope = ScopeDraft(name, "class", reader.context.scope, reader.span(node), (), decorators + own, bases)
    inside = replace(reader.context, scope=reader.open_scope(scope))
    body = node.child_by_field_name("body")
    if body is not None:
        reader.later(body, inside)


def body(reader: Reader, node: Node) -> list[Step]:
    """What stands in a class: decorators belong to what follows them."""
    inside: list[Step] = []
    decorators: tuple[Value, ...] = ()
    for child in node.named_children:
        if child.type == "decorator":
            decorators += decorator(reader, child)
            continue
        if child.type == "method_definition":
            _method(reader, child, decorators)
        elif child.type in _FIELDS:
            _field(reader, child)
        elif child.type == "class_static_block":
            inside.extend((block, reader.context) for block in named(child))
        decorators = ()
    return inside


def decorator(reader: Reader, node: Node) -> tuple[Value, ...]:
    """`@Get("x")`: the value behind the sign."""
    return tuple(reader.value(child) for child in named(node)[:1])


def enumeration(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`enum E { A, B = "b" }`: each member is assigned, `E.A` and `E.B`; without a value it counts on."""
    name, members = name_of(reader, node), node.child_by_field_name("body")
    following: int | None = 0
    for child in named(members) if members is not None else ():
        written = child.child_by_field_name("value")
        key = key_of(reader, child.child_by_field_name("name") if child.type == "enum_assignment" else child)
        span = reader.span(child)
        if written is not None:
            value = reader.value(written)
        else:
            value = Unknown("counter", span) if following is None else Literal(following, span)
        following = _next(value)
        reader.assign(f"{name}.{key}", value, span)
    return ()


def _next(value: Value) -> int | None:
    """What a member without a value has behind one of this value."""
    counts = isinstance(value, Literal) and isinstance(value.value, int) and abs(value.value) < _EXACT
    return int(value.value or 0) + 1 if counts and isinstance(value, Literal) else None


def _method(reader: Reader, node: Node, decorators: tuple[Value, ...]) -> None:
    own = tuple(value for child in node.children_by_field_name("decorator") for value in decorator(reader, child))
    key = key_of(reader, node.child_by_field_name("name"))
    function(reader, node, key or "<function>", decorators + own)


def _field(reader: Reader, node: Node) -> None:
    """`x = 1`: an assignment in the scope of the class; a function takes the name of its field."""
    for child in node.children_by_field_name("decorator"):
        decorator(reader, child)
    name = key_of(reader, node.child_by_field_name("name") or node.child_by_field_name("property")) or ""
    value, span = node.child_by_field_name("value"), reader.span(node)
    if value is not None and value.type in FUNCTIONS:
        function(reader, value, name)
        return
    annotation = annotation_of(reader, node)
    given = Unknown("declared only", span) if value is None else reader.value(value)
    if value is not None or annotation:
        reader.assign(name, given, span, annotation)


def _bases(reader: Reader, node: Node) -> Iterator[str]:
    """The class that is extended, as dotted text; what an expression there calls is recorded."""
    for heritage in node.named_children:
        if heritage.type != "class_heritage":
            continue
        for child in named(heritage):
            base = child.child_by_field_name("value") if child.type == "extends_clause" else child
            if base is not None and child.type != "implements_clause":
                reader.value(base)
                yield reader.one_line(base)
