"""What is put into a list of messages after it was written: by the name it has there, or where it is used."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Call
from groundrules.domain.value import Reference
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile

PUTS = {"append": 0, "insert": 1, "extend": 0, "push": 0, "unshift": 0}
"""Methods that add to a list, and the position of what they add."""
Put = tuple[Found, bool]
"""What is added, and whether it is itself a list."""


def filled(asked: Found, written: Found) -> Iterator[Put]:
    """What is added to a list that is written at one place and used at another, each addition once."""
    seen: set[tuple[str, int]] = set()
    for holder, number, tail in (*_by_own_name(written), *_by_used_name(asked)):
        if (holder.file.path, number) not in seen:
            seen.add((holder.file.path, number))
            yield from _given(holder, holder.file.facts.calls[number], tail)


def _by_own_name(written: Found) -> Iterator[tuple[Found, int, str]]:
    """The calls that add to a name which the list is given where it is written, where that name means this one."""
    file, span = written.file, written.value.span
    for item in file.facts.assignments:
        if item.value.span == span and item.cell == written.cell:
            home = _home(file, item.scope, item.target)
            for number, tail in _calls(file, item.target):
                if _home(file, file.facts.calls[number].scope, item.target) == home:
                    yield written, number, tail


def _by_used_name(asked: Found) -> Iterator[tuple[Found, int, str]]:
    """The calls that add to it by the name it is used by, in the scopes around that."""
    if isinstance(asked.value, Reference):
        around = asked.file.chain(asked.value.scope)
        for number, tail in _calls(asked.file, asked.value.name):
            if asked.file.facts.calls[number].scope in around:
                yield asked, number, tail


def _home(file: CodeFile, scope: int, name: str) -> int | None:
    """The scope that a name is of where it is used: of an attribute its class."""
    if name.startswith(("self.", "this.")):
        return file.class_around(scope)
    homes = (item for item in file.chain(scope) if (item, name) in file.assigned or (item, name) in file.parameters)
    return next(homes, None)


def _given(holder: Found, call: Call, tail: str) -> Iterator[Put]:
    values = call.arguments[PUTS[tail] :]
    for value in values if tail in ("push", "unshift") else values[:1]:
        yield holder.at(value), tail == "extend"


def _calls(file: CodeFile, name: str) -> Iterator[tuple[int, str]]:
    for tail in PUTS:
        for number in file.calls_by_name.get(f"{name}.{tail}", ()):
            yield number, tail
