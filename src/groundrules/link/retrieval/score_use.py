"""Whether what a search gives with its hits, how near each is, is let go at once: only then nothing sifts by it."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.value import CallResult, Element, Member, Reference, Repeated, Value, children
from groundrules.link.retrieval.name_read import idle_names
from groundrules.link.value.code import CodeFile, written_values

ONE_BY_ONE = ("map", "forEach", "flatMap")


def drops_scores(file: CodeFile, number: int) -> bool:
    """Whether the pairs that a call gives are only gone through, and nothing but the first of each is used."""
    pairs = {item.target for item in file.facts.assignments if _is_call(item.value, number)}
    each = {item.target for item in file.facts.assignments if _is_element(item.value, pairs, number)}
    idle = idle_names(file)
    seconds = {
        item.target
        for item in file.facts.assignments
        if isinstance(item.value, Member) and item.value.key != 0
        and (_is_element(item.value.of, pairs, number) or _is_name(item.value.of, each))
    }  # fmt: skip
    if not (seconds <= idle) or not (each or _unpacked(file, pairs, number)):
        return False
    compared = {name.partition(".")[0] for name in file.facts.compared}
    if compared & (pairs | each):
        return False
    binding = {id(item.value) for item in file.facts.assignments if item.target in pairs | each | idle}
    return not any(
        _is_whole(part, pairs, each, number)
        for _, value in written_values(file.facts)
        if id(value) not in binding
        for part in _whole(value, pairs, each, number)
    )


def _unpacked(file: CodeFile, pairs: set[str], number: int) -> bool:
    """Whether the pairs are taken apart where they are gone through."""
    values = (item.value for item in file.facts.assignments)
    return any(isinstance(value, Member) and _is_element(value.of, pairs, number) for value in values)


def _is_call(value: Value, number: int) -> bool:
    return isinstance(value, CallResult) and value.call == number


def _is_name(value: Value, names: set[str]) -> bool:
    return isinstance(value, Reference) and value.name in names


def _is_element(value: Value, pairs: set[str], number: int) -> bool:
    return isinstance(value, Element) and (_is_call(value.of, number) or _is_name(value.of, pairs))


def _whole(value: Value, pairs: set[str], each: set[str], number: int) -> Iterator[Value]:
    """What a value is written with, without pairs that are gone through and the first of each."""
    pending = [value]
    while pending:
        current = pending.pop()
        yield current
        match current:
            case Repeated(element=element, over=over) if _is_call(over, number) or _is_name(over, pairs):
                pending.append(element)
            case Member(of=of, key=0) if _is_name(of, each) or _is_element(of, pairs, number):
                pass
            case _:
                pending.extend(children(current))


def _is_whole(part: Value, pairs: set[str], each: set[str], number: int) -> bool:
    """Whether a part is the pairs or one of them as a whole, or something asked of them."""
    if _is_call(part, number):
        return True
    if not isinstance(part, Reference):
        return False
    first, _, rest = part.name.partition(".")
    return first in pairs | each and rest not in ONE_BY_ONE
