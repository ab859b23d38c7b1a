"""Functions, classes and lambdas: what each declares, and the scope that its body is read in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.facts import Parameter
from groundrules.domain.value import Literal, Unknown, Value
from groundrules.extract.draft import Context, ScopeDraft
from groundrules.extract.python.grammar import (
    BODY,
    COMMENT,
    DEFINITION,
    NAME,
    PARAMETERS,
    RETURN_TYPE,
    SUPERCLASSES,
    TYPE,
    VALUE,
    kinds,
    named,
)
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.string import is_interpolated
from groundrules.extract.syntax_reader import Step

_CLASS = kinds("class_definition")
_DECORATOR = kinds("decorator")
_KEYWORD = kinds("keyword_argument")
_BASE_PART = kinds("subscript", "call")
_SEPARATOR = kinds("positional_separator", "keyword_separator")
_STATEMENT = kinds("expression_statement")
_STRING = kinds("string", "concatenated_string")
_STRING_ALONE = kinds("string")


def decorated(reader: Reader, node: Node) -> list[Step]:
    """A definition with its decorators, which are values read around it."""
    decorators: list[Value] = []
    for child in node.named_children:
        if child.kind_id in _DECORATOR:
            decorators.extend(reader.value(inside) for inside in named(child)[:1])
    definition = node.child_by_field_id(DEFINITION)
    if definition is None:
        return []
    read = class_definition if definition.kind_id in _CLASS else function_definition
    return read(reader, definition, tuple(decorators))


def function_definition(reader: Reader, node: Node, decorators: tuple[Value, ...] = ()) -> list[Step]:
    """`def`: defaults and annotations are read around it, its body in its own scope."""
    parameters = tuple(_parameters(reader, node.child_by_field_id(PARAMETERS)))
    returned = node.child_by_field_id(RETURN_TYPE)
    if returned is not None and "(" in reader.text(returned):
        reader.value(returned)
    scope = ScopeDraft(_name(reader, node), "function", reader.context.scope, reader.span(node), parameters, decorators)
    return _body(reader, node, scope, Context(reader.open_scope(scope)))


def class_definition(reader: Reader, node: Node, decorators: tuple[Value, ...] = ()) -> list[Step]:
    """`class`: its body runs where it stands, so the loop and the try around it hold."""
    bases = tuple(_bases(reader, node.child_by_field_id(SUPERCLASSES)))
    scope = ScopeDraft(_name(reader, node), "class", reader.context.scope, reader.span(node), (), decorators, bases)
    return _body(reader, node, scope, replace(reader.context, scope=reader.open_scope(scope)))


def named_lambda(reader: Reader, node: Node, name: str = "<lambda>") -> Value:
    """A lambda: a function of one expression. Assigned to a name it is a function of that name, as `def` makes one."""
    outside = reader.context
    parameters = tuple(_parameters(reader, node.child_by_field_id(PARAMETERS)))
    scope = ScopeDraft(name, "function", outside.scope, reader.span(node), parameters)
    reader.context = Context(reader.open_scope(scope))
    scope.returns.append(reader.value_of(node.child_by_field_id(BODY), node))
    reader.context = outside
    return Unknown("lambda", scope.span)


def _body(reader: Reader, node: Node, scope: ScopeDraft, inside: Context) -> list[Step]:
    body = node.child_by_field_id(BODY)
    if body is None:
        return []
    scope.docstring = docstring(reader, body)
    return [(body, inside)]


def docstring(reader: Reader, body: Node) -> str:
    """The string that a body begins with, decoded; empty where there is none."""
    first = next((child for child in body.named_children if child.kind_id not in COMMENT), None)
    if first is None or first.kind_id not in _STATEMENT:
        return ""
    inside = first.named_children
    if len(inside) != 1 or inside[0].kind_id not in _STRING:
        return ""
    pieces = inside if inside[0].kind_id in _STRING_ALONE else inside[0].named_children
    if any(is_interpolated(reader, piece) for piece in pieces):
        return ""
    value = reader.value(inside[0])
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""


def _parameters(reader: Reader, node: Node | None) -> Iterator[Parameter]:
    for child in named(node) if node is not None else ():
        if child.kind_id in _SEPARATOR:
            continue
        default, annotated = child.child_by_field_id(VALUE), child.child_by_field_id(TYPE)
        name = child.child_by_field_id(NAME)
        if name is None:
            name = child.named_children[0] if annotated is not None and child.named_children else child
        annotation = reader.one_line(annotated) if annotated is not None else ""
        if annotated is not None and "(" in annotation:
            reader.value(annotated)
        yield Parameter(reader.one_line(name), None if default is None else reader.value(default), annotation)


def _bases(reader: Reader, node: Node | None) -> Iterator[str]:
    """Base classes as dotted text, without type arguments; keyword arguments are read for their calls."""
    for child in named(node) if node is not None else ():
        if child.kind_id in _KEYWORD:
            reader.value(child.named_children[-1])
            continue
        reader.value(child)
        base: Node | None = child
        while base is not None and base.kind_id in _BASE_PART:
            base = base.named_children[0] if base.named_children else None
        yield reader.one_line(base or child)


def _name(reader: Reader, node: Node) -> str:
    name = node.child_by_field_id(NAME)
    return "" if name is None else reader.text(name)
