"""Strings as the interpreter would see them: prefixes, escapes, f-strings, and strings that stand side by side."""

from __future__ import annotations

import re
import unicodedata

from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Literal, Value
from groundrules.extract.python.grammar import EXPRESSION, kinds, named
from groundrules.extract.python.reader import Reader
from groundrules.extract.text import joined

_START = re.compile(r"""[A-Za-z]{0,3}(\"""|'''|"|')""")
_ESCAPE = re.compile(
    r"\\(?:(\n)|([\\'\"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]+)\})"
)
_SIMPLE = dict(zip("\\'\"abfnrtv", "\\'\"\a\b\f\n\r\t\v", strict=True))
_QUOTES = frozenset("\"'")
_CONTENT = kinds("string_content")
_INTERPOLATION = kinds("interpolation")
_STRING = kinds("string")
_FORMAT_SPECIFIER = kinds("format_specifier")
_HIGHEST_CODE_POINT = 0x10FFFF


def string(reader: Reader, node: Node) -> Value:
    """One string literal: a `Literal`, or a `Text` where an f-string has holes."""
    text = reader.text(node)
    quote = text[:1]
    if quote in _QUOTES and text[1:3] != quote * 2 and text[-1:] == quote and "\\" not in text and len(text) > 1:
        return Literal(text[1:-1], reader.span(node))
    start = _START.match(text)
    if start is None:
        return Literal(text, reader.span(node))
    quotes = start[1]
    prefix = text[: start.end() - len(quotes)].lower()
    if "f" in prefix or "t" in prefix:
        return _interpolated(reader, node, prefix)
    end = len(text) - len(quotes) if text.endswith(quotes) and len(text) >= start.end() + len(quotes) else len(text)
    return Literal(decoded(text[start.end() : end], prefix), reader.span(node))


def concatenated(reader: Reader, node: Node) -> Value:
    """`"a" f"{b}"`: strings that stand side by side are one."""
    return joined([reader.value(child) for child in named(node)], reader.span(node))


def is_interpolated(reader: Reader, node: Node) -> bool:
    """Whether a string literal is an f-string (or a t-string)."""
    start = _START.match(reader.text(node))
    return start is not None and not {"f", "t"}.isdisjoint(start[0].lower())


def decoded(content: str, prefix: str = "") -> str:
    """What stands between the quotes, escapes resolved unless the prefix is raw."""
    if "\\" not in content or "r" in prefix:
        return content
    text = _ESCAPE.sub(_escape_in_bytes if "b" in prefix else _escape, content)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _interpolated(reader: Reader, node: Node, prefix: str) -> Value:
    """The literal parts and the values of an f-string, in order."""
    parts: list[Value] = []
    for child in node.children:
        if child.kind_id in _CONTENT:
            text = reader.text(child).replace("{{", "{").replace("}}", "}")
            parts.append(Literal(decoded(text, prefix), reader.span(child)))
        elif child.kind_id in _INTERPOLATION:
            parts.extend(_interpolation(reader, child))
    span = reader.span(node)
    return joined(parts, span) if any(not isinstance(part, Literal) for part in parts) else _plain(parts, span)


def _plain(parts: list[Value], span: Span) -> Value:
    """An f-string whose holes hold literals only."""
    return Literal("".join(str(part.value) for part in parts if isinstance(part, Literal)), span)


def _interpolation(reader: Reader, node: Node) -> list[Value]:
    """The value in a hole; `{x=}` writes the expression before it."""
    expression = node.child_by_field_id(EXPRESSION)
    if expression is None:
        return []
    value = reader.value(expression)
    parts: list[Value] = []
    for child in node.children:
        if child.kind_id in _FORMAT_SPECIFIER:
            for inside in child.named_children:
                reader.value(inside)
        elif not child.is_named and child.type == "=":
            parts.append(Literal(reader.text(expression) + "=", reader.span(expression)))
    return [*parts, value]


def _escape(match: re.Match[str]) -> str:
    newline, simple, octal, hexadecimal, short, long, name = match.groups()
    if newline:
        return ""
    if simple:
        return _SIMPLE[simple]
    if name:
        return _named_character(name, match[0])
    code = int(octal, 8) if octal else int(hexadecimal or short or long, 16)
    return chr(code) if code <= _HIGHEST_CODE_POINT else match[0]


def _escape_in_bytes(match: re.Match[str]) -> str:
    """Bytes know no `\\u`, `\\U` and `\\N`."""
    return match[0] if match[5] or match[6] or match[7] else _escape(match)


def _named_character(name: str, otherwise: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return otherwise
