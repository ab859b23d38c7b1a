"""Where the word lists of the project stand, and what the fixture `profile_of` is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from groundrules.domain.dataset import DatasetProfile

WORDS = Path(__file__).parents[2] / "rules" / "volatility"

Profiler = Callable[..., DatasetProfile]
