"""The text of a syntax node is cut from the source: asked of the node itself, the binding may read freed memory."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from groundrules import extract

ROOM = Path(extract.__file__).parent
MODULES = sorted(path for path in ROOM.rglob("*.py") if "tree_sitter" in path.read_text(encoding="utf-8"))


def asked_of_nodes(code: str) -> list[int]:
    """The lines on which `.text` is read and not called, of anything but the module's own objects."""
    tree = ast.parse(code)
    called = {id(item.func) for item in ast.walk(tree) if isinstance(item, ast.Call)}
    read = (item for item in ast.walk(tree) if isinstance(item, ast.Attribute) and item.attr == "text")
    return sorted(item.lineno for item in read if id(item) not in called and ast.unparse(item.value) != "self")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_no_reader_of_syntax_trees_asks_a_node_for_its_text(path: Path) -> None:
    assert asked_of_nodes(path.read_text(encoding="utf-8")) == []


def test_it_is_seen_where_one_does() -> None:
    assert asked_of_nodes("(node.text or b'').decode()\nreader.text(node)\nfirst.named_children[0].text\n") == [1, 3]


def test_the_readers_of_both_languages_are_looked_at() -> None:
    assert {path.parent.name for path in MODULES} >= {"python", "javascript"}
