"""How much to say and where to look, after command line, configuration and defaults are joined."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from groundrules.domain.baseline import Baseline
from groundrules.domain.location import Location
from groundrules.domain.rule import ConfidenceName, Persona, Severity


@dataclass(frozen=True, slots=True)
class ConfiguredIgnore:
    """An `[[ignore]]` entry: which rules, on which paths (globs), why, and until when."""

    rules: tuple[str, ...]
    paths: tuple[str, ...]
    reason: str
    until: str = ""
    text: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings. `root` is the project that is read whole; `only` are the paths reported (POSIX, relative)."""

    root: Path
    only: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignores: tuple[ConfiguredIgnore, ...] = ()
    persona: Persona = "regular"
    min_severity: Severity = "note"
    min_confidence: ConfidenceName = "medium"
    fail_on: Severity | None = "warning"
    baseline: Baseline | None = None
    strict: bool = False
    require_reason: bool = False
    no_suppress: bool = False
    jobs: int = 1
    today: datetime.date = field(default_factory=datetime.date.today)
