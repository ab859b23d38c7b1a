"""Imports: which name stands for what. Relative ones keep their dots."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from groundrules.domain.facts import Import
from groundrules.extract.python.grammar import ALIAS, MODULE_NAME, NAME, kinds
from groundrules.extract.python.reader import Reader
from groundrules.extract.syntax_reader import Step

_ALIASED = kinds("aliased_import")
_WILDCARD = kinds("wildcard_import")
_FUTURE = kinds("future_import_statement")


def import_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`."""
    for child in node.children_by_field_id(NAME):
        module, alias = _names(reader, child)
        if alias:
            _bring_in(reader, alias, module, child)
        else:
            first = module.partition(".")[0]
            _bring_in(reader, first, first, child)
    return ()


def import_from(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`from a import b as c` binds `c` to `a.b`; `from a import *` binds `*` to `a`."""
    module_node = node.child_by_field_id(MODULE_NAME)
    module = "__future__" if node.kind_id in _FUTURE else _dotted(reader, module_node) if module_node else ""
    for child in _imported(node):
        if child.kind_id in _WILDCARD:
            _bring_in(reader, "*", module, child)
            continue
        name, alias = _names(reader, child)
        target = module + name if module.endswith(".") else f"{module}.{name}"
        _bring_in(reader, alias or name, target, child)
    return ()


def _imported(node: Node) -> Iterator[Node]:
    yield from node.children_by_field_id(NAME)
    yield from (child for child in node.named_children if child.kind_id in _WILDCARD)


def _names(reader: Reader, node: Node) -> tuple[str, str]:
    """The name as written, and what `as` calls it."""
    if node.kind_id not in _ALIASED:
        return _dotted(reader, node), ""
    name, alias = node.child_by_field_id(NAME), node.child_by_field_id(ALIAS)
    return _dotted(reader, name) if name else "", reader.text(alias) if alias else ""


def _dotted(reader: Reader, node: Node) -> str:
    """A dotted name without the blanks that may stand around its dots."""
    return "".join(reader.text(node).split())


def _bring_in(reader: Reader, name: str, target: str, node: Node) -> None:
    if name:
        found = Import(name, target, reader.context.scope, reader.span(node), reader.cell)
        reader.draft.imports.append(found)
