"""Where a value comes from a user of the program: a request, a form, a prompt on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundrules.domain.facts import Parameter
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Choice, Element, Member, Operation, Reference, Text, Value
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Definition, Found, Symbol
from groundrules.link.value.code import CodeFile, receiver_of, tail_of

DEEPEST = 10
"""Names and functions between a prompt and what a user gives."""
MOST_CALLERS = 6
MOST_STEPS = 400
"""Values looked at for one question: callers of callers multiply."""
KEEPS = {
    "strip", "lower", "upper", "title", "replace", "trim", "toLowerCase", "get", "json", "decode", "toString", "slice",
    "get_json", "text",
}  # fmt: skip
"""Methods that give what they are called on, or a part of it."""
TAKES = {"str", "String", "repr", "json.dumps", "JSON.stringify", "html.escape", "unquote"}
"""Functions that give what they are given, written otherwise."""
REQUEST = re.compile(r"^(?:req|request|ctx\.request|context\.request)\.(?:body|query|json|formData|text)(?:\.\w+)?$")
"""How handlers of JavaScript read what was sent; frameworks share the form."""
ARGUMENTS = re.compile(r"^(?:sys\.argv\b|process\.argv\b)")
CHOSEN = re.compile(
    r"(?i)(?:^|_)(?:lang(?:uage)?|locale|tone|style|format|model|temperature|dates?|day|time(?:zone)?|now|ids?|uuid|count|"
    r"limit|top_?k|mode|level|role|type|kind|max\w*|min\w*|num\w*|n|k|size|page|version|country|currency|unit)$"
)
"""Names of what is chosen among a few, or holds no words."""
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WORDLESS = re.compile(r"(?i)\b(?:int|float|bool|date|datetime|uuid|enum|literal|depends|session|number|boolean)\b")
"""Annotations of what holds no words of a user, or is handed in by the framework."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a user gave: where it enters, and by what, in words."""

    words: str
    location: Location


class UserInputs:
    """Walks from a value back to a user."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._handlers: dict[tuple[str, int], Sighting | None] = {}
        self._steps = 0

    def of(self, found: Found, depth: int = 0) -> Origin | None:
        """What a user gave that a value is, or is made of; None where nobody certainly did."""
        self._steps = self._steps + 1 if depth else 0
        if depth > DEEPEST or self._steps > MOST_STEPS:
            return None
        match found.value:
            case Text(parts=parts) | Choice(options=parts) | Operation(operands=parts):
                return self._first(found, parts, depth)
            case Member(of=of) | Element(of=of):
                return self.of(found.at(of), depth + 1)
            case CallResult() as result:
                return self._called(found, result, depth)
            case Reference() as reference:
                return None if _is_chosen(reference.name) else self._named(found, reference, depth)
            case _:
                return None

    def _first(self, found: Found, values: tuple[Value, ...], depth: int) -> Origin | None:
        return next((origin for value in values if (origin := self.of(found.at(value), depth + 1))), None)

    def _called(self, found: Found, result: CallResult, depth: int) -> Origin | None:
        call = found.file.call(result)
        for sighting in self.evidence.by_call.get((found.file.path, result.call), ()):
            if sighting.implied.get("user_input"):
                return Origin(f"{tail_of(call.callee)} of {sighting.entry.product}", sighting.location)
        place = found.file.location_of_call(result.call)
        if isinstance(call.callee, Reference):
            if call.callee.name == "input" and found.file.language == "python":
                return Origin("input()", place) if not self._is_own(found, call.callee) else None
            if found.file.language == "javascript" and REQUEST.match(call.callee.name):
                return Origin("the request", place)
            if call.callee.name in TAKES and call.arguments:
                return self.of(found.at(call.arguments[0]), depth + 1)
        receiver = receiver_of(call.callee)
        if tail_of(call.callee) in KEEPS and receiver is not None:
            first = self.evidence.reader.read(found.at(call.arguments[0])) if call.arguments else None
            if first is not None and isinstance(first.value, str) and _is_chosen(first.value):
                return None
            return self.of(found.at(receiver), depth + 1)
        return None

    def _is_own(self, found: Found, reference: Reference) -> bool:
        return any(
            isinstance(answer, (Definition, Found)) for answer in self.evidence.resolver.follow(found.at(reference))
        )

    def _named(self, found: Found, reference: Reference, depth: int) -> Origin | None:
        root = reference.name.partition(".")[0]
        if ARGUMENTS.match(reference.name):
            return Origin("the command line", found.location)
        for scope in found.file.chain(reference.scope):
            position = found.file.parameters.get((scope, root))
            if position is not None and not found.file.assigned.get((scope, root)):
                return self._parameter(found, reference, scope, position, depth)
            assigned = found.file.assigned.get((scope, reference.name)) or found.file.assigned.get((scope, root))
            if assigned:
                origins = [self.of(found.at(item.value), depth + 1) for item in assigned[:4]]
                return next((origin for origin in origins if origin), None)
        return self._symbol(found)

    def _symbol(self, found: Found) -> Origin | None:
        """A name of a framework that holds what was sent: `flask.request.json`."""
        for answer in self.evidence.resolver.follow(found):
            if isinstance(answer, Symbol):
                for sign in self.evidence.resolver.signs.of(answer.name, found.file.language):
                    if sign.call.fixed.get("user_input"):
                        return Origin(f"a request to {sign.entry.product}", found.location)
        return None

    def _parameter(self, found: Found, reference: Reference, scope: int, position: int, depth: int) -> Origin | None:
        parameter = found.file.scope(scope).parameters[position]
        handler = self._handler(found.file, scope)
        if handler is not None:
            return self._sent(found.file, scope, parameter, handler)
        if found.file.language == "javascript" and REQUEST.match(reference.name):
            return Origin("the request", found.location)
        frame = found.frame_of(scope)
        if frame is not None:
            given = frame.argument(parameter.name, position)
            return self.of(given, depth + 1) if given is not None else None
        return next(self._from_callers(found, scope, parameter, position, depth), None)

    def _from_callers(
        self, found: Found, scope: int, parameter: Parameter, position: int, depth: int
    ) -> Iterator[Origin]:
        for file, call in self.evidence.resolver.callers(found.file, scope)[:MOST_CALLERS]:
            if file.role != "product":
                continue
            bound = found.file.takes_self(scope) and receiver_of(call.callee) is not None
            given = call.keyword(parameter.name)
            place = position - (1 if bound else 0)
            if given is None and 0 <= place < len(call.arguments) and not call.starred:
                given = call.arguments[place]
            origin = self.of(Found(file, given), depth + 1) if given is not None else None
            if origin is not None:
                yield origin

    def _handler(self, file: CodeFile, scope: int) -> Sighting | None:
        """What makes a function answer requests: the decorator of a framework."""
        key = (file.path, scope)
        if key not in self._handlers:
            self._handlers[key] = next(self._decorators(file, scope), None)
        return self._handlers[key]

    def _decorators(self, file: CodeFile, scope: int) -> Iterator[Sighting]:
        for decorator in file.scope(scope).decorators:
            if isinstance(decorator, CallResult):
                for sighting in self.evidence.by_call.get((file.path, decorator.call), ()):
                    if sighting.entry.kind == "served_path" and "path" in sighting.carried:
                        yield sighting

    def _sent(self, file: CodeFile, scope: int, parameter: Parameter, handler: Sighting) -> Origin | None:
        handed_in = isinstance(parameter.default, CallResult) and tail_of(file.call(parameter.default).callee) in (
            "Depends",
            "Security",
        )
        if parameter.name in ("self", "cls") or handed_in or WORDLESS.search(parameter.annotation):
            return None
        return Origin(f"a request to '{file.scope(scope).name}'", handler.location)


def _is_chosen(name: str) -> bool:
    """Whether the last part of a name is that of a choice, or of what holds no words."""
    return CHOSEN.search(CAMEL.sub("_", name.rpartition(".")[2])) is not None
