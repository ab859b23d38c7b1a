"""Messages with placeholders: `'{store.name}' holds {job.dataset.records|count} records`, checked like conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from groundrules.check.expression import Expression, Scope, compile_expression
from groundrules.check.words import FORMATS
from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.project import Project
from groundrules.domain.unknown import UnknownTouchedError


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An expression in a message, and how what it gives is written."""

    expression: Expression
    write: Callable[[Any], str]

    def render(self, entity: object, project: Project) -> str:
        """The value as text; `unknown` where it is not known."""
        try:
            return self.write(self.expression.evaluate(entity, project))
        except UnknownTouchedError:
            return "unknown"


@dataclass(frozen=True, slots=True)
class Message:
    """A compiled message: text and placeholders in order."""

    parts: tuple[str | Placeholder, ...]

    def render(self, entity: object, project: Project) -> str:
        """The message about one entity; never raises."""
        return "".join(part if isinstance(part, str) else part.render(entity, project) for part in self.parts)


def compile_message(text: str, scope: Scope) -> Message:
    """Check and compile a message; `{{` and `}}` are braces.

    Errors: `GroundrulesError` without a place, for a placeholder that is no expression or has no such format.
    """
    parts: list[str | Placeholder] = []
    for piece, is_placeholder in split_message(text):
        parts.append(_placeholder(piece, scope) if is_placeholder else piece)
    return Message(tuple(parts))


def split_message(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a message in order, each with whether it is a placeholder's inside."""
    position, plain = 0, ""
    while position < len(text):
        pair = text[position : position + 2]
        if pair in ("{{", "}}"):
            plain, position = plain + pair[0], position + 2
        elif text[position] == "{":
            end = _closing(text, position + 1)
            yield plain, False
            yield text[position + 1 : end], True
            plain, position = "", end + 1
        elif text[position] == "}":
            raise GroundrulesError("a lone '}' in a message: write '}}' for a brace")
        else:
            plain, position = plain + text[position], position + 1
    yield plain, False


def _closing(text: str, start: int) -> int:
    position = _outside_quotes(text, start, "}")
    if position < 0:
        raise GroundrulesError("a placeholder is not closed: write '{{' for a brace")
    return position


def _outside_quotes(text: str, start: int, wanted: str) -> int:
    quote = ""
    for position in range(start, len(text)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == wanted:
            return position
    return -1


def _placeholder(inside: str, scope: Scope) -> Placeholder:
    bar = _outside_quotes(inside, 0, "|")
    source, name = (inside, "") if bar < 0 else (inside[:bar], inside[bar + 1 :].strip())
    if name not in FORMATS:
        known = [word for word in FORMATS if word]
        raise GroundrulesError(f"no format is called {name!r}: there are {', '.join(known)}{nearest(name, known)}")
    return Placeholder(compile_expression(source.strip(), scope), FORMATS[name])
