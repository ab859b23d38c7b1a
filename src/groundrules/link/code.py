"""One file of code with its facts indexed by name and scope, so that names can be looked up."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.facts import Assignment, Call, FileFacts, Import, Scope
from groundrules.domain.location import Location, Span
from groundrules.domain.value import CallResult, Member, Reference, Value


class CodeFile:
    """The facts of one file, with the look-ups that following a name needs. Positions are those of `FileFacts`."""

    def __init__(self, facts: FileFacts) -> None:
        self.facts = facts
        self.path = facts.path

    @property
    def role(self) -> str:
        """What the file is for."""
        return self.facts.role

    @cached_property
    def assigned(self) -> dict[tuple[int, str], list[Assignment]]:
        """Assignments by (scope, target), in order of place."""
        found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for assignment in self.facts.assignments:
            found[assignment.scope, assignment.target].append(assignment)
        return found

    @cached_property
    def imported(self) -> dict[tuple[int, str], list[Import]]:
        """Imports by (scope, bound name)."""
        found: dict[tuple[int, str], list[Import]] = defaultdict(list)
        for item in self.facts.imports:
            found[item.scope, item.name].append(item)
        return found

    @cached_property
    def star_imports(self) -> list[str]:
        """Modules imported by `from x import *`."""
        return [item.target.removesuffix(".*") for item in self.facts.imports if item.name == "*"]

    @cached_property
    def defined(self) -> dict[tuple[int, str], int]:
        """Scopes (classes and functions) by (parent scope, name); the last definition wins."""
        return {
            (scope.parent, scope.name): number
            for number, scope in enumerate(self.facts.scopes)
            if scope.kind != "module"
        }

    @cached_property
    def calls_by_tail(self) -> dict[str, list[int]]:
        """Positions of calls by the last component of what is called."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, call in enumerate(self.facts.calls):
            found[tail_of(call.callee)].append(number)
        return found

    @cached_property
    def calls_by_scope(self) -> dict[int, list[int]]:
        """Positions of calls by the scope they stand in."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, call in enumerate(self.facts.calls):
            found[call.scope].append(number)
        return found

    def call(self, result: CallResult) -> Call:
        """The call that gave a result."""
        return self.facts.calls[result.call]

    def scope(self, number: int) -> Scope:
        """A scope by position."""
        return self.facts.scopes[number]

    def chain(self, scope: int) -> list[int]:
        """A scope and those around it that its names are looked up in (classes around a function are not)."""
        if not self.facts.scopes:
            return [0]
        chain = [scope]
        parent = self.facts.scopes[scope].parent
        while parent >= 0:
            if self.facts.scopes[parent].kind != "class":
                chain.append(parent)
            parent = self.facts.scopes[parent].parent
        return chain

    def class_around(self, scope: int) -> int | None:
        """The class whose method a scope is (or is inside of)."""
        while scope >= 0:
            if self.facts.scopes[scope].kind == "class":
                return scope
            scope = self.facts.scopes[scope].parent
        return None

    def methods_of(self, class_scope: int) -> list[int]:
        """The scopes directly inside a class."""
        return [number for number, scope in enumerate(self.facts.scopes) if scope.parent == class_scope]

    def inside(self, scope: int, outer: int) -> bool:
        """Whether a scope is another or stands inside it."""
        while scope >= 0:
            if scope == outer:
                return True
            scope = self.facts.scopes[scope].parent
        return False

    def location(self, span: Span, cell: int | None = None) -> Location:
        """The place of a span of this file."""
        return self.facts.location(span, cell)

    def location_of_call(self, number: int) -> Location:
        """The place of a call."""
        call = self.facts.calls[number]
        return self.location(call.span, call.cell)


def tail_of(callee: Value) -> str:
    """The last name of what is called: `create` of `client.chat.completions.create`."""
    match callee:
        case Reference(name=name):
            return name.rpartition(".")[2]
        case Member(key=str() as key):
            return key
        case _:
            return ""


def receiver_of(callee: Value) -> Value | None:
    """What a method is called on: `client.chat` of `client.chat.create`; None for a plain name."""
    match callee:
        case Reference(name=name) if "." in name:
            return Reference(name.rpartition(".")[0], callee.scope, callee.span)
        case Member(of=of):
            return of
        case _:
            return None
