"""The names that a file reads: what is only unpacked and never used again, or only asked for, is not read."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Assignment, Call
from groundrules.domain.value import CallResult, Element, Items, Literal, Member, Reference, Value, children, walk
from groundrules.link.value.code import CodeFile, written_values

PAIRS = ("zip", "zip_longest")
"""What puts columns together into rows, which are taken apart again by position."""


def names_read(file: CodeFile) -> set[str]:
    """The names and keys that code of a file reads, as written, a dotted name in its parts."""
    idle = idle_names(file)
    unused = {id(item.value) for item in file.facts.assignments if item.target in idle} | set(_columns(file, idle))
    values = [value for _, value in written_values(file.facts) if id(value) not in unused]
    taken = {part.key for _, value in written_values(file.facts) for part in walk(value) if isinstance(part, Member)}
    read = {name for value in values for part in _parts(value, taken) for name in _names_of(part)}
    bound = {item.target.rpartition(".")[2] for item in file.facts.assignments if item.target not in idle}
    return read | bound | {part for name in file.facts.compared for part in name.split(".")}


def idle_names(file: CodeFile) -> set[str]:
    """The names that elements and parts of rows are given to, of which nothing in the file speaks again."""
    bound: set[str] = set()
    others: set[str] = set()
    for item in file.facts.assignments:
        (bound if _is_of_row(item.value) else others).add(item.target)
    bound -= others
    return bound - _used(file) if bound else bound


def _is_of_row(value: Value) -> bool:
    """Whether a value is an element, or a position of one: `for text, score in rows`."""
    if isinstance(value, Member) and isinstance(value.key, int):
        return isinstance(value.of, Element) or (isinstance(value.of, Reference) and value.of.name.startswith("<"))
    return isinstance(value, Element)


def _used(file: CodeFile) -> set[str]:
    """The first parts of all names that are spoken of."""
    names = set(file.facts.compared)
    for _, value in written_values(file.facts):
        names.update(part.name for part in walk(value) if isinstance(part, Reference))
    return {name.partition(".")[0] for name in names}


def _columns(file: CodeFile, idle: set[str]) -> Iterator[int]:
    """The columns put together into rows, by identity, that are unpacked into names that nothing uses."""
    for number in (number for name in PAIRS for number in file.calls_by_name.get(name, ())) if idle else ():
        call = file.facts.calls[number]
        rows = {
            item.target
            for item in file.facts.assignments
            if isinstance(item.value, CallResult) and item.value.call == number
        }
        for position, column in enumerate(call.arguments):
            given = [item for item in file.facts.assignments if _holds(item, rows, call, position)]
            if given and idle.issuperset(item.target for item in given):
                yield id(column)


def _holds(item: Assignment, rows: set[str], call: Call, position: int) -> bool:
    """Whether a name is given what stands at a position of the rows."""
    match item.value:
        case Member(of=Element(of=Reference(name=name)), key=int() as key):
            return name in rows and key == position
        case Element(of=of):
            return of is call.arguments[position]
        case _:
            return False


def _parts(value: Value, taken: set[str | int]) -> Iterator[Value]:
    """A value and what it is written with; a key in a list only asks for what is then taken by name."""
    pending = [value]
    while pending:
        current = pending.pop()
        yield current
        below = children(current)
        if isinstance(current, Items):
            below = tuple(item for item in below if not (isinstance(item, Literal) and item.value in taken))
        pending.extend(below)


def _names_of(part: Value) -> set[str]:
    match part:
        case Reference(name=name):
            return set(name.split("."))
        case Member(key=str() as key):
            return {key}
        case Literal(value=str() as text) if len(text) < 24:
            return {text}
        case _:
            return set()
