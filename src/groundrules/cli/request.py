"""What one `audit` command asks for, before the configuration is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundrules.cli.option import NEVER, ReportFile

ColorMode = Literal["auto", "always", "never"]


@dataclass(frozen=True)
class Request:
    """The command line as given. None (or an empty tuple) is an option that was not given."""

    paths: tuple[str, ...] = ()
    format: str | None = None
    reports: tuple[ReportFile, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    persona: str | None = None
    min_severity: str | None = None
    min_confidence: str | None = None
    fail_on: str | None = None
    strict: bool = False
    config: str | None = None
    isolated: bool = False
    staged: bool = False
    since: str | None = None
    baseline: str | None = None
    reads_baseline: bool = True
    show_suppressed: bool = False
    no_suppress: bool = False
    quiet: bool = False
    verbose: bool = False
    color: ColorMode = "auto"

    def given(self) -> dict[str, object]:
        """The options that were given, by the field names of `Settings`."""
        values: dict[str, object] = {
            "select": self.select,
            "ignore": self.ignore,
            "persona": self.persona,
            "min_severity": self.min_severity,
            "min_confidence": self.min_confidence,
            "strict": self.strict,
            "no_suppress": self.no_suppress,
        }
        given = {name: value for name, value in values.items() if value}
        if self.fail_on:
            given["fail_on"] = None if self.fail_on == NEVER else self.fail_on
        return given
