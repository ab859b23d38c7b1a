"""What a call gives back: what a function of the tree returns, and the few functions of others that hand a value on."""

from __future__ import annotations

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Reference, Repeated, Unknown, Value
from groundrules.link.value.answer import Answer, Definition, Found, Missing, Symbol
from groundrules.link.value.code import receiver_of, tail_of
from groundrules.link.value.follower import MOST_OPTIONS, Follower, follow_each, read_variable
from groundrules.link.value.lookup import GETS, attribute_by_name, got, is_section_look_up, of_section
from groundrules.link.value.session import chosen, is_choice

VARIABLE_CALLS = {
    "os.getenv", "os.environ.get", "os.environ.setdefault", "environ.get", "getenv", "decouple.config",
}  # fmt: skip
PASSES_THROUGH = {
    "str", "int", "float", "bool", "list", "tuple", "sorted", "dict", "vars", "textwrap.dedent", "inspect.cleandoc",
}  # fmt: skip
TEXT_METHODS = {
    "strip", "lstrip", "rstrip", "lower", "encode", "decode", "expanduser", "resolve", "absolute", "as_posix",
}  # fmt: skip
WITH_DEFAULT = {
    "pydantic.Field", "dataclasses.field", "typer.Option", "typer.Argument", "fastapi.Query", "fastapi.Body",
}  # fmt: skip

LONGEST_NAME = 100
"""What is longer is no name of a model or of anything else that is picked, but a text."""


class Results:
    """Answers what calls and elements of collections are."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower

    def of(self, found: Found, result: CallResult, depth: int) -> list[Answer]:
        """What a call may give; the call itself where it stays closed."""
        call = found.file.call(result)
        answers: list[Answer] = []
        for callee in self.follower.follow(found.at(call.callee), depth + 1):
            answers.extend(self._given(found, call, callee, depth))
        opened = [answer for answer in answers if answer is not found]
        return ([*opened, found] if len(opened) < len(answers) else opened)[:MOST_OPTIONS] or [found]

    def _given(self, found: Found, call: Call, callee: Answer, depth: int) -> list[Answer]:
        match callee:
            case Definition(file=file, scope=scope) if file.scope(scope).kind == "function":
                return self._entered(found, call, callee, depth)
            case Symbol(name=name):
                return self._foreign(found, call, name, depth)
            case Missing(reason="method of a text") if tail_of(call.callee) in TEXT_METHODS:
                receiver = receiver_of(call.callee)
                return self.follower.follow(found.at(receiver), depth + 1) if receiver is not None else [found]
            case Missing(reason="method" | "key passed by **") if tail_of(call.callee) in GETS:
                return got(self.follower, found, call, depth)
            case _:
                return [found]

    def _entered(self, found: Found, call: Call, callee: Definition, depth: int) -> list[Answer]:
        """What a function of the tree returns, its parameters bound to this call; recursion stays closed."""
        file, scope = callee.file, callee.scope
        returns = file.scope(scope).returns
        if not returns or not self.follower.trail.enter(file.path, scope, "()"):
            return [found]
        bound = file.takes_self(scope) and receiver_of(call.callee) is not None
        frame = self.follower.trail.frame(found.file, call, callee.key, found.frame, bound)
        try:
            return follow_each(self.follower, Found(file, returns[0], frame), returns, depth)
        finally:
            self.follower.trail.leave(file.path, scope, "()")

    def _foreign(self, found: Found, call: Call, name: str, depth: int) -> list[Answer]:
        """The few functions of other people whose result is known: environment look-ups, conversions, defaults."""
        if name in VARIABLE_CALLS:
            return self._variable_call(found, call, depth)
        if name in PASSES_THROUGH and len(call.arguments) == 1:
            return self.follower.follow(found.at(call.arguments[0]), depth + 1)
        if is_choice(name):
            return chosen(self.follower, found, call, depth)
        if name == "getattr" and len(call.arguments) > 1:
            return attribute_by_name(self.follower, found, call, depth)
        if is_section_look_up(name):
            return of_section(self.follower, found, call, depth)
        if name in WITH_DEFAULT:
            default = call.keyword("default") or (call.arguments[0] if call.arguments else None)
            if default is not None and not _is_ellipsis(default):
                return self.follower.follow(found.at(default, "default"), depth + 1)
            return [Missing("declared only")]
        return [found]

    def _variable_call(self, found: Found, call: Call, depth: int) -> list[Answer]:
        key = call.arguments[0] if call.arguments else call.keyword("key")
        default = call.arguments[1] if len(call.arguments) > 1 else call.keyword("default")
        if default is not None:
            return self.follower.follow(found.at(default, "default"), depth + 1)
        if isinstance(key, Literal) and isinstance(key.value, str):
            return read_variable(self.follower, key.value, found.file.path)
        return [Missing("environment variable")]

    def elements(self, found: Found, of: Value, depth: int) -> list[Answer]:
        """What one element of a collection may be."""
        answers: list[Answer] = []
        for answer in self.follower.follow(found.at(of), depth + 1):
            if isinstance(answer, Found) and isinstance(answer.value, Items):
                answers.extend(follow_each(self.follower, answer, answer.value.values, depth))
            elif isinstance(answer, Found) and isinstance(answer.value, Repeated):
                answers.extend(self.follower.follow(answer.at(answer.value.element), depth + 1))
            elif isinstance(answer, Found) and (table := _dispatched(answer.value) or _listed(answer.value)):
                answers.extend(follow_each(self.follower, answer, table, depth))
            else:
                answers.append(Missing("element of a collection"))
        return answers[:MOST_OPTIONS] or [Missing("element of a collection")]


def _dispatched(value: Value) -> tuple[Value, ...]:
    """The objects of a table that code picks from by key (`{"a": First(), "b": second}`); none for plain data."""
    entries = value.entries if isinstance(value, Mapping) else ()
    objects = tuple(entry.value for entry in entries if isinstance(entry.value, (CallResult, Reference)))
    return objects if len(objects) == len(entries) else ()


def _listed(value: Value) -> tuple[Value, ...]:
    """The values of a table of names and numbers, one of which is picked by key (`{"fast": "a", "best": "b"}`)."""
    entries = value.entries if isinstance(value, Mapping) and not value.spread else ()
    plain = tuple(e.value for e in entries if isinstance(e.value, Literal) and len(str(e.value.value)) < LONGEST_NAME)
    return plain if 1 < len(plain) == len(entries) <= MOST_OPTIONS else ()


def _is_ellipsis(value: Value) -> bool:
    return isinstance(value, Unknown) and value.reason == "ellipsis"
