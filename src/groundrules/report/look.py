"""How a report looks, as far as its reader's screen decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from groundrules.domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Look:
    """What the screen can do. Units: `width` counts terminal cells."""

    color: bool = False
    width: int = 100
    links: bool = False


class Format(Protocol):
    """A module that writes one format."""

    def render(self, outcome: Outcome, look: Look) -> str:
        """The whole report, ending in a newline."""
