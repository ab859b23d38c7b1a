"""Numbers, dates and lists as every format words them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from groundrules.domain.finding import Finding
from groundrules.domain.rule import SEVERITIES
from groundrules.report.visible import sentence

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def count(number: int, noun: str) -> str:
    """`1 file`, `16,800 files`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def percent(share: float) -> str:
    """A share as `38 %`; small and nearly whole ones keep a digit, so that neither reads as none or as all."""
    hundredth = 100 * share
    if 0 < hundredth < 0.01:
        return "<0.01 %"
    if 99.9 < hundredth < 100:
        return ">99.9 %"
    if 0 < hundredth < 0.1:
        return f"{hundredth:.2f} %"
    near_an_end = 0 < hundredth < 9.95 or 99 < hundredth < 100
    return f"{hundredth:.1f} %".replace(".0 %", " %") if near_an_end else f"{hundredth:.0f} %"


def plural(noun: str) -> str:
    """The plural of a noun, by its ending."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun if noun.endswith(("data", "training_arguments", "s")) else f"{noun}s"


def listed(names: Iterable[str], most: int = 4) -> str:
    """Names in order, each once, as `a, b and 3 more`. White space and control characters are made visible."""
    unique = list(dict.fromkeys(sentence(name) for name in names))
    more = len(unique) - most
    return ", ".join(unique[:most]) + (f" and {more:,} more" if more > 0 else "")


def month(date: str) -> str:
    """`2026-06` as `June 2026`; a date with a day stays as it is."""
    try:
        parsed = datetime.datetime.strptime(date, "%Y-%m")
    except ValueError:
        return date
    return f"{_MONTHS[parsed.month - 1]} {parsed.year}"


def age_days(date: str, today: datetime.date) -> int:
    """Days from an ISO date to today; 0 for what is no date."""
    try:
        return (today - datetime.date.fromisoformat(date)).days
    except ValueError:
        return 0


def by_severity(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 note`, worst first; empty where there are none."""
    totals = [(severity, sum(finding.severity == severity for finding in findings)) for severity in SEVERITIES[::-1]]
    return ", ".join(count(total, severity) for severity, total in totals if total)
