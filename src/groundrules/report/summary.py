"""What the run has to say in a few words: counts, what was silenced, what was hidden, and never a bare silence."""

from __future__ import annotations

from collections import Counter

from groundrules.domain.outcome import Coverage, Outcome
from groundrules.domain.rule import PERSONAS
from groundrules.report.coverage import noun, skipped_phrase
from groundrules.report.visible import sentence, visible
from groundrules.report.wording import by_severity, count, listed


def verdict(outcome: Outcome) -> str:
    """The counts by severity; never a bare `no findings` where something could not be read."""
    counts = by_severity([finding for finding in outcome.findings if finding.suppressed is None])
    if counts:
        return counts
    gaps = gaps_of(outcome.coverage)
    return f"no findings in what could be read ({', '.join(gaps)})" if gaps else "no findings"


def gaps_of(coverage: Coverage) -> list[str]:
    """What an absence of findings does not speak for, as short phrases."""
    gaps = [skipped_phrase(coverage.skipped)] if coverage.skipped else []
    for asset in coverage.assets:
        if unknown := asset.found - asset.resolved:
            gaps.append(f"{count(unknown, noun(asset.kind))} unknown")
    if coverage.poisoned:
        gaps.append(f"{count(sum(coverage.poisoned.values()), 'condition')} undecided")
    if coverage.not_covered:
        gaps.append(f"not covered: {listed(coverage.not_covered)}")
    return gaps


def suppressed_phrase(outcome: Outcome) -> str:
    """`3 suppressed (2 baseline, 1 inline)`, by what silenced them; empty where nothing was."""
    if not outcome.suppressed:
        return ""
    kinds = Counter(finding.suppressed.kind for finding in outcome.suppressed if finding.suppressed)
    by_kind = ", ".join(f"{total:,} {sentence(kind)}" for kind, total in sorted(kinds.items()))
    return f"{len(outcome.suppressed):,} suppressed" + (f" ({by_kind})" if by_kind else "")


def hidden_phrase(outcome: Outcome) -> str:
    """`3 more at --persona pedantic`, in the order of the personas; empty where nothing is hidden."""
    hidden = [(persona, outcome.hidden.get(persona, 0)) for persona in PERSONAS]
    return ", ".join(f"{total:,} more at --persona {persona}" for persona, total in hidden if total)


def unused_phrases(outcome: Outcome) -> list[str]:
    """A line for each suppression that silenced nothing or has expired."""
    return [
        f"{visible(unused.location.place)}: {unused.kind}[{listed(unused.rules, 8)}] {sentence(unused.problem)}"
        for unused in outcome.unused_suppressions
    ]
