"""Chains of attributes, calls and subscripts: `client.chat("a")[0].text`, unrolled from the inside out."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.facts import Call
from groundrules.domain.value import (
    CallResult,
    Element,
    Entry,
    Literal,
    Member,
    Operation,
    Unknown,
    Value,
)
from groundrules.extract.python.grammar import (
    ARGUMENTS,
    ATTRIBUTE,
    COMMENT,
    FUNCTION,
    OBJECT,
    SUBSCRIPT,
    VALUE,
    kinds,
)
from groundrules.extract.python.reader import Reader
from groundrules.extract.python.template import fold
from groundrules.extract.syntax_reader import DEEPEST

_NAME = kinds("identifier")
_ATTRIBUTE = kinds("attribute")
_CALL = kinds("call")
_SLICE = kinds("slice")
_ARGUMENT_LIST = kinds("argument_list")
_KEYWORD = kinds("keyword_argument")
_STAR = kinds("list_splat", "parenthesized_list_splat")
_DOUBLE_STAR = kinds("dictionary_splat")
_INNER_FIELD = {
    **dict.fromkeys(_ATTRIBUTE, OBJECT),
    **dict.fromkeys(_CALL, FUNCTION),
    **dict.fromkeys(kinds("subscript"), VALUE),
}


def chain(reader: Reader, node: Node) -> Value:
    """An attribute, a call or a subscript, and all that it hangs on."""
    links, base = _links(node)
    if base is None:
        return Unknown("syntax", reader.span(node))
    if base.kind_id in _NAME:
        name, value = reader.text(base), None
    else:
        name, value = "", _base_value(reader, base, links)
    return _fold_links(reader, links, base, name, value)


def _links(node: Node) -> tuple[list[Node], Node | None]:
    """The links of a chain, innermost first, and what the chain hangs on."""
    links = []
    inner: Node | None = node
    while inner is not None and (field := _INNER_FIELD.get(inner.kind_id)) is not None:
        links.append(inner)
        inner = inner.child_by_field_id(field)
    links.reverse()
    return links, inner


def _base_value(reader: Reader, base: Node, links: list[Node]) -> Value:
    """The value a chain hangs on; the attributes up to the first call nest around it, so they count as depth."""
    around = next((position for position, link in enumerate(links) if link.kind_id in _CALL), len(links))
    reader.depth += around
    value = reader.value(base)
    reader.depth -= around
    return value


def _fold_links(reader: Reader, links: list[Node], base: Node, name: str, value: Value | None) -> Value:
    """Follow the links outwards; while only attributes follow a name, it is a longer name."""
    at, nested = base, 0
    for position, link in enumerate(links):
        kind = link.kind_id
        if value is None:
            if kind in _ATTRIBUTE:
                name = f"{name}.{_attribute_of(reader, link)}"
                at = link
                continue
            if kind not in _CALL and _is_type_argument(name, links, position):
                continue
            value = reader.reference(name, at)
        nested = 0 if kind in _CALL else nested + 1
        value = Unknown("nested too deeply", reader.span(link)) if nested > DEEPEST else _linked(reader, link, value)
    return reader.reference(name, at) if value is None else value


def _linked(reader: Reader, link: Node, inner: Value) -> Value:
    if link.kind_id in _CALL:
        return _called(reader, link, inner)
    if link.kind_id in _ATTRIBUTE:
        return Member(inner, _attribute_of(reader, link), reader.span(link))
    return _subscripted(reader, link, inner)


def _attribute_of(reader: Reader, link: Node) -> str:
    """The name behind the dot; empty where broken code lacks it."""
    attribute = link.child_by_field_id(ATTRIBUTE)
    return "" if attribute is None else reader.text(attribute)


def _is_type_argument(name: str, links: list[Node], position: int) -> bool:
    """Whether a subscript only tells a class its types, as in `Agent[Deps, str](model)`."""
    last = name.rpartition(".")[2]
    is_class = last[:1].isupper() and not (last.isupper() and len(last) > 1)
    followed = links[position + 1] if position + 1 < len(links) else None
    return is_class and followed is not None and followed.kind_id in _CALL


def _subscripted(reader: Reader, node: Node, of: Value) -> Value:
    """`x["k"]` is a member, `x[i]` an element, `x[a:b]` the operation `[:]` on x, a and b."""
    subscripts = node.children_by_field_id(SUBSCRIPT)
    if len(subscripts) == 1 and subscripts[0].kind_id in _SLICE:
        return Operation("[:]", (of, *_bounds(reader, subscripts[0])), reader.span(node))
    keys = [reader.value(subscript) for subscript in subscripts]
    if len(keys) == 1 and isinstance(keys[0], Literal):
        key = keys[0].value
        if isinstance(key, (str, int)) and not isinstance(key, bool):
            return Member(of, key, reader.span(node))
    return Element(of, reader.span(node))


def _bounds(reader: Reader, node: Node) -> tuple[Value, Value]:
    """Start and stop of a slice; one that is left out is None."""
    bounds: list[Value] = [Literal(None, reader.span(node)), Literal(None, reader.span(node))]
    position = 0
    for child in node.children:
        if child.is_named and child.kind_id not in COMMENT:
            value = reader.value(child)
            if position < len(bounds):
                bounds[position] = value
        elif not child.is_named:
            position += 1
    return bounds[0], bounds[1]


def _called(reader: Reader, node: Node, callee: Value) -> Value:
    """Record a call; its result, or the text that it plainly makes."""
    arguments: list[Value] = []
    keywords: list[Entry] = []
    spreads: list[Value] = []
    starred = False
    for child in _argument_nodes(node):
        kind = child.kind_id
        if kind in _KEYWORD:
            keywords.append(_keyword(reader, child))
        elif kind in _STAR:
            starred = True
            _splat(reader, child)
        elif kind in _DOUBLE_STAR:
            spreads.append(_splat(reader, child))
        elif kind not in COMMENT:
            arguments.append(reader.value(child))
    span = reader.span(node)
    context, calls = reader.context, reader.draft.calls
    calls.append(
        Call(
            callee,
            context.scope,
            span,
            tuple(arguments),
            tuple(keywords),
            tuple(spreads),
            starred,
            context.loop,
            context.under_main,
            context.handled,
            reader.cell,
        )
    )
    seen = None if starred else fold(callee, arguments, keywords, spreads, span)
    return CallResult(len(calls) - 1, span) if seen is None else seen


def _argument_nodes(node: Node) -> list[Node]:
    arguments = node.child_by_field_id(ARGUMENTS)
    if arguments is None:
        return []
    return arguments.named_children if arguments.kind_id in _ARGUMENT_LIST else [arguments]


def _keyword(reader: Reader, node: Node) -> Entry:
    inside = node.named_children
    value: Value = reader.value(inside[-1]) if len(inside) > 1 else Unknown("syntax", reader.span(node))
    return Entry(reader.text(inside[0]) if inside else None, value, reader.span(node))


def _splat(reader: Reader, node: Node) -> Value:
    inside = node.named_children
    return reader.value(inside[-1]) if inside else Unknown("syntax", reader.span(node))
