"""The bounds of following: how far and how long, what is being followed just now, and what was answered before."""

from __future__ import annotations

from collections.abc import Callable

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Reference, Value
from groundrules.link.value.answer import Answer, Found, Frame, Missing
from groundrules.link.value.code import CodeFile

DEEPEST = 28
"""Steps after which following gives up: longer chains in real code were cycles."""
MOST_STEPS = 500
"""Values looked at for one question; what takes more is not resolved by anyone, and is unknown."""
MOST_REMEMBERED = 200_000
"""Answers kept at a time, so that a large tree does not fill the memory."""
TOO_FAR: list[Answer] = [Missing("followed too far")]
_NOWHERE = 1 << 30

Step = Callable[[Found, int], list[Answer]]


class Trail:
    """Keeps the way of one question at a time.

    An answer is remembered where it is whole: not cut by a bound, nor by a cycle that began before the question did.
    A question from outside is remembered as it was answered, since it always would be.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[Value, list[Answer]]] = {}
        self._frames: dict[tuple[object, ...], Frame] = {}
        self._open: dict[tuple[object, ...], int] = {}
        self._lowest_cut = _NOWHERE
        self._nested = 0
        self._steps = 0

    def answer(self, found: Found, depth: int, step: Step) -> list[Answer]:
        """What `step` finds for a value, or found before; at most `MOST_STEPS` values and `DEEPEST` steps."""
        key = _question(found)
        known = self._known.get(key)
        if known is not None:
            return known[1]
        if not self._nested:
            self._steps = 0
        self._steps += 1
        if self.is_too_far(depth) or self._steps > MOST_STEPS:
            self._lowest_cut = -1
            return TOO_FAR
        outer, self._lowest_cut = self._lowest_cut, _NOWHERE
        self._nested += 1
        try:
            answers = step(found, depth)
        finally:
            self._nested -= 1
            is_whole = self._lowest_cut >= len(self._open)
            self._lowest_cut = outer if is_whole else min(outer, self._lowest_cut)
        if is_whole or not self._nested:
            self._remember(key, found.value, answers)
        return answers

    def _remember(self, key: tuple[object, ...], value: Value, answers: list[Answer]) -> None:
        """Keep an answer; the value stays with it, since a key may hold its identity."""
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
            self._frames.clear()
        self._known[key] = (value, answers)

    def is_too_far(self, depth: int) -> bool:
        """Whether a step would be one too many; what is answered then is not remembered."""
        if depth <= DEEPEST:
            return False
        self._lowest_cut = -1
        return True

    def enter(self, *key: object) -> bool:
        """Begin to follow something by its key; False where it is followed already: a cycle, which is cut here."""
        begun = self._open.get(key)
        if begun is not None:
            self._lowest_cut = min(self._lowest_cut, begun)
            return False
        self._open[key] = len(self._open)
        return True

    def leave(self, *key: object) -> None:
        """End what `enter` began."""
        del self._open[key]

    def mark(self) -> int:
        """A mark before a piece of work, for `is_whole_since`."""
        mark, self._lowest_cut = self._lowest_cut, _NOWHERE
        return mark

    def is_whole_since(self, mark: int) -> bool:
        """Whether the work since `mark` was not cut."""
        is_whole = self._lowest_cut >= len(self._open)
        self._lowest_cut = mark if is_whole else min(mark, self._lowest_cut)
        return is_whole

    def frame(self, file: CodeFile, call: Call, inside: tuple[str, int], outer: Frame | None, bound: bool) -> Frame:
        """The frame of a call that is entered: one object for one way in, so that answers can be remembered."""
        key = (id(call), inside, outer, bound)
        if key not in self._frames:
            self._frames[key] = Frame(file, call, inside, outer, bound)
        return self._frames[key]


def _question(found: Found) -> tuple[object, ...]:
    """What tells one question from another: the place of a name, the position of a call, else the value itself."""
    match found.value:
        case Reference(name=name, scope=scope, span=span):
            place = (name, scope, span.line, span.column, found.cell)
            return (found.file.path, place, found.source, found.frame)
        case CallResult(call=call):
            return (found.file.path, call, found.source, found.frame)
        case value:
            return (found.file.path, "", id(value), found.source, found.frame)
