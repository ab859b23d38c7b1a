"""Texts that come from outside of the tree only: from a user, or from a caller of what nothing here calls."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from groundrules.domain.value import (
    CallResult,
    Choice,
    Element,
    Items,
    Literal,
    Mapping,
    Member,
    Operation,
    Reference,
    Repeated,
    Text,
    Value,
    walk,
)
from groundrules.link.calling.prompt import HANDED_ON, MESSAGE_CLASSES
from groundrules.link.calling.tokenized import tokenized
from groundrules.link.calling.user_input import UserInputs
from groundrules.link.calling.wording import FILLS, WRAPS
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Answer, Definition, Found, Missing, Symbol
from groundrules.link.value.code import CodeFile, receiver_of, tail_of

DEEPEST = 8
MOST = 40
"""Answers that are looked at of one value."""
MOST_STEPS = 400
"""Values looked at for one text."""
RUNS = {
    "map", "starmap", "imap", "submit", "to_thread", "partial", "run_in_executor", "Thread", "Process", "apply",
    "apply_async", "delay", "run_in_threadpool", "from_function", "create_task", "add_task",
}  # fmt: skip
"""What calls the function that it is handed, with arguments of the tree."""
BY_NAME = ("getattr", "hasattr", "methodcaller")
GIVEN = ""
"""The leaf that comes from outside; any other is the reason why it was not followed, or `WRITTEN`."""
WRITTEN = "written"


class RunTimeTexts:
    """Walks from what is sent to where its texts come from."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.users = UserInputs(evidence)
        self._steps = 0

    def leaves(self, found: Found, depth: int = 0) -> Iterator[str]:
        """Where each text of a value comes from: `GIVEN`, `WRITTEN`, or a reason."""
        self._steps = self._steps + 1 if depth else 0
        if depth > DEEPEST or self._steps > MOST_STEPS:
            yield "too far"
            return
        if self.users.of(found) is not None:
            yield GIVEN
            return
        for answer in self.evidence.resolver.follow(found)[:MOST]:
            yield from self._of(found, answer, depth)

    def _of(self, asked: Found, answer: Answer, depth: int) -> Iterator[str]:
        match answer:
            case Missing(reason="parameter"):
                yield GIVEN if self._is_called_from_outside(asked) else "a parameter whose callers were not followed"
            case Missing(reason="command-line argument"):
                yield GIVEN
            case Missing(reason=reason):
                yield reason
            case Found():
                yield from self._value(answer, depth)
            case Symbol() | Definition():
                yield "a name of somebody else's module" if isinstance(answer, Symbol) else "a class or function"

    def _value(self, answer: Found, depth: int) -> Iterator[str]:
        match answer.value:
            case Literal(value=str() as text):
                yield WRITTEN if text.strip() else GIVEN
            case Literal():
                yield from ()
            case Text(parts=parts):
                yield from self._joined(answer, parts, depth)
            case Items(values=values):
                yield from self._messages(answer, values, depth)
            case Repeated(element=element):
                yield from self.leaves(answer.at(element), depth + 1)
            case Mapping() as mapping:
                yield from self._message(answer, mapping, depth)
            case Operation(operands=parts) | Choice(options=parts):
                for part in parts:
                    yield from self.leaves(answer.at(part), depth + 1)
            case CallResult() as result:
                yield from self._called(answer, result, depth)
            case Member(of=of, key="input_ids"):
                yield from self.leaves(answer.at(of), depth + 1)
            case Member() | Element():
                yield "a part of what was computed"
            case _:
                yield "not a text"

    def _joined(self, answer: Found, parts: tuple[Value, ...], depth: int) -> Iterator[str]:
        """A text with holes; what stands between them is a frame of a few characters, or it were a prompt."""
        for part in parts:
            if not isinstance(part, Literal):
                yield from self.leaves(answer.at(part), depth + 1)

    def _messages(self, answer: Found, values: tuple[Value, ...], depth: int) -> Iterator[str]:
        if not values:
            yield "a list that is filled elsewhere"
        elif len(values) == 2 and isinstance(values[0], Literal) and not isinstance(values[1], Mapping):
            yield from self.leaves(answer.at(values[1]), depth + 1)
        else:
            for value in values:
                yield from self.leaves(answer.at(value), depth + 1)

    def _message(self, answer: Found, mapping: Mapping, depth: int) -> Iterator[str]:
        named = [mapping.get(name) for name in ("content", "parts", "text")]
        content = next((value for value in named if value is not None), None)
        if content is not None:
            yield from self.leaves(answer.at(content), depth + 1)
        elif not any(mapping.get(name) for name in ("image_url", "source", "inline_data", "image")):
            yield "a mapping without a text"

    def _called(self, answer: Found, result: CallResult, depth: int) -> Iterator[str]:
        call = answer.file.call(result)
        receiver, tail = receiver_of(call.callee), tail_of(call.callee)
        content = call.keyword("content") or next(iter(call.arguments), None)
        if tail in FILLS and receiver is not None:
            yield from self.leaves(answer.at(receiver), depth + 1)
        elif tail in (*WRAPS, *HANDED_ON, *MESSAGE_CLASSES) and content is not None:
            yield from self.leaves(answer.at(content), depth + 1)
        elif (text := tokenized(call)) is not None:
            yield from self.leaves(answer.at(text), depth + 1)
        else:
            yield f"what {tail} gives" if tail else "what a call gives"

    # --- who calls

    def _is_called_from_outside(self, asked: Found) -> bool:
        """Whether nothing in the tree calls the function of a parameter, by its name or handed on."""
        place = self._function_of(asked)
        if place is None:
            return False
        file, scope = place
        name = file.scope(scope).name
        if name == file.constructor or not name or name.startswith("<"):
            return False
        return name not in self._named

    @cached_property
    def _named(self) -> frozenset[str]:
        """The names that code calls functions by, or hands them on by to what calls them."""
        files = [file for file in self.evidence.sources.read_so_far() if file.role not in ("test", "fixture")]
        return frozenset(name for file in files for name in _named_in(file))

    def _function_of(self, asked: Found) -> tuple[CodeFile, int] | None:
        """The function whose parameter a name is, through the names that stand for it."""
        for _ in range(DEEPEST):
            value = asked.value
            if not isinstance(value, Reference):
                return None
            root = value.name.partition(".")[0]
            for scope in asked.file.chain(value.scope):
                if (scope, root) in asked.file.parameters:
                    return asked.file, scope
            assigned = [
                item for scope in asked.file.chain(value.scope) for item in asked.file.assigned.get((scope, root), ())
            ]
            if len(assigned) != 1:
                return None
            asked = asked.at(assigned[0].value)
        return None


def _named_in(file: CodeFile) -> Iterator[str]:
    yield from file.calls_by_tail
    for tail in (*RUNS, *BY_NAME):
        for call in (file.facts.calls[number] for number in file.calls_by_tail.get(tail, ())):
            for value in (*call.arguments, *(entry.value for entry in call.keywords)):
                yield from _names_of(value)
    for assignment in file.facts.assignments:
        yield from (name for part in walk(assignment.value) for name in _names_of(part) if isinstance(part, Reference))


def _names_of(value: Value) -> Iterator[str]:
    match value:
        case Reference(name=name):
            yield name.rpartition(".")[2]
        case Literal(value=str() as name):
            yield name
