"""Strings and template literals as the interpreter would see them."""

from __future__ import annotations

import re

from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Literal, Value
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.text import joined

_ESCAPE = re.compile(
    r"\\(?:\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,8})\}|([0-7]{1,3})|(.))", re.DOTALL
)
_SIMPLE = dict(zip("bfnrtv", "\b\f\n\r\t\v", strict=True))
_QUOTES = frozenset("\"'`")
_HIGHEST_CODE_POINT = 0x10FFFF


def string(reader: Reader, node: Node) -> Value:
    """`"a"`: a literal."""
    return Literal(text_of(reader, node), reader.span(node))


def text_of(reader: Reader, node: Node) -> str:
    """What a string holds."""
    text = reader.text(node)
    closed = len(text) > 1 and text[-1] == text[0]
    return decoded(text[1:-1] if closed else text[1:]) if text[:1] in _QUOTES else text


def template(reader: Reader, node: Node) -> Value:
    """`a${b}`: a text of literal parts and values, in order; a literal where there are no holes."""
    span = reader.span(node)
    parts: list[Value] = []
    end = node.end_byte - (node.child_count > 1 and node.children[-1].type == "`")
    start, place = node.start_byte + 1, (node.start_point[0], node.start_point[1] + 1)
    for child in node.named_children:
        if child.type == "template_substitution":
            _add_piece(reader, parts, (start, child.start_byte), reader.span_between(place, child.start_point))
            parts.extend(reader.value(inside) for inside in named(child)[-1:])
            start, place = child.end_byte, child.end_point
    if not parts:
        return Literal(decoded(reader.text_between(start, max(start, end))), span)
    last = (node.end_point[0], max(0, node.end_point[1] - (node.end_byte - end)))
    _add_piece(reader, parts, (start, end), reader.span_between(place, last))
    return joined(parts, span)


def _add_piece(reader: Reader, parts: list[Value], piece: tuple[int, int], span: Span) -> None:
    if piece[0] < piece[1]:
        parts.append(Literal(decoded(reader.text_between(*piece)), span))


def decoded(content: str) -> str:
    """What stands between the quotes, escapes resolved."""
    if "\\" not in content:
        return content
    text = _ESCAPE.sub(_escape, content)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _escape(match: re.Match[str]) -> str:
    byte, short, long, octal, simple = match.groups()
    if simple is not None:
        return _SIMPLE.get(simple, simple)
    if octal is not None:
        return chr(int(octal, 8))
    digits = byte or short or long
    if digits is None:
        return ""
    code = int(digits, 16)
    return chr(code) if code <= _HIGHEST_CODE_POINT else match[0]
