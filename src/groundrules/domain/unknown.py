"""The third state: what cannot be told from the text is UNKNOWN, and poisons any condition that touches it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

from groundrules.domain.location import Location

State = Literal["set", "unset", "unknown"]


class UnknownTouchedError(Exception):
    """A condition asked something of a value that is not known; the rule does not fire and the coverage counts it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnknownType:
    """The type of UNKNOWN: every question put to it raises `UnknownTouchedError`."""

    __slots__ = ("reason",)

    def __init__(self, reason: str = "not resolved") -> None:
        self.reason = reason

    def _touched(self, *_: object) -> NoReturn:
        raise UnknownTouchedError(self.reason)

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __len__ = __iter__ = _touched
    __eq__ = __ne__ = _touched
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"UNKNOWN({self.reason})"


AT_RUN_TIME = "given at run time"
"""The reason of a value that no text of the tree tells: a user, a request, a command line, a library's caller does."""

UNKNOWN = UnknownType()
"""A value that is not known, for a reason that nobody needs to tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """One setting of an asset in three states, never two: set (with its value), not set, or unknown (with the reason).

    `location` is where the value itself stands (a constant in another file, a line of .env), `source` how it was
    found: "literal", "default" (of a parameter, setting or environment variable), "configuration", "environment".
    `alternatives` are the values of which an unknown one is certainly one (the branches of a condition, the choices of
    a list that a user picks from); empty where there may be others. `read` never tells them: no condition guesses.
    """

    state: State = "unset"
    value: Any = None
    location: Location | None = None
    reason: str = ""
    source: str = "literal"
    alternatives: tuple[Any, ...] = ()

    def read(self) -> Any:
        """The value as a condition sees it: None where unset, UNKNOWN where unknown."""
        if self.state == "unknown":
            return UnknownType(self.reason or "not resolved")
        return self.value if self.state == "set" else None

    @property
    def is_set(self) -> bool:
        """Whether something is given, known or not."""
        return self.state != "unset"

    @property
    def is_known(self) -> bool:
        """Whether it is certain what holds: a known value, or certainly nothing."""
        return self.state != "unknown"

    @property
    def is_at_run_time(self) -> bool:
        """Whether it is certain that the tree does not tell: it is given while the program runs."""
        return self.state == "unknown" and self.reason == AT_RUN_TIME

    @property
    def text(self) -> str:
        """The value as a message shows it."""
        if self.state == "unknown":
            return "unknown"
        return "not set" if self.state == "unset" else str(self.value)


UNSET = Setting()


def known(value: Any, location: Location | None = None, source: str = "literal") -> Setting:
    """A setting whose value is known."""
    return Setting("set", value, location, "", source)


def unknown(reason: str, location: Location | None = None, alternatives: tuple[Any, ...] = ()) -> Setting:
    """A setting that is given, or may be, but cannot be told; `alternatives` where it is certainly one of them."""
    return Setting("unknown", None, location, reason, alternatives=alternatives)


@dataclass(slots=True)
class Tally:
    """Counts by kind and reason, for the coverage line."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, kind: str, reason: str) -> None:
        """Count one more."""
        self.counts[kind, reason] = self.counts.get((kind, reason), 0) + 1
