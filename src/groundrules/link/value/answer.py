"""What following a value can end in."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.facts import Call
from groundrules.domain.location import Location
from groundrules.domain.value import Value
from groundrules.link.value.code import CodeFile


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One call that was entered: its parameters are bound to the arguments of `call`, which stands in `file`.

    `bound` says that the first parameter (self) is not among the arguments.
    """

    file: CodeFile
    call: Call
    inside: tuple[str, int]
    outer: Frame | None = None
    bound: bool = False

    def argument(self, name: str, position: int) -> Found | None:
        """What the call gives for a parameter, by its name or position; None where that is not written out."""
        given = self.call.keyword(name) if self.file.language == "python" else None
        index = position - (1 if self.bound else 0)
        if given is None and 0 <= index < len(self.call.arguments) and not self.call.starred:
            given = self.call.arguments[index]
        return Found(self.file, given, self.outer) if given is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A value in a file, with the call it was entered by. `source` is as in `Setting`."""

    file: CodeFile
    value: Value
    frame: Frame | None = None
    source: str = "literal"

    def at(self, value: Value, source: str = "") -> Found:
        """Another value of the same file and frame."""
        return Found(self.file, value, self.frame, source or self.source)

    @property
    def cell(self) -> int | None:
        """The notebook cell that the value is written in; None outside notebooks."""
        return self.file.cell_of(self.value)

    @property
    def location(self) -> Location:
        """Where the value stands."""
        return self.file.location(self.value.span, self.cell)

    def frame_of(self, scope: int) -> Frame | None:
        """The call by which a function around the value was entered; None where it was not."""
        frame = self.frame
        while frame is not None and frame.inside != (self.file.path, scope):
            frame = frame.outer
        return frame


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name of somebody else's module, qualified: `openai.OpenAI.chat.completions.create`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A class or function of the audited code."""

    file: CodeFile
    scope: int

    @property
    def key(self) -> tuple[str, int]:
        """What tells two definitions apart."""
        return self.file.path, self.scope


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing that the text tells, with the reason."""

    reason: str


Answer = Found | Symbol | Definition | Missing
