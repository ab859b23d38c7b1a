"""Modules brought in by an expression: `require("x")`, `await import("x")`."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.facts import Import
from groundrules.domain.location import Span
from groundrules.extract.javascript.chain import inside
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.key import key_of, property_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.string import text_of

WHOLE = "*"
"""The member that stands for a whole module."""


def add_import(reader: Reader, name: str, module: str, member: str, span: Span) -> None:
    """Record that a name stands for a member of a module."""
    reader.draft.imports.append(Import(name, f"{module}:{member}", reader.context.scope, span))


def required(reader: Reader, node: Node) -> tuple[str, str] | None:
    """The module that an expression loads, and the member of it that is taken; None for other expressions."""
    members: list[str] = []
    current: Node | None = node
    while current is not None and current.type != "call_expression":
        if current.type == "member_expression":
            members.append(property_of(reader, current))
            current = current.child_by_field_name("object")
        else:
            current = inside(current)
    module = None if current is None else _loaded(reader, current)
    return None if module is None else (module, ".".join(reversed(members)))


def bring_in(reader: Reader, target: Node, module: str, member: str, span: Span) -> bool:
    """Bind a name, or the names of `{ a, b: c }`, to a module; False where the target is none of these."""
    if target.type == "identifier":
        add_import(reader, reader.text(target), module, member or WHOLE, span)
        return True
    if target.type != "object_pattern" or not all(_is_plain(child) for child in named(target)):
        return False
    for child in named(target):
        value = child.child_by_field_name("value") or child
        key = key_of(reader, child.child_by_field_name("key")) if value is not child else reader.text(child)
        path = f"{member}.{key}" if member else key or ""
        add_import(reader, reader.text(value), module, path, reader.span(child))
    return True


def _loaded(reader: Reader, call: Node) -> str | None:
    """The module of `require("x")` or `import("x")`."""
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if function is None or arguments is None or function.type not in ("identifier", "import"):
        return None
    if reader.text(function) not in ("require", "import"):
        return None
    given = named(arguments)
    return text_of(reader, given[0]) if len(given) == 1 and given[0].type == "string" else None


def _is_plain(node: Node) -> bool:
    value = node.child_by_field_name("value")
    if node.type == "pair_pattern":
        return value is not None and value.type == "identifier"
    return node.type == "shorthand_property_identifier_pattern"
