"""What the variable of a loop is given."""

from __future__ import annotations

from collections.abc import Sequence

from groundrules.domain.facts import Call
from groundrules.domain.location import Span
from groundrules.domain.value import CallResult, Element, Items, Reference, Unknown, Value
from groundrules.extract.javascript.callback import receiver_of


def element_of(calls: Sequence[Call], iterable: Value, span: Span) -> Value:
    """One element of what is iterated over; `entries` gives pairs of key and element."""
    if isinstance(iterable, CallResult):
        call = calls[iterable.call]
        function = call.callee.name if isinstance(call.callee, Reference) else ""
        receiver, method = receiver_of(call.callee)
        if function == "Object.values" and call.arguments:
            return Element(call.arguments[0], span)
        if function == "Object.entries" and call.arguments:
            return Items((Unknown("key", span), Element(call.arguments[0], span)), span)
        if method == "entries" and receiver is not None and not call.arguments:
            return Items((Unknown("key", span), Element(receiver, span)), span)
    return Element(iterable, span)
