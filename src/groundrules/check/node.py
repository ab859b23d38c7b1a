"""Pieces of the safe tree, and what is refused while it is built."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from groundrules.check.shape import Shape, fields_of
from groundrules.domain.errors import nearest
from groundrules.domain.unknown import Setting

Typed = tuple[ast.expr, Shape]
"""A safe node and what it can give."""


class MistakeError(Exception):
    """Something that is outside the language, in words."""


def reading(node: ast.expr, shape: Shape) -> Typed:
    """The node as something used: a setting as its value, UNKNOWN as an error when it runs."""
    if shape.is_certain:
        return node, shape
    rest = tuple(kind for kind in shape.classes if kind is not Setting)
    anything = shape.anything or Setting in shape.classes
    read = Shape(rest, shape.optional, False, anything, shape.element, shape.parts, shape.values, shape.words)
    return called("_read", node), read


def membership(
    left: ast.expr, left_shape: Shape, operator: ast.In | ast.NotIn, right: ast.expr, right_side: ast.expr
) -> ast.expr:
    """`in` and `not in`: plain where the container is written out, else an operation that cannot fail."""
    if isinstance(right_side, (ast.Tuple, ast.List)):
        check_words(left_shape, right_side.elts)
        return ast.Compare(left, [operator], [right])
    found = called("_contains", right, left)
    return found if isinstance(operator, ast.In) else ast.UnaryOp(ast.Not(), found)


def check_words(shape: Shape, others: Iterable[ast.expr]) -> None:
    """Refuse to compare a field with a word that it can never be."""
    if shape.words is None or shape.anything or set(shape.classes) != {str}:
        return
    known = sorted(word for word in shape.words if isinstance(word, str))
    for other in others:
        if isinstance(other, ast.Constant) and isinstance(other.value, str) and other.value not in known:
            listed = ", ".join(map(repr, known))
            raise MistakeError(f"{other.value!r} is none of {listed}{nearest(other.value, known)}")


def check_number(node: ast.expr, shape: Shape) -> None:
    """Refuse arithmetic with what can never be a number."""
    if shape.is_certain and not {int, float} & set(shape.classes):
        raise MistakeError(f"`{ast.unparse(node)}` is no number: arithmetic needs numbers")


def no_field(owner: str, name: str, shape: Shape) -> str:
    """What to say of a field that is not there."""
    if shape.is_many:
        return f"`{owner}` holds many: ask any(... for x in {owner}) or len({owner})"
    known = [field for kind in shape.classes for field in fields_of(kind)]
    if not known:
        return f"`{owner}` has no fields"
    return f"`{owner}` has no field {name!r}{nearest(name, known)}"


def called(name: str, *arguments: ast.expr) -> ast.expr:
    """A call of an operation."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def words(node: ast.AST) -> str:
    """A kind of node as messages name it."""
    return f"`{type(node).__name__}`"
