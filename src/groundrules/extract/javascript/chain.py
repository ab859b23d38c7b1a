"""Chains of properties, calls and subscripts: `client.chat("a")[0]?.text`, unrolled from the inside out."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from groundrules.domain.value import CallResult, Element, Literal, Member, Unknown, Value
from groundrules.extract.javascript.call import called
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.key import IDENTIFIER, property_of
from groundrules.extract.javascript.reader import Reader

_INNER_FIELD = {
    "member_expression": "object",
    "subscript_expression": "object",
    "call_expression": "function",
    "new_expression": "constructor",
}
_FIRST_INSIDE = frozenset(
    {"parenthesized_expression", "await_expression", "non_null_expression", "as_expression", "satisfies_expression"}
    | {"instantiation_expression"}
)
"""What changes nothing about the value that is written first inside it."""

_CALLS = frozenset({"call_expression", "new_expression"})
_NAMES = {"identifier": "", "this": "self", "super": "super", "import": "import", "meta_property": ""}
"""What begins a dotted name, and as what it is written where not as itself."""

_MOST_NESTED = 30
"""Links that make a value of another without a call's result between them."""

_ASSERTION = "type_assertion"
TRANSPARENT = " ".join(sorted(_FIRST_INSIDE | {_ASSERTION}))


def chain(reader: Reader, node: Node) -> Value:
    """A property, a call or a subscript, and all that it hangs on, through brackets, `await` and types."""
    links, base = _links(node)
    if base is None:
        return Unknown("syntax", reader.span(node))
    caught = _caught(reader, links)
    outside = reader.context
    if caught and not outside.handled:
        reader.context = replace(outside, handled=True)
    name, value = _begin(reader, base, links)
    at, nested = base, 0
    for position, link in enumerate(links):
        if position == caught:
            reader.context = outside
        key = None if link.type in _CALLS else _key(reader, link)
        if value is None:
            if isinstance(key, str) and IDENTIFIER.fullmatch(key.removeprefix("#")):
                name, at = f"{name}.{key}", link
                continue
            value = reader.reference(name, at)
        if nested == _MOST_NESTED:
            value, nested = Unknown("nested too deeply", reader.span(link)), 0
        value = _linked(reader, link, value, key)
        nested = 0 if isinstance(value, CallResult) else nested + 1
    reader.context = outside
    return reader.reference(name, at) if value is None else value


def name(reader: Reader, node: Node) -> Value:
    """`model`, `this`, `import.meta`: a reference."""
    return reader.reference(_NAMES.get(node.type) or reader.text(node), node)


def inside(node: Node) -> Node | None:
    """What stands in brackets, behind `await` or before a type; None for what is no such wrapper."""
    if node.type == _ASSERTION:
        written = named(node)
        return written[-1] if written else None
    if node.type in _FIRST_INSIDE:
        return next(iter(named(node)), None)
    return None


def _links(node: Node) -> tuple[list[Node], Node | None]:
    """The links of a chain, innermost first, and what the chain hangs on."""
    links = []
    inner: Node | None = node
    while inner is not None:
        kind = inner.type
        field = _INNER_FIELD.get(kind)
        if field is not None:
            links.append(inner)
            inner = inner.child_by_field_name(field)
        elif kind in _FIRST_INSIDE or kind == _ASSERTION:
            inner = inside(inner)
        else:
            break
    links.reverse()
    return links, inner


def _begin(reader: Reader, base: Node, links: list[Node]) -> tuple[str, Value | None]:
    """The name that a chain hangs on, or the value; what links may nest around the value counts as depth."""
    written = _NAMES.get(base.type)
    if written is not None:
        return written or reader.text(base), None
    around = min(len(links), _MOST_NESTED)
    reader.depth += around
    value = reader.value(base)
    reader.depth -= around
    return "", value


def _caught(reader: Reader, links: list[Node]) -> int:
    """The position of the last `.catch` of a chain: what stands before it is handled. 0 where there is none."""
    for position in range(len(links) - 2, 1, -1):
        if links[position].type == "member_expression" and property_of(reader, links[position]) == "catch":
            return position
    return 0


def _linked(reader: Reader, link: Node, inner: Value, key: str | int | None) -> Value:
    if link.type in _CALLS:
        return called(reader, link, inner)
    return Element(inner, reader.span(link)) if key is None else Member(inner, key, reader.span(link))


def _key(reader: Reader, link: Node) -> str | int | None:
    """`.a` and `["a"]` have the key `a`, `[0]` the key 0; a key that is not constant is None."""
    if link.type == "member_expression":
        return property_of(reader, link)
    index = link.child_by_field_name("index") if link.type == "subscript_expression" else None
    key = reader.value(index) if index is not None else None
    if isinstance(key, Literal) and isinstance(key.value, (str, int)) and not isinstance(key.value, bool):
        return key.value
    return None
