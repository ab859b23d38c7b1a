"""Loops around model calls that nothing bounds: retries without a last one, and agents that stop when they like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from groundrules.domain.call_fault import UnboundedLoop
from groundrules.domain.facts import Call, Loop
from groundrules.domain.location import Location, Span
from groundrules.domain.model_call import ModelCall
from groundrules.domain.value import CallResult, Member, Reference
from groundrules.link.calling.use import Uses
from groundrules.link.value.code import CodeFile, tail_of

WAITS = re.compile(
    r"(?i)^(?:(?:raw_)?input|a?recv\w*|receive\w*|read_?line|accept|poll|listen|dequeue|pop\w*|shift|consume\w*|question"
    r"|wait\w*|getline|getch|x?read|blpop|get_updates|get_messages?|get_nowait|scroll|fetch(?:one|many|all)?|next"
    r"|chat_input|select)$"
)
"""Calls that wait for somebody, or take the next of something: what they are in serves, works or pages."""
ASKS = re.compile(r"(?i)^(?:ask|prompt|get|text|unsafe_ask|execute)$")
ASKED = re.compile(
    r"(?i)(?:^|[._])(?:prompt\w*|confirm|questionary|click|typer|console|session|inquirer|rl|q|\w*queue)$"
)
PACES = re.compile(r"(?i)^(?:a?sleep|delay|set_?timeout)$")
PEOPLE = re.compile(
    r"(?i)^(?:stdin|(?:user|human|your)_?(?:input|message|query|question|reply|response|prompt|text))$|readline"
)
BOUNDS = re.compile(
    r"(?i)(?:^|_|\b)(?:max(?:imum)?_?(?:steps?|turns?|iter\w*|retr\w*|tries|attempts?|rounds?|loops?|calls?|time\w*|depth)"
    r"|attempts?|retr(?:y|ies)|tries|budget|deadline|remaining|elapsed|cancel\w*|abort\w*|stop_?event|should_?stop|kill"
    r"|shutdown|sys_exit|interrupt\w*|(?:step|turn|iter\w*|retry|round|loop|try)_?(?:count|limit|num|idx|index))"
)
BY_MODEL = re.compile(
    r"(?i)tool_?calls?|tool_?uses?|function_?calls?|stop_?reason|finish_?reason|requires_action|final_?answer"
)
LEAVES = frozenset({"exit", "_exit", "quit", "abort"})
UNTIL = re.compile(r"^\(?(?:not |!)|(?:is|===?) (?:None|null|False|false|\"\"|'')\)?$")
"""Conditions that ask whether something came of it yet."""


class UnboundedLoops:
    """Notes them on model calls; a loop is told of once."""

    def __init__(self, uses: Uses) -> None:
        self.uses = uses

    def attach(self, calls: Iterable[ModelCall]) -> None:
        """Fill in the loop of each call that stands in one, and is not the second to do so."""
        told: set[Location] = set()
        for call in calls:
            loop = next((item for item in self._loops(call) if item.location not in told), None)
            if loop is not None:
                told.add(loop.location)
                call.unbounded_loop = loop

    def _loops(self, call: ModelCall) -> Iterator[UnboundedLoop]:
        """The loops around a call, else around the calls of the function it stands in."""
        for file, place in self.uses.places(call):
            loop = _innermost(file, place) if place.loop in ("while", "while true") else None
            if loop is not None and _is_unbounded(file, loop, place):
                yield UnboundedLoop(location=file.facts.location(loop.span, loop.cell), retries=_retries(loop, place))


def _innermost(file: CodeFile, call: Call) -> Loop | None:
    """The smallest `while` of the same function around a call."""
    around = [item for item in file.facts.loops if item.scope == call.scope and _holds(item, call)]
    return max(around, key=lambda item: (item.span.line, item.span.column), default=None)


def _holds(loop: Loop, call: Call) -> bool:
    return loop.cell == call.cell and _is_within(call.span, loop.span)


def _is_within(inner: Span, outer: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _retries(loop: Loop, call: Call) -> bool:
    return call.handled and loop.goes_on_after_failure


def _is_unbounded(file: CodeFile, loop: Loop, call: Call) -> bool:
    """Whether only success, or the model's word, ends a loop."""
    by_model = any(BY_MODEL.search(name) for name in loop.names)
    if loop.counts or "raise" in loop.exits or any(BOUNDS.search(n) or PEOPLE.search(n) for n in loop.names):
        return False
    if not (_retries(loop, call) or by_model) or _waits(file, loop, call):
        return False
    if loop.condition:
        return bool(UNTIL.search(loop.condition) or BY_MODEL.search(loop.condition))
    return bool(loop.exits)


def _waits(file: CodeFile, loop: Loop, around: Call) -> bool:
    """Whether a loop waits for somebody or for work, takes the next of something, or ends the program."""
    inside = [call for call in file.facts.calls if call is not around and _holds(loop, call)]
    return any(
        WAITS.search(tail) or tail in LEAVES or (ASKS.search(tail) and ASKED.search(_receiver(file, call)))
        or (PACES.search(tail) and not _retries(loop, around))
        for call in inside
        for tail in (tail_of(call.callee),)
    )  # fmt: skip


def _receiver(file: CodeFile, call: Call) -> str:
    """What a method is called on, as far as it has a name."""
    match call.callee:
        case Reference(name=name):
            return name.rpartition(".")[0]
        case Member(of=CallResult(call=number)):
            return tail_of(file.facts.calls[number].callee)
        case _:
            return ""
