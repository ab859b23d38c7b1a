"""Findings that the baseline holds, and entries of it whose findings are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from groundrules.check.selection import is_under
from groundrules.check.suppress import Asked
from groundrules.domain.baseline import Baseline
from groundrules.domain.finding import Finding, SuppressedBy
from groundrules.domain.location import Location
from groundrules.domain.outcome import UnusedSuppression
from groundrules.domain.rule import Rule

_BY = SuppressedBy("baseline")


def part(findings: Iterable[Finding], baseline: Baseline | None) -> tuple[list[Finding], list[Finding]]:
    """Part findings into new ones and those of the baseline, each of these marked as suppressed by it."""
    known = {entry.fingerprint for entry in baseline.entries} if baseline else set()
    new: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        if finding.fingerprint in known:
            accepted.append(msgspec.structs.replace(finding, suppressed=_BY))
        else:
            new.append(finding)
    return new, accepted


def gone(
    findings: Sequence[Finding], baseline: Baseline | None, rules: Mapping[str, Rule], asked: Asked, only: Sequence[str]
) -> Iterator[UnusedSuppression]:
    """The entries that no finding of this run answers to, where the run would have seen it.

    `findings` are all of the run, whatever silences them. An entry whose rule did not run, or met an unknown value in
    the entry's file, may still be true; one outside of the paths shown is not spoken of.
    """
    if baseline is None:
        return
    found = {finding.fingerprint for finding in findings}
    for entry, line in zip(baseline.entries, baseline.lines, strict=True):
        if entry.fingerprint in found or not is_under(entry.path, only):
            continue
        if entry.rule not in rules or (entry.rule in asked.rules and (entry.rule, entry.path) not in asked.poisoned):
            problem = f"the finding in {entry.path} is gone; `groundrules baseline` writes the file anew"
            yield UnusedSuppression(Location(baseline.path, line), (entry.rule,), problem, "baseline")
