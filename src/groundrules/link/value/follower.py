"""What the parts of the resolver ask of the whole, and the steps that they share."""

from __future__ import annotations

from typing import Protocol

from groundrules.domain.facts import Assignment
from groundrules.domain.value import Literal, Value
from groundrules.link.product.signs import Signs
from groundrules.link.value.answer import Answer, Found, Missing
from groundrules.link.value.environment import Environment
from groundrules.link.value.loaded import LoadedFiles
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
    loaded: LoadedFiles

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


def is_nothing(answer: Answer) -> bool:
    """Whether an answer is None, which a default is given to stand in for."""
    return isinstance(answer, Found) and isinstance(answer.value, Literal) and answer.value.value is None


def without_nothing(answers: list[Answer]) -> list[Answer]:
    """Answers without None, where there are others: these are then what stands in for want of another."""
    given = [answer for answer in answers if not is_nothing(answer)]
    if not given or len(given) == len(answers):
        return answers
    return [answer.at(answer.value, "default") if isinstance(answer, Found) else answer for answer in given]


def read_variable(follower: Follower, name: str, near: str) -> list[Answer]:
    """What a .env file gives an environment variable."""
    value = follower.environment.value(name, near)
    return [value] if value is not None else [Missing("environment variable")]
