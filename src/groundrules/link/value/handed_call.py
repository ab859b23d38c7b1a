"""Calls that run a function which they are given: `pool.submit(ask, prompt)` is `ask(prompt)`."""

from __future__ import annotations

import msgspec

from groundrules.domain.facts import Call
from groundrules.domain.value import Reference
from groundrules.link.value.code import receiver_of, tail_of

RUNS = {"submit": 0, "to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "partial": 0, "run_in_executor": 1}
"""Calls that run the function they are given (at this position) with the arguments after it."""


def handed(call: Call) -> Call | None:
    """The call that an executor makes; None for other calls."""
    position = RUNS.get(tail_of(call.callee))
    if position is None or position >= len(call.arguments):
        return None
    function = call.arguments[position]
    if not isinstance(function, Reference) and receiver_of(function) is None:
        return None
    return msgspec.structs.replace(call, callee=function, arguments=call.arguments[position + 1 :])
