"""Everything of a run up to the judgement: what was read, and the projects it makes."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.discover import discover
from groundrules.domain.catalogue import Catalogue, Guidance
from groundrules.domain.facts import FileFacts
from groundrules.domain.outcome import Coverage
from groundrules.domain.project import Project
from groundrules.domain.settings import Settings
from groundrules.domain.source import Tree
from groundrules.knowledge import load_catalogue, load_guidance, rules_root
from groundrules.link import link
from groundrules.pipeline.collector import collector_paused
from groundrules.pipeline.coverage import Stopwatch, cover
from groundrules.pipeline.leak import attach_overlaps
from groundrules.pipeline.reading import profile_datasets, read_tree


@dataclass(frozen=True)
class Inspection:
    """A tree with its facts and projects, and the knowledge they were read by. `watch` has timed the stages so far."""

    tree: Tree
    facts: list[FileFacts]
    projects: list[Project]
    catalogue: Catalogue
    guidance: Guidance
    watch: Stopwatch

    def coverage(self, poisoned: dict[str, int]) -> Coverage:
        """What was read and what was not; `poisoned` counts the conditions that met an unknown value, by rule."""
        return cover(self.tree, self.facts, self.projects, poisoned, self.catalogue, self.guidance, self.watch.seconds)


def inspect(settings: Settings, watch: Stopwatch) -> Inspection:
    """Discover, extract, link, and read the datasets. Errors: `GroundrulesError` for a mistake in the settings."""
    root = rules_root()
    catalogue, guidance = load_catalogue(root), load_guidance(root)
    watch.lap("knowledge")
    tree = discover(settings.root, exclude=settings.exclude)
    watch.lap("discover")
    with collector_paused():
        reader, facts = read_tree(tree, catalogue)
        watch.lap("extract")
        projects = link(tree, facts, reader.facts, catalogue, settings.today)
        watch.lap("link")
    profile_datasets(projects, tree.root, root)
    attach_overlaps(projects, tree)
    watch.lap("datasets")
    return Inspection(tree, facts, projects, catalogue, guidance, watch)
