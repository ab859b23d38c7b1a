"""What can be wrong with a prompt, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.location import Location


@dataclass(slots=True, eq=False, kw_only=True)
class InvalidExample:
    """An example of JSON that a prompt shows and that does not parse: `problem` in words, `text` cut."""

    problem: str
    text: str
    location: Location


@dataclass(slots=True, eq=False, kw_only=True)
class VariableFault:
    """A filling of a template that does not fit it, at `location`.

    `missing` are variables of the template that are not given, `unused` given ones that it does not have: both as
    written. `fails` says that the filling raises.
    """

    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    fails: bool
    location: Location

    @property
    def words(self) -> str:
        """What does not fit, in words."""
        wanting = f"gets no {_names(self.missing)}" if self.missing else ""
        lost = f"has no place for {_names(self.unused)}" if self.unused else ""
        return " and ".join(part for part in (wanting, lost) if part)


@dataclass(slots=True, eq=False, kw_only=True)
class UserInput:
    """A value of a user that is put into a prompt as `variable`: `source` is where it comes from, in words.

    `entered_at` is where it enters the program, `location` where the prompt takes it in.
    """

    variable: str
    source: str
    entered_at: Location
    location: Location


def _names(names: tuple[str, ...]) -> str:
    return " or ".join(f"'{name}'" for name in names)


@dataclass(slots=True, eq=False, kw_only=True)
class VolatileStatement:
    """A sentence of a prompt that states a changing fact: `text` is cut, `cue` names the sign."""

    text: str
    cue: str
    location: Location
