"""Where a value comes from: every call that it was made by or out of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from groundrules.domain.facts import Call
from groundrules.domain.value import (
    CallResult,
    Element,
    Member,
    Reference,
    Value,
    children,
)
from groundrules.link.value.answer import Definition, Found
from groundrules.link.value.code import receiver_of
from groundrules.link.value.handed_call import handed
from groundrules.link.value.instance import instance_attribute
from groundrules.link.value.resolver import Resolver
from groundrules.link.value.wrapper import Wrappers

MOST_STEPS = 400
"""Values looked at for one question; more was never needed in real code and bounds hostile code."""
HANDS_ON = {
    "str", "list", "tuple", "iter", "next", "sorted", "set", "re.sub", "re.split", "json.dumps", "zip", "enumerate",
    "map", "filter", "reversed", "numpy.array", "numpy.asarray", "itertools.chain", "dict", "repr",
    "json_repair.repair_json", "asyncio.run", "asyncio.gather", "asyncio.wait_for", "asyncio.create_task",
    "asyncio.ensure_future", "typing.cast", "re.search", "re.match", "re.fullmatch", "re.findall", "re.finditer",
    "copy.copy", "copy.deepcopy", "String", "JSON.stringify", "Promise.all", "Promise.race", "Array.from",
    "Object.values", "Object.entries", "structuredClone",
}  # fmt: skip
"""Functions of others whose result is made of their arguments."""


Step = tuple[Found, tuple[str | int, ...]]
"""A value on the way, with the keys taken so far."""
ADDS = ("append", "extend", "add", "insert", "update")
"""Methods that put into a collection what they are given last."""


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """A call that a value derives from, with the keys taken from its result on the way (nearest to the call first)."""

    found: Found
    call: Call
    number: int
    keys: tuple[str | int, ...]


class Origins:
    """Walks from a value back to the calls it derives from, through names, attributes, wrappers and collections."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.wrappers = Wrappers(resolver)

    def of(
        self, found: Found, into_arguments: bool = False, ends: Callable[[Origin], bool] | None = None
    ) -> Iterator[Origin]:
        """Every call a value derives from. `into_arguments` also walks into the arguments of calls that stay closed
        (an unknown function's result may be made of what it was given); `ends` tells a call that is not looked behind.
        """
        pending: list[Step] = [(found, ())]
        seen: set[tuple[object, ...]] = set()
        steps = 0
        while pending and steps < MOST_STEPS:
            current, keys = pending.pop()
            mark = _mark(current)
            if mark in seen:
                continue
            seen.add(mark)
            steps += 1
            if isinstance(current.value, CallResult):
                call = current.file.call(current.value)
                origin = Origin(current, call, current.value.call, keys)
                yield origin
                if ends is None or not ends(origin):
                    pending.extend(self._behind(current, call, keys, into_arguments))
            else:
                pending.extend(self._parts(current, keys))

    def _parts(self, current: Found, keys: tuple[str | int, ...]) -> list[Step]:
        match current.value:
            case Reference():
                return self._named(current, current.value, keys)
            case Member(of=of, key=key):
                return [(current.at(of), (key, *keys))]
            case Element(of=of):
                return [(current.at(of), keys)]
            case value:
                return [(current.at(child), keys) for child in children(value)]

    def _named(self, current: Found, reference: Reference, keys: tuple[str | int, ...]) -> list[Step]:
        """A name, then ever shorter beginnings of it (`response.text` comes from `response`)."""
        parts = reference.name.split(".")
        if len(parts) == 1 and keys and isinstance(keys[0], int):
            collected = self._collected(current, reference, keys[0])
            if collected:
                return [(value, keys[1:]) for value in collected]
        for length in range(len(parts), 0, -1):
            name = ".".join(parts[:length])
            values = [*self.bound(current, name, reference), *added(current, name, reference)]
            if values:
                rest: tuple[str | int, ...] = tuple(parts[length:])
                return [(value, (*rest, *keys)) for value in values]
        return []

    def _collected(self, current: Found, reference: Reference, position: int) -> list[Found]:
        """An item of `*args` in a decorator's wrapper."""
        for scope in current.file.chain(reference.scope) if current.file.facts.scopes else ():
            if any(p.name == f"*{reference.name}" for p in current.file.scope(scope).parameters):
                return self.wrappers.collected(current, scope, position)
        return []

    def bound(self, current: Found, name: str, reference: Reference) -> list[Found]:
        """The values that a name is given where it is used: assignments, parameters, or a module's top level."""
        file = current.file
        if name.partition(".")[0] in ("self", "cls"):
            return self._of_self(current, name, reference)
        for scope in file.chain(reference.scope):
            assigned = file.assigned.get((scope, name), [])
            if file.facts.kind == "notebook":
                assigned = self.resolver.visible(file, scope, name, reference)
            assigned = [item for item in assigned if item.value.span != reference.span]
            if assigned:
                return [current.at(item.value) for item in assigned]
            if "." in name:
                continue
            if (scope, name) in file.parameters:
                return self._given(current, scope, name)
            if (scope, name) in file.imported:
                return [answer for answer in self.resolver.follow(current.at(reference)) if isinstance(answer, Found)]
        return []

    def _of_self(self, current: Found, name: str, reference: Reference) -> list[Found]:
        around = current.file.class_around(reference.scope)
        if around is None or "." not in name:
            return []
        inner = current.file.scopes_assigning(name)
        scopes = [around, *(scope for scope in inner if scope != around and current.file.inside(scope, around))]
        values = [item for scope in scopes for item in current.file.assigned.get((scope, name), ())]
        values = values or current.file.assigned.get((around, name.partition(".")[2]), [])
        return [current.at(item.value) for item in values]

    def _given(self, current: Found, scope: int, name: str) -> list[Found]:
        """What the call that was entered gives for a parameter, else what callers give."""
        entered = current.frame_of(scope)
        frames = [entered] if entered is not None else self.resolver.parameters.frames(current.file, scope)
        position = current.file.parameters[scope, name]
        return [given for frame in frames if (given := frame.argument(name, position)) is not None]

    def _behind(self, current: Found, call: Call, keys: tuple[str | int, ...], into_arguments: bool) -> list[Step]:
        """What a call's result was made of: the receiver of a method, a wrapper's returns, arguments handed on."""
        behind: list[Step] = []
        run = handed(call)
        if run is not None:
            behind.extend((value, keys) for value in self._returned(current, run))
        returned = self._returned(current, call)
        inside = bool(returned)
        behind.extend((value, keys) for value in returned)
        if keys and isinstance(keys[0], str):
            behind.extend((value, keys[1:]) for value in instance_attribute(self.resolver, current, call, keys[0]))
        names = self.resolver.names(current.at(call.callee))
        receiver = receiver_of(call.callee)
        if receiver is not None and not inside:
            behind.append((current.at(receiver), keys))
        if not inside and (into_arguments or any(name in HANDS_ON for name in names) or _is_join(call)):
            values: list[Value] = [*call.arguments, *(entry.value for entry in call.keywords)]
            behind.extend((current.at(value), keys) for value in values)
        return behind

    def _returned(self, current: Found, call: Call) -> list[Found]:
        """What the function that a call enters gives back; of an abstract method what its overrides do."""
        values: list[Found] = []
        for answer in self.resolver.follow(current.at(call.callee)):
            if not isinstance(answer, Definition) or answer.file.scope(answer.scope).kind != "function":
                continue
            for method in (answer, *self.wrappers.overrides(answer)):
                frame = self.resolver.entered(current, call, method)
                values.extend(Found(method.file, value, frame) for value in method.file.scope(method.scope).returns)
        return values


def added(current: Found, name: str, reference: Reference) -> list[Found]:
    """What is put into a collection by name: `rows.append(row)`, `rows.extend(more)`."""
    file = current.file
    numbers = [number for method in ADDS for number in file.calls_by_name.get(f"{name}.{method}", ())]
    calls = [file.facts.calls[number] for number in numbers]
    scopes = file.chain(reference.scope) if calls else []
    return [current.at(call.arguments[-1]) for call in calls if call.arguments and call.scope in scopes]


def _is_join(call: Call) -> bool:
    match call.callee:
        case Member(key="join"):
            return True
        case Reference(name=name):
            return name.endswith(".join") and not name.startswith("os.")
        case _:
            return False


def _mark(found: Found) -> tuple[object, ...]:
    """What tells two values on the way apart: made anew or not, a value of one place and frame is one."""
    return (found.file.path, found.cell, found.value.span, type(found.value), found.frame)
