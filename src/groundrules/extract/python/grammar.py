"""The Python grammar: its parser, and the numbers of its nodes and fields, which compare faster than names."""

from __future__ import annotations

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

LANGUAGE = Language(tree_sitter_python.language())


def kinds(*names: str) -> frozenset[int]:
    """The numbers of named nodes. A name may have several; one that this version of the grammar lacks has none."""
    wanted = set(names)
    numbers = range(LANGUAGE.node_kind_count)
    return frozenset(n for n in numbers if LANGUAGE.node_kind_is_named(n) and LANGUAGE.node_kind_for_id(n) in wanted)


def _field(name: str) -> int:
    """The number of a field; 0, which no node has, where this version of the grammar lacks it."""
    return LANGUAGE.field_id_for_name(name) or 0


ALIAS = _field("alias")
ARGUMENT = _field("argument")
ARGUMENTS = _field("arguments")
ATTRIBUTE = _field("attribute")
BODY = _field("body")
CONDITION = _field("condition")
CONSEQUENCE = _field("consequence")
DEFINITION = _field("definition")
EXPRESSION = _field("expression")
FUNCTION = _field("function")
KEY = _field("key")
LEFT = _field("left")
MODULE_NAME = _field("module_name")
NAME = _field("name")
OBJECT = _field("object")
OPERATOR = _field("operator")
PARAMETERS = _field("parameters")
RETURN_TYPE = _field("return_type")
RIGHT = _field("right")
SUBSCRIPT = _field("subscript")
SUPERCLASSES = _field("superclasses")
TYPE = _field("type")
VALUE = _field("value")

COMMENT = kinds("comment", "line_continuation")


def parse(source: bytes) -> Tree:
    """The syntax tree of a source. Never raises: what is not Python becomes ERROR nodes."""
    return Parser(LANGUAGE).parse(source)


def named(node: Node) -> list[Node]:
    """The named children of a node, comments left out."""
    return [child for child in node.named_children if child.kind_id not in COMMENT]
