"""Arrays and objects that are written out."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Entry, Items, Mapping, Operation, Unknown, Value
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.function import FUNCTIONS, function
from groundrules.extract.javascript.key import key_of
from groundrules.extract.javascript.reader import Reader


def array(reader: Reader, node: Node) -> Value:
    """`[a, ...b]`: what `...` adds is the operation `*` of one operand, as in every language."""
    return Items(tuple(map(reader.value, named(node))), reader.span(node))


def spread(reader: Reader, node: Node) -> Value:
    """`...a`, where it stands among values."""
    inside = named(node)
    if not inside:
        return Unknown("syntax", reader.span(node))
    return Operation("*", (reader.value(inside[-1]),), reader.span(node))


def object_literal(reader: Reader, node: Node) -> Value:
    """`{a, "b": c, [d]: e, f() {}, ...g}`: a mapping; a key that is not constant is None."""
    entries: list[Entry] = []
    added: list[Value] = []
    for child in node.named_children:
        match child.type:
            case "pair":
                entries.append(_pair(reader, child))
            case "shorthand_property_identifier":
                name = reader.text(child)
                entries.append(Entry(name, reader.reference(name, child), reader.span(child)))
            case "method_definition":
                entries.append(_method(reader, child))
            case "spread_element":
                added.extend(reader.value(inside) for inside in named(child)[-1:])
            case "comment":
                pass
            case _:
                reader.value(child)
    return Mapping(tuple(entries), reader.span(node), tuple(added))


def _pair(reader: Reader, node: Node) -> Entry:
    key = key_of(reader, node.child_by_field_name("key"))
    value = node.child_by_field_name("value")
    if value is not None and value.type in FUNCTIONS:
        function(reader, value, f".{key or ''}")
        return Entry(key, Unknown("function", reader.span(value)), reader.span(node))
    return Entry(key, reader.value_of(value, node), reader.span(node))


def _method(reader: Reader, node: Node) -> Entry:
    key = key_of(reader, node.child_by_field_name("name"))
    function(reader, node, f".{key or ''}")
    return Entry(key, Unknown("function", reader.span(node)), reader.span(node))
