"""One file of code with its facts indexed by name and scope, so that names can be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from groundrules.domain.facts import Assignment, Call, FileFacts, Import, Scope
from groundrules.domain.location import Location, Span
from groundrules.domain.value import CallResult, Member, Reference, Value, walk


class CodeFile:
    """The facts of one file, with the look-ups that following a name needs. Positions are those of `FileFacts`."""

    def __init__(self, facts: FileFacts) -> None:
        self.facts = facts
        self.path = facts.path
        self._chains: dict[int, list[int]] = {}

    @property
    def role(self) -> str:
        """What the file is for."""
        return self.facts.role

    @property
    def language(self) -> Literal["python", "javascript"]:
        """What its calls are written in."""
        return "javascript" if self.facts.kind in ("javascript", "typescript") else "python"

    @cached_property
    def assigned(self) -> dict[tuple[int, str], list[Assignment]]:
        """Assignments by (scope, target), in order of place."""
        found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for assignment in self.facts.assignments:
            found[assignment.scope, assignment.target].append(assignment)
        return found

    @cached_property
    def targets(self) -> frozenset[str]:
        """Everything that is assigned anywhere, dotted as written."""
        return frozenset(assignment.target for assignment in self.facts.assignments)

    def is_certain(self, assignment: Assignment) -> bool:
        """Whether an assignment stands under no condition, as far as its indentation tells."""
        if not assignment.scope:
            return assignment.span.column == 1
        depth = assignment.span.column - self.facts.scopes[assignment.scope].span.column
        return self.language != "python" or depth <= self._indentation

    @cached_property
    def _indentation(self) -> int:
        """The columns by which the bodies of functions are indented."""
        starts = [(item.scope, item.span.column) for item in self.facts.assignments]
        starts += [(item.scope, item.span.column) for item in self.facts.calls]
        scopes = self.facts.scopes
        depths = (at - scopes[scope].span.column for scope, at in starts if scopes[scope].kind == "function")
        return min((depth for depth in depths if depth > 0), default=4)

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

    def binds(self, name: str) -> bool:
        """Whether the top of the module gives a name: it is assigned, defined or imported there."""
        return any((0, name) in names for names in (self.assigned, self.defined, self.imported))

    @cached_property
    def _cells(self) -> dict[int, int]:
        """The notebook cell of each written value, by the identity of its span: facts outlive every question about
        them, and a value made on the way (the receiver of a call) keeps the span of what it was made of.
        """
        found: dict[int, int] = {}
        for cell, value in written_values(self.facts) if self.facts.kind == "notebook" else ():
            found.update((id(part.span), cell) for part in walk(value))
        return found

    def cell_of(self, value: Value) -> int | None:
        """The notebook cell that a value is written in; None outside notebooks."""
        return self._cells.get(id(value.span)) if self._cells else None

    @cached_property
    def calls_by_tail(self) -> dict[str, list[int]]:
        """Positions of calls by the last component of what is called."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, call in enumerate(self.facts.calls):
            found[tail_of(call.callee)].append(number)
        return found

    @cached_property
    def calls_by_name(self) -> dict[str, list[int]]:
        """Positions of calls by the whole dotted name of what is called."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, call in enumerate(self.facts.calls):
            if isinstance(call.callee, Reference):
                found[call.callee.name].append(number)
        return found

    @cached_property
    def parameters(self) -> dict[tuple[int, str], int]:
        """Positions of parameters by (scope, name); collecting ones (`*args`) by their bare name."""
        return {
            (number, parameter.name.lstrip("*")): position
            for number, scope in enumerate(self.facts.scopes)
            for position, parameter in enumerate(scope.parameters)
        }

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

    @property
    def constructor(self) -> str:
        """What the method is called that makes an object."""
        return "constructor" if self.language == "javascript" else "__init__"

    def scope(self, number: int) -> Scope:
        """A scope by position."""
        return self.facts.scopes[number]

    def chain(self, scope: int) -> list[int]:
        """A scope and those around it that its names are looked up in (classes around a function are not)."""
        if scope not in self._chains:
            self._chains[scope] = self._chain(scope)
        return self._chains[scope]

    def _chain(self, scope: int) -> list[int]:
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

    def takes_self(self, scope: int) -> bool:
        """Whether a function is a method whose first parameter is the object or class it is called on."""
        function = self.facts.scopes[scope]
        if self.language == "javascript" or function.parent < 0 or self.facts.scopes[function.parent].kind != "class":
            return False
        return not any(isinstance(item, Reference) and item.name == "staticmethod" for item in function.decorators)

    @cached_property
    def _inner(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, scope in enumerate(self.facts.scopes):
            found[scope.parent].append(number)
        return found

    def methods_of(self, class_scope: int) -> list[int]:
        """The scopes directly inside a class."""
        return self._inner.get(class_scope, [])

    def attribute_assignments(self, class_scope: int, name: str) -> list[list[Assignment]]:
        """The assignments to an attribute, in the body of its class and in each method."""
        if name not in self.targets and f"self.{name}" not in self.targets:
            return []
        inner = (scope for scope in self.scopes_assigning(f"self.{name}") if self.inside(scope, class_scope))
        places = [(class_scope, name), *((scope, f"self.{name}") for scope in inner)]
        return [assigned for place in places if (assigned := self.assigned.get(place))]

    def scopes_assigning(self, target: str) -> list[int]:
        """The scopes in which a target is assigned, in order of place."""
        return self._assigning.get(target, [])

    @cached_property
    def _assigning(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for scope, target in self.assigned:
            found[target].append(scope)
        return found

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


def written_values(facts: FileFacts) -> Iterator[tuple[int, Value]]:
    """The values of a file's assignments, calls and functions, each with its cell (0 where there is none)."""
    for assignment in facts.assignments:
        yield assignment.cell or 0, assignment.value
    for call in facts.calls:
        for value in (call.callee, *call.arguments, *(entry.value for entry in call.keywords), *call.spreads):
            yield call.cell or 0, value
    for scope in facts.scopes:
        defaults = (parameter.default for parameter in scope.parameters if parameter.default is not None)
        for value in (*scope.returns, *scope.decorators, *defaults):
            yield scope.cell or 0, value


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
