"""The facts of a file while they are gathered, and where in the code the walk stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal as OneOf

from groundrules.domain.facts import Assignment, Call, Import, Loop, LoopKind, Parameter, Scope
from groundrules.domain.location import Span
from groundrules.domain.value import Member, Reference, Value, walk


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a piece of code: see `facts.Call` for the meaning of each."""

    scope: int = 0
    loop: LoopKind = ""
    under_main: bool = False
    handled: bool = False


MODULE = Context()


@dataclass(slots=True)
class ScopeDraft:
    """A scope before its end: what it returns is not known yet. `outer` maps global and nonlocal names to scopes."""

    name: str
    kind: OneOf["module", "class", "function"]
    parent: int
    span: Span
    parameters: tuple[Parameter, ...] = ()
    decorators: tuple[Value, ...] = ()
    bases: tuple[str, ...] = ()
    docstring: str = ""
    cell: int | None = None
    returns: list[Value] = field(default_factory=list)
    outer: dict[str, int] = field(default_factory=dict)

    def finished(self) -> Scope:
        """The scope as a fact."""
        return Scope(
            self.name, self.kind, self.parent, self.span, self.parameters, self.decorators, self.bases,
            tuple(self.returns), self.docstring, self.cell,
        )  # fmt: skip


@dataclass(slots=True)
class Draft:
    """The facts so far. `deep_line` is the first line that nests too deeply to be read, `broken_line` the first that
    is not Python."""

    imports: list[Import] = field(default_factory=list)
    scopes: list[ScopeDraft] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    compared: set[str] = field(default_factory=set)
    deep_line: int | None = None
    broken_line: int | None = None
    broken_cell: int | None = None

    def compare(self, *operands: Value) -> None:
        """Keep the names and keys that a comparison asks of, whose truth is not known."""
        for part in (part for operand in operands for part in walk(operand)):
            if isinstance(part, Reference):
                self.compared.add(part.name)
            elif isinstance(part, Member) and isinstance(part.key, str):
                self.compared.add(part.key)
