"""Git, asked once and only when an answer needs it: how often things change, and what changed since."""

from __future__ import annotations

from groundrules.link.history.past import SAME_SITTING_S, Past

__all__ = ["SAME_SITTING_S", "Past"]
