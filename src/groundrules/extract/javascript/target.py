"""What stands left of a value: names, properties, items, and patterns that take a value apart."""

from __future__ import annotations

import msgspec
from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import (
    Choice,
    Element,
    Items,
    Literal,
    Mapping,
    Member,
    Operation,
    Reference,
    Unknown,
    Value,
)
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.key import IDENTIFIER, key_of, property_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.syntax_reader import DEEPEST

_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern", "shorthand_property_identifier"})
_TRANSPARENT = frozenset({"parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"})
_DEFAULTED = frozenset({"assignment_pattern", "object_assignment_pattern", "assignment_expression"})


def bind(reader: Reader, target: Node, value: Value, span: Span, annotation: str = "") -> None:
    """Assign a value to a target: a name, `this.client`, `rows[0]`, or a pattern of such, part by part."""
    if reader.depth >= DEEPEST:
        return
    reader.depth += 1
    if target.type in _DEFAULTED:
        left = target.child_by_field_name("left")
        default = reader.value_of(target.child_by_field_name("right"), target)
        if left is not None:
            bind(reader, left, Choice((value, default), span), span)
    elif target.type in ("object_pattern", "object"):
        _take_properties(reader, target, value, span)
    elif target.type in ("array_pattern", "array"):
        _take_items(reader, target, value, span)
    else:
        reader.assign(target_name(reader, target) or "", value, span, annotation)
    reader.depth -= 1


def target_name(reader: Reader, target: Node) -> str | None:
    """The target as text: dotted, `this` as `self`; constant items as `rows[0]`, others as `rows[]`.

    None for what has no name, such as a property of a call's result.
    """
    steps: list[str] = []
    current: Node | None = target
    while current is not None and current.type not in _NAMES:
        if current.type == "this":
            return "self" + "".join(reversed(steps))
        if current.type == "member_expression":
            steps.append("." + property_of(reader, current))
            current = current.child_by_field_name("object")
        elif current.type == "subscript_expression":
            steps.append(_item(reader, current))
            current = current.child_by_field_name("object")
        elif current.type in _TRANSPARENT and current.named_children:
            current = current.named_children[0]
        else:
            reader.value(current)
            return None
    return None if current is None else reader.text(current) + "".join(reversed(steps))


def name_of_value(value: Value) -> str:
    """The target that a value was read from, where it is assigned anew (`a += b`); empty for what has no name."""
    steps: list[str] = []
    while isinstance(value, (Member, Element)):
        steps.append(_subscript(value.key) if isinstance(value, Member) else "[]")
        value = value.of
    return value.name + "".join(reversed(steps)) if isinstance(value, Reference) else ""


def _item(reader: Reader, node: Node) -> str:
    """A subscript as text."""
    index = node.child_by_field_name("index")
    key = reader.value(index) if index is not None else None
    return _subscript(key.value) if isinstance(key, Literal) else "[]"


def _subscript(key: str | float | bool | None) -> str:
    """A key as JSON in brackets; one that may stand behind a dot, behind a dot."""
    if isinstance(key, str) and IDENTIFIER.fullmatch(key):
        return f".{key}"
    return f"[{msgspec.json.encode(key).decode()}]"


def _take_properties(reader: Reader, pattern: Node, value: Value, span: Span) -> None:
    """`{a, b: c, d = 1, ...rest}`: each name is given its member of the value."""
    for child in named(pattern):
        match child.type:
            case "pair_pattern" | "pair":
                key = key_of(reader, child.child_by_field_name("key"))
                inner = child.child_by_field_name("value")
                if inner is not None:
                    bind(reader, inner, _member(value, key, span), span)
            case "rest_pattern" | "spread_element":
                for inside in named(child)[:1]:
                    bind(reader, inside, _rest(value, pattern, span), span)
            case _:
                left = child.child_by_field_name("left")
                bind(reader, child, _member(value, reader.text(child if left is None else left), span), span)


def _member(value: Value, key: str | None, span: Span) -> Value:
    """What a value holds for a key: the very one where it is written out."""
    if key is None:
        return Unknown("computed key", span)
    written = value.get(key) if isinstance(value, Mapping) else None
    return Member(value, key, span) if written is None else written


def _rest(value: Value, pattern: Node, span: Span) -> Value:
    """What `...rest` takes of an object: all of it where it stands alone."""
    return value if len(named(pattern)) == 1 else Unknown("rest of an object", span)


def _take_items(reader: Reader, pattern: Node, value: Value, span: Span) -> None:
    """`[a, , b]`: each name is given the item of its position, an empty place takes one too."""
    position = 0
    for child in pattern.children:
        if child.type == ",":
            position += 1
        elif child.type in ("rest_pattern", "spread_element"):
            for inside in named(child)[:1]:
                bind(reader, inside, _from(value, position, span), span)
        elif child.is_named and child.type != "comment":
            bind(reader, child, _part(value, position, span), span)


def _part(value: Value, position: int, span: Span) -> Value:
    if isinstance(value, Items) and not any(map(_is_spread, value.values)):
        return value.values[position] if position < len(value.values) else Literal(None, span)
    return Member(value, position, span)


def _from(value: Value, position: int, span: Span) -> Value:
    """What `...rest` takes of an array."""
    if isinstance(value, Items) and not any(map(_is_spread, value.values)):
        return Items(value.values[position:], value.span)
    return Operation("[:]", (value, Literal(position, span), Literal(None, span)), span)


def _is_spread(value: Value) -> bool:
    return isinstance(value, Operation) and value.operator == "*" and len(value.operands) == 1
