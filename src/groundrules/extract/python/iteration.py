"""What the variable of a loop is given."""

from __future__ import annotations

from collections.abc import Sequence

from groundrules.domain.facts import Call
from groundrules.domain.location import Span
from groundrules.domain.value import CallResult, Element, Items, Reference, Unknown, Value


def element_of(calls: Sequence[Call], iterable: Value, span: Span) -> Value:
    """One element of what is iterated over; `enumerate` and `zip` give tuples of elements."""
    if isinstance(iterable, CallResult):
        call = calls[iterable.call]
        function = call.callee.name if isinstance(call.callee, Reference) else ""
        if function == "enumerate" and call.arguments:
            return Items((Unknown("counter", span), element_of(calls, call.arguments[0], span)), span)
        if function == "zip" and call.arguments and not call.starred:
            return Items(tuple(element_of(calls, argument, span) for argument in call.arguments), span)
    return Element(iterable, span)
