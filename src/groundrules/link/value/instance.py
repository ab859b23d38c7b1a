"""What the attributes of an object of the tree's own classes are given, by its constructor or any of its methods."""

from __future__ import annotations

from groundrules.domain.facts import Call
from groundrules.domain.value import Reference
from groundrules.link.value.answer import Definition, Found, Frame
from groundrules.link.value.resolver import Resolver

MOST_BASES = 3
"""Classes above a class that are looked through for an attribute."""


def instance_attribute(resolver: Resolver, made: Found, call: Call, name: str) -> list[Found]:
    """What an attribute of an object may have been given, where `call` (which gave `made`) constructs one of a class of
    the tree; nothing for anything else.
    """
    values: list[Found] = []
    for answer in resolver.follow(made.at(call.callee)):
        if isinstance(answer, Definition) and answer.file.scope(answer.scope).kind == "class":
            values.extend(_given(resolver, made, call, answer, name))
    return values


def _given(resolver: Resolver, made: Found, call: Call, owner: Definition, name: str) -> list[Found]:
    given = call.keyword(name) if owner.file.language == "python" else None
    if given is not None and (owner.scope, owner.file.constructor) not in owner.file.defined:
        return [made.at(given)]
    return _assigned(resolver, made, call, owner, name, 0)


def _assigned(resolver: Resolver, made: Found, call: Call, owner: Definition, name: str, depth: int) -> list[Found]:
    file = owner.file
    inside = (file.path, file.defined.get((owner.scope, file.constructor), -1))
    frame: Frame = resolver.trail.frame(made.file, call, inside, made.frame, file.language == "python")
    places = file.attribute_assignments(owner.scope, name)
    values = [Found(file, item.value, frame) for place in places for item in place]
    if values or depth >= MOST_BASES:
        return values
    scope = file.scope(owner.scope)
    for base in scope.bases:
        for answer in resolver.follow(Found(file, Reference(base, scope.parent, scope.span))):
            if isinstance(answer, Definition) and answer.key != owner.key:
                values.extend(_assigned(resolver, made, call, answer, name, depth + 1))
    return values
