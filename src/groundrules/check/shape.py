"""What a value can be, told from the type hints of the domain: the ground on which a condition is checked."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from dataclasses import dataclass

from groundrules.domain.location import Location
from groundrules.domain.unknown import Setting, UnknownType

_SETTING_FIELDS: dict[str, object] = {
    "location": Location | None,
    "state": typing.get_type_hints(Setting)["state"],
    "is_set": bool,
    "is_known": bool,
    "text": str,
    "reason": str,
    "source": str,
}
"""What can be asked of a setting itself; its value is read by naming the setting."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Every kind of thing that an expression may give.

    `classes` are the plain classes it may be; `optional` that it may be None, `unknown` that it may be UNKNOWN,
    `anything` that nothing is told of it. `element` is the shape of a list's elements, `parts` those of a tuple of
    fixed length, `values` those of a mapping. `words` are the only values a Literal allows.
    """

    classes: tuple[type, ...] = ()
    optional: bool = False
    unknown: bool = False
    anything: bool = False
    element: Shape | None = None
    parts: tuple[Shape, ...] = ()
    values: Shape | None = None
    words: frozenset[object] | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it needs no reading: neither a setting, nor UNKNOWN, nor something untold."""
        return not (self.unknown or self.anything or Setting in self.classes)

    @property
    def is_number(self) -> bool:
        """Whether it is certainly a number."""
        return self.is_certain and not self.optional and bool(self.classes) and set(self.classes) <= {int, float, bool}

    @property
    def is_text(self) -> bool:
        """Whether it can be text and nothing else."""
        return self.is_certain and self.classes == (str,)

    @property
    def is_many(self) -> bool:
        """Whether it may be a list, tuple or mapping."""
        return self.element is not None or bool(self.parts) or self.values is not None


ANYTHING = Shape(anything=True)
NOTHING = Shape(optional=True)
TRUTH = Shape(classes=(bool,))
NUMBER = Shape(classes=(int, float))


def constant_shape(value: object) -> Shape:
    """The shape of a literal."""
    return NOTHING if value is None else Shape(classes=(type(value),), words=frozenset([value]))


def either(left: Shape, right: Shape) -> Shape:
    """What may be the one or the other."""
    words = left.words | right.words if left.words is not None and right.words is not None else None
    if left == NOTHING or right == NOTHING:
        words = right.words if left == NOTHING else left.words
    return Shape(
        tuple(dict.fromkeys((*left.classes, *right.classes))),
        left.optional or right.optional,
        left.unknown or right.unknown,
        left.anything or right.anything,
        _both(left.element, right.element),
        left.parts or right.parts,
        _both(left.values, right.values),
        words,
    )


def _both(left: Shape | None, right: Shape | None) -> Shape | None:
    return either(left, right) if left is not None and right is not None else left or right


def elements_of(shape: Shape) -> Shape | None:
    """What a loop over it gives, or None where it cannot be looped over."""
    if shape.anything or Setting in shape.classes:
        return ANYTHING
    if shape.element is not None:
        return shape.element
    if shape.parts:
        return functools.reduce(either, shape.parts)
    return Shape(classes=(str,)) if shape.values is not None else None


@functools.cache
def fields_of(kind: type) -> dict[str, Shape]:
    """The public fields and properties of a domain class by name; none for any other class."""
    if kind is Setting:
        return {name: shape_of(hint) for name, hint in _SETTING_FIELDS.items()}
    if not (dataclasses.is_dataclass(kind) or hasattr(kind, "__struct_fields__")):
        return {}
    hints: dict[str, object] = dict(typing.get_type_hints(kind))
    for ancestor in kind.__mro__:
        for name, member in vars(ancestor).items():
            if isinstance(member, property) and member.fget is not None:
                hints.setdefault(name, typing.get_type_hints(member.fget)["return"])
    return {name: shape_of(hint) for name, hint in hints.items() if not name.startswith("_")}


def shape_of(hint: object) -> Shape:
    """The shape that a type hint tells."""
    if hint is None or hint is type(None):
        return NOTHING
    if hint is UnknownType:
        return Shape(unknown=True)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return functools.reduce(either, map(shape_of, arguments))
    if origin is typing.Literal:
        return functools.reduce(either, map(constant_shape, arguments))
    if origin in (list, tuple, dict):
        return _container_shape(origin, arguments)
    return Shape(classes=(hint,)) if isinstance(hint, type) and hint is not object else ANYTHING


def _container_shape(origin: object, arguments: tuple[object, ...]) -> Shape:
    if origin is dict:
        return Shape(values=shape_of(arguments[1]))
    if origin is tuple and Ellipsis not in arguments:
        return Shape(parts=tuple(map(shape_of, arguments)))
    return Shape(element=shape_of(arguments[0]))
