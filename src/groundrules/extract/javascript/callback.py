"""Methods that call the function they are given: `rows.map(row => ...)`, `answer.then(text => ...)`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from groundrules.domain.facts import LoopKind
from groundrules.domain.location import Span
from groundrules.domain.value import Element, Member, Reference, Repeated, Unknown, Value
from groundrules.extract.draft import Context
from groundrules.extract.javascript.reader import Reader

FORWARDING = frozenset({"map", "flatMap", "then"})
"""Methods whose result is what the function gives back."""

_LOOPS: dict[str, LoopKind] = {
    **dict.fromkeys(("forEach", "reduce"), "for"),
    **dict.fromkeys(("map", "flatMap", "filter", "find", "some", "every"), "comprehension"),
}
"""Methods that call the function once for each item."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What a function is given by the method that calls it, and what stands around its body."""

    method: str
    over: Value
    given: tuple[Value, ...]
    around: Context

    def result(self, returned: Value | None, span: Span) -> Value | None:
        """What the method gives back; None where that is not known."""
        if self.method == "filter":
            return self.over
        if returned is None:
            return None
        if self.method == "then":
            return returned
        return Repeated(Element(returned, span) if self.method == "flatMap" else returned, self.over, span)


def callback_of(reader: Reader, callee: Value) -> Callback | None:
    """How a call uses a function that it is given first; None where it is not known to."""
    receiver, method = receiver_of(callee)
    loop = _LOOPS.get(method)
    if receiver is None or (loop is None and method != "then"):
        return None
    if loop is None:
        return Callback(method, receiver, (receiver,), replace(reader.context, loop=""))
    element = Element(receiver, callee.span)
    given = (Unknown("accumulator", callee.span), element) if method == "reduce" else (element,)
    return Callback(method, receiver, given, replace(reader.context, loop=loop))


def receiver_of(callee: Value) -> tuple[Value | None, str]:
    """What a method is called on, and its name."""
    match callee:
        case Reference(name=name, scope=scope, span=span) if "." in name:
            before, _, method = name.rpartition(".")
            return Reference(before, scope, span), method
        case Member(of=of, key=str() as key):
            return of, key
        case _:
            return None, ""
