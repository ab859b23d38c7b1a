"""The grammars of JavaScript, TypeScript and TypeScript with JSX, each loaded on first need."""

from __future__ import annotations

from functools import cache
from typing import Literal as OneOf

from tree_sitter import Language, Node, Parser

from groundrules.domain.source import SourceFile

Dialect = OneOf["javascript", "typescript", "tsx"]

_LEAST_STEPS = 2_000
_BYTES_PER_STEP = 5
"""How often the parser may report progress. What it understands it reports on once in sixty bytes."""

_TYPESCRIPT = (".ts", ".mts", ".cts")


def parse(source: bytes, file: SourceFile) -> Node | None:
    """The root of the syntax tree; None where the parser finds no end.

    Never raises: what is not understood becomes ERROR nodes. A .js file that is not JavaScript may hold types (Flow,
    or TypeScript by another name): it is parsed as such.
    """
    dialect = _dialect(file)
    root = _parsed(source, dialect)
    if root is not None and root.has_error and dialect == "javascript":
        typed = _parsed(source, "tsx")
        return root if typed is None or typed.has_error else typed
    return root


def named(node: Node) -> list[Node]:
    """The named children of a node, comments left out."""
    return [child for child in node.named_children if child.type != "comment"]


def _dialect(file: SourceFile) -> Dialect:
    path = file.path.lower()
    if path.endswith(".tsx"):
        return "tsx"
    return "typescript" if path.endswith(_TYPESCRIPT) or file.kind == "typescript" else "javascript"


def _parsed(source: bytes, dialect: Dialect) -> Node | None:
    """Parse within bounds: there is broken JSX that the grammar would go round in for ever."""
    parser = _parser(dialect)
    content = memoryview(source)
    left = _LEAST_STEPS + len(source) // _BYTES_PER_STEP

    def is_too_long(offset: int, has_error: bool) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        tree = parser.parse(lambda offset, _: content[offset:], encoding="utf8", progress_callback=is_too_long)
    except ValueError:
        parser.reset()
        return None
    return tree.root_node


@cache
def _parser(dialect: Dialect) -> Parser:
    if dialect == "javascript":
        import tree_sitter_javascript

        return Parser(Language(tree_sitter_javascript.language()))
    import tree_sitter_typescript as typescript

    return Parser(Language(typescript.language_tsx() if dialect == "tsx" else typescript.language_typescript()))
