"""What a parameter is given: by the call that was entered, by the callers in the tree, by its default."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Literal, Mapping, Reference
from groundrules.link.value.answer import Answer, Definition, Found, Frame, Missing
from groundrules.link.value.code import CodeFile, tail_of
from groundrules.link.value.follower import MOST_OPTIONS, Follower
from groundrules.link.value.handed_call import RUNS, handed

MOST_CALLERS = 12
"""Callers that are looked at for one function, and four times as many calls of that name."""

SHAPES = ("typing", "typing_extensions", "collections", "builtins", "types")
"""Modules of which an annotation says what a value looks like, not who makes it."""


class Parameters:
    """Answers what parameters are, and who calls a function."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self._callers: dict[tuple[str, int], list[tuple[CodeFile, Call]]] = {}

    def parameter(self, found: Found, scope: int, name: str, depth: int) -> list[Answer] | None:
        """What a parameter of a scope is given; None where the scope has none of that name."""
        position = found.file.parameters.get((scope, name))
        if position is None:
            return None
        frame = found.frame_of(scope)
        if found.file.scope(scope).parameters[position].name.startswith("*"):
            return self._collected(found, frame, scope, position, depth)
        if frame is not None:
            return self._argument(found, frame, scope, position, depth)
        return self._from_callers(found, scope, position, depth)

    def _collected(self, found: Found, frame: Frame | None, scope: int, position: int, depth: int) -> list[Answer]:
        """What `**options` holds where one call gives it: the keywords that no other parameter takes."""
        around = found.file.scope(scope)
        frames = [frame] if frame is not None else self.frames(found.file, scope, depth)
        if len(frames) != 1 or not around.parameters[position].name.startswith("**"):
            return [Missing("collected arguments")]
        call, taken = frames[0].call, {item.name for item in around.parameters}
        rest = tuple(entry for entry in call.keywords if entry.key not in taken)
        return [Found(frames[0].file, Mapping(rest, call.span, call.spreads), frames[0].outer)]

    def _argument(self, found: Found, frame: Frame, scope: int, position: int, depth: int) -> list[Answer]:
        parameter = found.file.scope(scope).parameters[position]
        given = frame.argument(parameter.name, position)
        if given is not None:
            return self.follower.follow(given, depth + 1)
        if frame.call.spreads or frame.call.starred:
            return [Missing("passed by *args or **kwargs")]
        if parameter.default is not None:
            return self.follower.follow(Found(found.file, parameter.default, None, "default"), depth + 1)
        return [Missing("argument not given")]

    def _from_callers(self, found: Found, scope: int, position: int, depth: int) -> list[Answer]:
        """What the callers give, else the default; nobody in the tree may call it (a handler, a library)."""
        answers: list[Answer] = []
        for frame in self.frames(found.file, scope, depth):
            answers.extend(self._argument(found, frame, scope, position, depth + 1))
        if answers:
            return answers[:MOST_OPTIONS]
        default = found.file.scope(scope).parameters[position].default
        if default is None and (option := _option_of(found.file, scope, name_of(found.file, scope, position))):
            given = option.keyword("default")
            if given is None:
                return [Missing("command-line argument")]
            return self.follower.follow(Found(found.file, given, None, "default"), depth + 1)
        if default is None or (isinstance(default, Literal) and default.value is None):
            annotated = self._annotated(found, scope, position, depth)
            if annotated or default is None:
                return annotated or [Missing("parameter")]
        return self.follower.follow(Found(found.file, default, None, "default"), depth + 1)

    def _annotated(self, found: Found, scope: int, position: int, depth: int) -> list[Answer]:
        """The class that a parameter is said to be of, where nobody was seen to give it: a framework injects it."""
        around = found.file.scope(scope)
        name = class_of(around.parameters[position].annotation)
        if not name:
            return []
        reference = Reference(name, max(around.parent, 0), around.span)
        answers = self.follower.follow(Found(found.file, reference), depth + 1)
        return [item for item in answers if isinstance(item, Definition) or _is_injected(getattr(item, "name", ""))]

    def frames(self, file: CodeFile, scope: int, depth: int = 0) -> list[Frame]:
        """The calls of a function, each as a frame to see its parameters through."""
        bound = file.takes_self(scope)
        return [
            self.follower.trail.frame(other, call, (file.path, scope), None, bound)
            for other, call in self.callers(file, scope, depth)[:MOST_CALLERS]
        ]

    def callers(self, file: CodeFile, scope: int, depth: int = 0) -> list[tuple[CodeFile, Call]]:
        """The calls of a function (for `__init__`: of its class) among the files that were read."""
        if (file.path, scope) in self._callers:
            return self._callers[file.path, scope]
        name, wanted = file.scope(scope).name, (file.path, scope)
        around = file.class_around(scope)
        if name == file.constructor and around is not None:
            name, wanted = file.scope(around).name, (file.path, around)
        mark = self.follower.trail.mark()
        may_call = [pair for pair in self._calls_by_name.get(name, []) if _speaks_for(pair[0], file)]
        found = [
            (other, call)
            for other, call in may_call[: 4 * MOST_CALLERS]
            if self._is_call_of(other, call, wanted, depth)
        ]
        if self.follower.trail.is_whole_since(mark):
            self._callers[file.path, scope] = found
        return found

    @cached_property
    def _calls_by_name(self) -> dict[str, list[tuple[CodeFile, Call]]]:
        """Calls by the last name of what is called, those that an executor makes among them."""
        found: dict[str, list[tuple[CodeFile, Call]]] = defaultdict(list)
        for file in self.follower.sources.read_so_far():
            for name, numbers in file.calls_by_tail.items():
                found[name].extend((file, file.facts.calls[number]) for number in numbers)
            for name in RUNS:
                for number in file.calls_by_tail.get(name, ()):
                    if (run := handed(file.facts.calls[number])) is not None:
                        found[tail_of(run.callee)].append((file, run))
        return found

    def _is_call_of(self, file: CodeFile, call: Call, wanted: tuple[str, int], depth: int) -> bool:
        span = call.callee.span
        key = (file.path, "()", call.cell, span.line, span.column, span.end_column)
        if not self.follower.trail.enter(*key):
            return False
        try:
            answers = self.follower.follow(Found(file, call.callee), depth + 1)
        finally:
            self.follower.trail.leave(*key)
        return any(isinstance(answer, Definition) and answer.key == wanted for answer in answers)


def _speaks_for(caller: CodeFile, called: CodeFile) -> bool:
    """Whether what a file gives is what happens: a test gives product code what no user does."""
    return caller.role not in ("test", "fixture") or called.role == caller.role


def name_of(file: CodeFile, scope: int, position: int) -> str:
    """The bare name of a parameter."""
    return file.scope(scope).parameters[position].name.lstrip("*")


def _is_injected(name: str) -> bool:
    """Whether a name of somebody else's is of a class that a framework hands in: no shape (`typing.List`)."""
    return "." in name and name.partition(".")[0] not in SHAPES


def _option_of(file: CodeFile, scope: int, name: str) -> Call | None:
    """The option of the command line that gives a parameter: `@click.option("--model", default="a")`."""
    wanted = {f"--{name}", f"--{name.replace('_', '-')}", name}
    for decorator in file.scope(scope).decorators:
        call = file.call(decorator) if isinstance(decorator, CallResult) else None
        names = {item.value for item in call.arguments if isinstance(item, Literal)} if call is not None else set()
        if call is not None and wanted & names and tail_of(call.callee) in ("option", "argument"):
            return call
    return None


def class_of(annotation: str) -> str:
    """The one class that an annotation names: `Client`, `"Client"`, `Client | None`, `Optional[Client]`; else empty."""
    text = annotation.strip("\"' ")
    if "Optional[" in text:
        text = text.partition("Optional[")[2].removesuffix("]")
    text = text.removesuffix("| None").strip("\"' ")
    return text if text.replace(".", "").isidentifier() else ""
