"""Names behind dots and before colons: the keys of objects, patterns and classes."""

from __future__ import annotations

import re

from tree_sitter import Node

from groundrules.domain.value import Literal
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.string import text_of

IDENTIFIER = re.compile(r"[^\W\d][\w$]*|[$][\w$]*")
"""A text that may stand behind a dot."""


def key_of(reader: Reader, node: Node | None) -> str | None:
    """The key of an object, of a pattern or of a class, where it is constant."""
    if node is None:
        return None
    match node.type:
        case "string":
            return text_of(reader, node)
        case "computed_property_name":
            keys = [reader.value(inside) for inside in named(node)]
            constant = len(keys) == 1 and isinstance(keys[0], Literal) and keys[0].value is not None
            return str(keys[0].value) if constant and isinstance(keys[0], Literal) else None
        case _:
            return reader.text(node)


def property_of(reader: Reader, node: Node) -> str:
    """The name behind the dot; empty where broken code lacks it."""
    name = node.child_by_field_name("property")
    return "" if name is None else reader.text(name)
