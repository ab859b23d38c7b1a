"""Values as places: what `at` and `related` may give."""

from __future__ import annotations

from typing import Any

from groundrules.check.shape import Shape, fields_of
from groundrules.domain.location import Location
from groundrules.domain.unknown import Setting, UnknownType


def is_place(shape: Shape) -> bool:
    """Whether it gives a place, or nothing: a location, a setting, or something that stands somewhere."""
    return not (shape.anything or shape.is_many) and bool(shape.classes) and all(map(_stands, shape.classes))


def is_places(shape: Shape) -> bool:
    """Whether it gives a place or several."""
    if shape.element is not None and not shape.classes:
        return is_place(shape.element)
    return all(map(is_place, shape.parts)) if shape.parts and not shape.classes else is_place(shape)


def _stands(kind: type) -> bool:
    fields = fields_of(kind)
    return kind is Location or "location" in fields or {"path", "line"} <= set(fields)


def places(value: Any) -> list[Location]:
    """Every place that a value gives, in order; none of None and UNKNOWN."""
    if value is None or isinstance(value, UnknownType):
        return []
    if isinstance(value, Location):
        return [value]
    if isinstance(value, (list, tuple)):
        return [location for element in value for location in places(element)]
    if isinstance(value, Setting) or hasattr(value, "location"):
        return places(value.location)
    path, line = getattr(value, "path", None), getattr(value, "line", None)
    return [Location(path, line)] if isinstance(path, str) and isinstance(line, int) else []
