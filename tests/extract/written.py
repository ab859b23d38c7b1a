"""Values in a short written form, so that a test shows a whole expression on one line; and the spans of code facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from groundrules.domain.facts import Assignment, Call, Command, FileFacts, Import, Scope, Suppression
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
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
    Unknown,
    Value,
    walk,
)
from groundrules.extract.python import read

_Placed = Import | Scope | Assignment | Call | Command | Suppression


def python(source: str | bytes) -> FileFacts:
    """The facts of a Python file."""
    content = source.encode() if isinstance(source, str) else source
    return read(content, SourceFile("a.py", "python", "product", len(content)))


def value(expression: str) -> str:
    """What an expression is read as, in written form."""
    return written(python(f"x = {expression}\n").assignments[-1].value)


def assigned(source: str) -> list[str]:
    """All assignments as `target = value`, with ` @n` behind those outside scope 0."""
    return [
        f"{found.target} = {written(found.value)}" + (f" @{found.scope}" if found.scope else "")
        for found in python(source).assignments
    ]


def called(source: str) -> list[str]:
    """All calls in written form."""
    return [written_call(call) for call in python(source).calls]


def written_call(call: Call) -> str:
    """A call as it might stand in a file."""
    parts = [
        *map(written, call.arguments),
        *(["*"] if call.starred else []),
        *(f"{entry.key}={written(entry.value)}" for entry in call.keywords),
        *(f"**{written(spread)}" for spread in call.spreads),
    ]
    return f"{written(call.callee)}({', '.join(parts)})"


def written(of: Value) -> str:
    """A value in written form: holes of texts in `{}`, choices with `|`, results of calls as `#n`."""
    match of:
        case Literal(value=literal):
            return repr(literal)
        case Text(parts=parts):
            return "T" + "".join(p.value if _is_plain(p) else f"{{{written(p)}}}" for p in parts)  # type: ignore[union-attr, misc]
        case Reference(name=name):
            return name
        case CallResult(call=call):
            return f"#{call}"
        case Member(of=inner, key=key):
            return f"{written(inner)}[{key!r}]"
        case Element(of=inner):
            return f"{written(inner)}[]"
        case Items(values=values):
            return f"[{', '.join(map(written, values))}]"
        case Mapping(entries=entries, spread=spread):
            pairs = [f"{entry.key}: {written(entry.value)}" for entry in entries]
            return f"{{{', '.join([*pairs, *(f'**{written(s)}' for s in spread)])}}}"
        case Choice(options=options):
            return " | ".join(map(written, options))
        case Operation(operator=operator, operands=operands):
            return f"({operator} {' '.join(map(written, operands))})"
        case Repeated(element=element, over=over):
            return f"[{written(element)} over {written(over)}]"
        case Unknown(reason=reason):
            return f"<{reason}>"


def _is_plain(part: Value) -> bool:
    return isinstance(part, Literal) and isinstance(part.value, str)


def code_spans(facts: FileFacts) -> Iterator[tuple[Span, int | None]]:
    """Every span of the code facts, with its notebook cell."""
    sections: tuple[tuple[_Placed, ...], ...] = (
        facts.imports, facts.scopes, facts.assignments, facts.calls, facts.commands, facts.suppressions,
    )  # fmt: skip
    for found in chain.from_iterable(sections):
        yield found.span, found.cell
        for inner in _values(found):
            for part in walk(inner):
                yield part.span, found.cell


def _values(found: object) -> Iterator[Value]:
    for name in ("value", "callee"):
        if (inner := getattr(found, name, None)) is not None:
            yield inner
    for name in ("arguments", "spreads", "decorators", "returns"):
        yield from getattr(found, name, ())
    yield from (entry.value for entry in getattr(found, "keywords", ()))


def is_inside(span: Span, lines: list[str]) -> bool:
    """Whether a span begins and ends, in order, in these lines."""
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    inside = (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in (start, end))
    return all(inside) and start <= end
