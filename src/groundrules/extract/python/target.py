"""What stands left of a value: names, attributes, items, and tuples of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Items, Literal, Member, Operation, Unknown, Value
from groundrules.extract.python.grammar import ATTRIBUTE, OBJECT, SUBSCRIPT, VALUE, kinds, named
from groundrules.extract.python.reader import Reader
from groundrules.extract.syntax_reader import DEEPEST

_NAME = kinds("identifier")
_ATTRIBUTE = kinds("attribute")
_SUBSCRIPT = kinds("subscript")
_SEVERAL = kinds("pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list")
_WRAPPER = kinds("parenthesized_expression", "as_pattern_target")
_STAR = kinds("list_splat_pattern", "list_splat")


def bind(reader: Reader, target: Node, value: Value, span: Span, annotation: str = "") -> None:
    """Assign a value to a target: a name, `self.client`, `config["model"]`, or a tuple of such, part by part."""
    while target.kind_id in _WRAPPER and (inside := named(target)):
        target = inside[0]
    if target.kind_id in _SEVERAL:
        _unpack(reader, named(target), value, span)
        return
    name = target_name(reader, target)
    if name is not None:
        reader.assign(name, value, span, annotation)


def target_name(reader: Reader, target: Node) -> str | None:
    """The target as text: dotted, constant items as `config["model"]` and `rows[0]`, others as `rows[]`.

    None for what has no name, such as an attribute of a call's result.
    """
    steps: list[str] = []
    current: Node | None = target
    while current is not None and current.kind_id not in _NAME:
        if current.kind_id in _ATTRIBUTE:
            attribute = current.child_by_field_id(ATTRIBUTE)
            steps.append("." + reader.text(attribute) if attribute else "")
            current = current.child_by_field_id(OBJECT)
        elif current.kind_id in _SUBSCRIPT:
            steps.append(_item(reader, current))
            current = current.child_by_field_id(VALUE)
        else:
            reader.value(current)
            return None
    return None if current is None else reader.text(current) + "".join(reversed(steps))


def _item(reader: Reader, node: Node) -> str:
    """A subscript as text, the key as JSON."""
    keys = [reader.value(subscript) for subscript in node.children_by_field_id(SUBSCRIPT)]
    if len(keys) == 1 and isinstance(keys[0], Literal):
        return f"[{msgspec.json.encode(keys[0].value).decode()}]"
    return "[]"


def _unpack(reader: Reader, targets: Sequence[Node], value: Value, span: Span) -> None:
    """Give each target its part of a value."""
    if reader.depth >= DEEPEST:
        return
    reader.depth += 1
    starred = next((position for position, target in enumerate(targets) if target.kind_id in _STAR), None)
    for position, target in enumerate(targets):
        if position == starred:
            rest = _rest(value, position, len(targets) - position - 1, span)
            for inside in named(target)[:1]:
                bind(reader, inside, rest, span)
        else:
            after_star = starred is not None and position > starred
            bind(reader, target, _part(value, position - len(targets) if after_star else position, span), span)
    reader.depth -= 1


def _part(value: Value, position: int, span: Span) -> Value:
    """The value at a position: the very one where the value is written out, else a member."""
    if isinstance(value, Items) and not any(map(_is_star, value.values)):
        length = len(value.values)
        return value.values[position] if -length <= position < length else Unknown("unpacking", span)
    return Member(value, position, span)


def _rest(value: Value, before: int, after: int, span: Span) -> Value:
    """What `*rest` takes."""
    if isinstance(value, Items) and not any(map(_is_star, value.values)):
        return Items(value.values[before : len(value.values) - after], value.span)
    return Unknown("rest of an unpacking", span)


def _is_star(value: Value) -> bool:
    return isinstance(value, Operation) and value.operator == "*" and len(value.operands) == 1
