"""JSX: a value of no text, read for the expressions in it."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Unknown, Value
from groundrules.extract.javascript.reader import Reader

_MARKUP = frozenset({"jsx_element", "jsx_opening_element", "jsx_self_closing_element", "jsx_attribute", "jsx_fragment"})


def jsx(reader: Reader, node: Node) -> Value:
    """`<a b={c}>{d}</a>`: c and d are read, however deep the elements stand in each other."""
    pending = [node]
    while pending:
        current = pending.pop()
        for child in reversed(current.named_children):
            if child.type in _MARKUP or child.type == "jsx_expression":
                pending.append(child)
            elif current.type == "jsx_expression" and child.type != "comment":
                reader.value(child)
    return Unknown("jsx", reader.span(node))
