"""What the parts of the resolver ask of the whole, and the steps that they share."""

from __future__ import annotations

from typing import Protocol

from groundrules.domain.facts import Assignment
from groundrules.domain.value import Value
from groundrules.link.product.signs import Signs
from groundrules.link.value.answer import Answer, Found, Missing
from groundrules.link.value.environment import Environment
from groundrules.link.value.sources import Sources
from groundrules.link.value.trail import Trail

MOST_OPTIONS = 12
"""Alternatives that are kept; a value with more is not resolved by anyone."""


class Follower(Protocol):
    """Follows values: the resolver, as its parts see it."""

    sources: Sources
    signs: Signs
    environment: Environment
    trail: Trail

    def follow(self, found: Found, depth: int = 0) -> list[Answer]:
        """What a value may be."""


def follow_each(follower: Follower, found: Found, values: tuple[Value, ...], depth: int) -> list[Answer]:
    """What any of several values may be."""
    answers: list[Answer] = []
    for value in values[:MOST_OPTIONS]:
        answers.extend(follower.follow(found.at(value), depth + 1))
    return answers[:MOST_OPTIONS] if len(values) <= MOST_OPTIONS else [*answers[:MOST_OPTIONS], Missing("too many")]


def follow_assigned(follower: Follower, found: Found, assigned: list[Assignment], depth: int) -> list[Answer]:
    """What any of several assignments gives; one that is made of itself gives nothing more."""
    answers: list[Answer] = []
    for item in assigned[-MOST_OPTIONS:]:
        key = (found.file.path, item.scope, item.target, item.span.line, item.span.column, item.cell)
        if not follower.trail.enter(*key):
            continue
        try:
            answers.extend(follower.follow(found.at(item.value), depth + 1))
        finally:
            follower.trail.leave(*key)
    return answers[:MOST_OPTIONS] or [Missing("defined by itself")]


def read_variable(follower: Follower, name: str, near: str) -> list[Answer]:
    """What a .env file gives an environment variable."""
    value = follower.environment.value(name, near)
    return [value] if value is not None else [Missing("environment variable")]
