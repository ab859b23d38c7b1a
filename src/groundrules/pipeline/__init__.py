"""The run in one screen: an inspection (discover, extract, link, read the datasets), then check."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.domain.settings import Settings

__all__ = ["audit", "survey"]


def audit(settings: Settings) -> Outcome:
    """Audit one tree. Nothing of it is executed or written; whatever cannot be read is counted in the coverage.

    Errors: `GroundrulesError` for a mistake in the settings or in a rule; nothing else for whatever the tree holds.
    """
    from groundrules import __version__
    from groundrules.check import check
    from groundrules.knowledge import load_rules, rules_root
    from groundrules.pipeline.coverage import Stopwatch
    from groundrules.pipeline.inspection import inspect

    watch = Stopwatch()
    rules = load_rules(rules_root())
    seen = inspect(settings, watch)
    suppressions = {item.path: item.suppressions for item in seen.facts if item.suppressions}
    checked = check(seen.projects, rules, settings, suppressions)
    watch.lap("check")
    return Outcome(
        root=seen.tree.root,
        findings=checked.findings,
        suppressed=checked.suppressed,
        projects=seen.projects,
        coverage=seen.coverage(checked.poisoned),
        rules=rules,
        guidance=seen.guidance,
        version=__version__,
        unused_suppressions=checked.unused_suppressions,
        ungrouped=checked.ungrouped,
        hidden=checked.hidden,
        today=settings.today,
    )


def survey(settings: Settings) -> Outcome:
    """Read one tree and judge nothing: the outcome has projects and coverage, and neither rules nor findings."""
    from groundrules import __version__
    from groundrules.pipeline.coverage import Stopwatch
    from groundrules.pipeline.inspection import inspect

    seen = inspect(settings, Stopwatch())
    return Outcome(
        root=seen.tree.root,
        findings=[],
        suppressed=[],
        projects=seen.projects,
        coverage=seen.coverage({}),
        rules={},
        guidance=seen.guidance,
        version=__version__,
        today=settings.today,
    )
