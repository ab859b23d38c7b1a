"""What a finished run means for the exit code."""

from __future__ import annotations

from groundrules.cli.guard import CLEAN, FINDINGS, PARTLY_UNREAD
from groundrules.domain.outcome import Outcome
from groundrules.domain.rule import SEVERITIES
from groundrules.domain.settings import Settings

_NOTHING_LOST: frozenset[str] = frozenset({"symlink", "not a regular file"})
"""Reasons for a skip that hide nothing: what a link inside the tree points at is read in its own place."""


def exit_code(outcome: Outcome, settings: Settings) -> int:
    """1 for findings that fail the run, else 3 where strictness asks for what could not be read, else 0."""
    if fails(outcome, settings):
        return FINDINGS
    return PARTLY_UNREAD if settings.strict and is_partly_unread(outcome) else CLEAN


def fails(outcome: Outcome, settings: Settings) -> bool:
    """Whether a finding is at or above the severity that fails the run. Suppressed findings never are."""
    if settings.fail_on is None:
        return False
    least = SEVERITIES.index(settings.fail_on)
    return any(SEVERITIES.index(finding.severity) >= least for finding in outcome.findings if not finding.suppressed)


def is_partly_unread(outcome: Outcome) -> bool:
    """Whether something that the audit would have judged could not be read."""
    return any(skipped.reason not in _NOTHING_LOST for skipped in outcome.coverage.skipped)


def says_nothing(outcome: Outcome) -> bool:
    """Whether there is nothing that `--quiet` would still have to show."""
    return not outcome.findings and not outcome.unused_suppressions
