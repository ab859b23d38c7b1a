"""The run in one screen: discover, extract, link, read the datasets, check. Alone in knowing the order."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.domain.settings import Settings

__all__ = ["audit"]


def audit(settings: Settings) -> Outcome:
    """Audit one tree. Nothing of it is executed or written; whatever cannot be read is counted in the coverage.

    Errors: `GroundrulesError` for a mistake in the settings or in a rule; nothing else for whatever the tree holds.
    """
    from groundrules import __version__
    from groundrules.check import check
    from groundrules.discover import discover
    from groundrules.knowledge import load_catalogue, load_guidance, load_rules, rules_root
    from groundrules.link import link
    from groundrules.pipeline.coverage import Stopwatch, cover
    from groundrules.pipeline.reading import profile_datasets, read_tree

    watch = Stopwatch()
    root = rules_root()
    catalogue, guidance, rules = load_catalogue(root), load_guidance(root), load_rules(root)
    watch.lap("knowledge")
    tree = discover(settings.root, exclude=settings.exclude)
    watch.lap("discover")
    reader, facts = read_tree(tree, catalogue)
    watch.lap("extract")
    projects = link(tree, facts, reader.facts, catalogue, settings.today)
    watch.lap("link")
    profile_datasets(projects, tree.root, root / "volatility")
    watch.lap("datasets")
    checked = check(projects, rules, settings, {item.path: item.suppressions for item in facts if item.suppressions})
    watch.lap("check")
    return Outcome(
        root=tree.root,
        findings=checked.findings,
        suppressed=checked.suppressed,
        projects=projects,
        coverage=cover(tree, facts, projects, checked.poisoned, catalogue, guidance, watch.seconds),
        rules=rules,
        guidance=guidance,
        version=__version__,
        unused_suppressions=checked.unused_suppressions,
        hidden=checked.hidden,
    )
