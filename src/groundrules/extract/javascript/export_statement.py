"""Exports: what a module gives to others stands in its scope under the name that others use."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Value
from groundrules.extract.javascript.class_definition import CLASS, class_definition, decorator
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.function import FUNCTIONS, function, name_of
from groundrules.extract.javascript.import_statement import specifiers
from groundrules.extract.javascript.key import key_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.require import WHOLE, add_import
from groundrules.extract.javascript.string import text_of
from groundrules.extract.syntax_reader import Step

_CLASSES = frozenset({"class_declaration", "abstract_class_declaration"})
_NAMED = _CLASSES | {"function_declaration", "generator_function_declaration"}


def export_statement(reader: Reader, node: Node) -> list[Step]:
    """`export const a = b`, `export { a as b }`, `export { a } from "m"`, `export default a`, `export = a`."""
    source = node.child_by_field_name("source")
    if source is not None:
        _from_module(reader, node, text_of(reader, source))
        return []
    decorators = tuple(v for child in node.children_by_field_name("decorator") for v in decorator(reader, child))
    declaration = node.child_by_field_name("declaration")
    if declaration is not None:
        return _declared(reader, node, declaration, decorators)
    value = node.child_by_field_name("value")
    for child in named(node):
        if child.type == "export_clause":
            _renamed(reader, child)
        elif child == value or (value is None and child.type != "decorator"):
            _default(reader, child, decorators)
    return []


def _from_module(reader: Reader, node: Node, module: str) -> None:
    """What another module gives is given on."""
    for child in named(node):
        if child.type == "export_clause":
            for name, exported, specifier in specifiers(reader, child):
                add_import(reader, exported, module, name, reader.span(specifier))
        elif child.type == "namespace_export":
            for inside in named(child)[:1]:
                add_import(reader, key_of(reader, inside) or "", module, WHOLE, reader.span(child))
    if any(not child.is_named and child.type == "*" for child in node.children):
        add_import(reader, "*", module, WHOLE, reader.span(node))


def _declared(reader: Reader, node: Node, declaration: Node, decorators: tuple[Value, ...]) -> list[Step]:
    """What is declared and exported at once; `export default` gives it the name `default` too."""
    is_default = any(not child.is_named and child.type == "default" for child in node.children)
    name = declaration.child_by_field_name("name")
    if is_default and name is not None and declaration.type in _NAMED:
        reader.assign("default", reader.reference(reader.text(name), name), reader.span(node))
    if declaration.type in _CLASSES:
        class_definition(reader, declaration, decorators, name_of(reader, declaration) or "default")
        return []
    return [(declaration, reader.context)]


def _default(reader: Reader, node: Node, decorators: tuple[Value, ...]) -> None:
    if node.type in FUNCTIONS:
        function(reader, node, "default")
    elif node.type == CLASS:
        class_definition(reader, node, decorators, "default")
    else:
        reader.assign("default", reader.value(node), reader.span(node))


def _renamed(reader: Reader, clause: Node) -> None:
    """`export { a as b }`: b is a."""
    for name, exported, specifier in specifiers(reader, clause):
        if exported != name:
            reader.assign(exported, reader.reference(name, specifier), reader.span(specifier))
