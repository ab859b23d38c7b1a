"""Values as they are written: the expressions of code and the nodes of configuration, in one small language.

`extract` writes them, as far as one file goes; `link` follows them across files. Nothing here is evaluated: a value
that cannot be known from the text is `Unknown`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from groundrules.domain.location import Span


class Literal(msgspec.Struct, frozen=True, tag="literal"):
    """A text, number, boolean or None that stands in the file."""

    value: str | int | float | bool | None
    span: Span


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A text with holes: an f-string, a concatenation, a template literal. Literal parts and values, in order."""

    parts: tuple[Value, ...]
    span: Span


class Reference(msgspec.Struct, frozen=True, tag="reference"):
    """A name as written, with its attributes: `settings.model`, `self.client`, `os.environ`. `scope` is its scope."""

    name: str
    scope: int
    span: Span


class CallResult(msgspec.Struct, frozen=True, tag="call"):
    """What a call gives back: the position of the call in its file's `calls`."""

    call: int
    span: Span


class Member(msgspec.Struct, frozen=True, tag="member"):
    """An attribute (`.choices`) or constant subscript (`[0]`, `["content"]`) of a value that is not a plain name."""

    of: Value
    key: str | int
    span: Span


class Element(msgspec.Struct, frozen=True, tag="element"):
    """One element of a collection: the variable of a `for`, or a subscript that is not constant."""

    of: Value
    span: Span


class Items(msgspec.Struct, frozen=True, tag="items"):
    """A list, tuple or set that is written out."""

    values: tuple[Value, ...]
    span: Span


class Entry(msgspec.Struct, frozen=True):
    """One key and its value: of a mapping, or a keyword argument. `key` is None where it is not a constant."""

    key: str | None
    value: Value
    span: Span


class Mapping(msgspec.Struct, frozen=True, tag="mapping"):
    """A dictionary, object or YAML mapping that is written out. `spread` holds what `**` or `...` adds to it."""

    entries: tuple[Entry, ...]
    span: Span
    spread: tuple[Value, ...] = ()

    def get(self, key: str) -> Value | None:
        """The last value written for a key."""
        for entry in reversed(self.entries):
            if entry.key == key:
                return entry.value
        return None


class Choice(msgspec.Struct, frozen=True, tag="choice"):
    """One of several values: `a or b`, `x if c else y`, a name assigned more than once."""

    options: tuple[Value, ...]
    span: Span


class Operation(msgspec.Struct, frozen=True, tag="operation"):
    """An operator other than the joining of text: `prompt | llm`, `folder / name`, `80 * 12`.

    A row of one operator is one operation. `*` with one operand spreads a list among values; `[:]` is a slice of its
    first operand (start and stop follow, None where left out).
    """

    operator: str
    operands: tuple[Value, ...]
    span: Span


class Repeated(msgspec.Struct, frozen=True, tag="repeated"):
    """What a comprehension makes: `element`, once for each item of `over`."""

    element: Value
    over: Value
    span: Span


class Unknown(msgspec.Struct, frozen=True, tag="unknown"):
    """A value that the text does not tell. `reason` is counted in the coverage line."""

    reason: str
    span: Span


Value = (
    Literal | Text | Reference | CallResult | Member | Element | Items | Mapping | Choice | Operation | Repeated
    | Unknown
)  # fmt: skip


def children(value: Value) -> tuple[Value, ...]:
    """The values a value is written with, one level down."""
    match value:
        case Text(parts=parts):
            return parts
        case Items(values=values):
            return values
        case Mapping():
            return (*(entry.value for entry in value.entries), *value.spread)
        case Choice(options=options):
            return options
        case Operation(operands=operands):
            return operands
        case Repeated(element=element, over=over):
            return (element, over)
        case Member(of=of) | Element(of=of):
            return (of,)
        case _:
            return ()


def walk(value: Value) -> Iterator[Value]:
    """A value and everything it is written with, outermost first."""
    pending = [value]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))
