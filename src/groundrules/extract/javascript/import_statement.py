"""Imports: which name stands for what."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.key import key_of
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.require import WHOLE, add_import
from groundrules.extract.javascript.string import text_of
from groundrules.extract.syntax_reader import Step


def import_statement(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`import a, { b as c } from "m"`, `import * as n from "m"`, `import "m"`, `import r = require("m")`."""
    source = node.child_by_field_name("source")
    for clause in named(node):
        if clause.type == "import_clause" and source is not None:
            for child in named(clause):
                _clause(reader, child, text_of(reader, source))
        elif clause.type == "import_require_clause":
            _required(reader, clause)
        elif clause == source and len(named(node)) == 1:
            add_import(reader, "", text_of(reader, source), WHOLE, reader.span(node))
    return ()


def alias(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`import a = B.C`: a name for a member of a namespace."""
    inside = named(node)
    if len(inside) == 2:
        value = reader.reference("".join(reader.text(inside[1]).split()), inside[1])
        reader.assign(reader.text(inside[0]), value, reader.span(node))
    return ()


def specifiers(reader: Reader, node: Node) -> list[tuple[str, str, Node]]:
    """The names in braces, each with what `as` calls it."""
    found = []
    for child in named(node):
        name = key_of(reader, child.child_by_field_name("name"))
        if name:
            found.append((name, key_of(reader, child.child_by_field_name("alias")) or name, child))
    return found


def _clause(reader: Reader, node: Node, module: str) -> None:
    if node.type == "named_imports":
        for name, called, child in specifiers(reader, node):
            add_import(reader, called, module, name, reader.span(child))
    elif node.type == "namespace_import":
        for child in named(node)[:1]:
            add_import(reader, reader.text(child), module, WHOLE, reader.span(node))
    elif node.type == "identifier":
        add_import(reader, reader.text(node), module, "default", reader.span(node))


def _required(reader: Reader, node: Node) -> None:
    source = node.child_by_field_name("source")
    for child in named(node)[:1]:
        if source is not None and child != source:
            add_import(reader, reader.text(child), text_of(reader, source), WHOLE, reader.span(node))
