"""Facts and catalogue to projects: what the files of a tree say together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from groundrules.domain.catalogue import Catalogue
from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location
from groundrules.domain.project import Project
from groundrules.domain.source import Tree
from groundrules.link.assembly import Assembly
from groundrules.link.evidence import Evidence, gather
from groundrules.link.product.command import CommandSigns
from groundrules.link.product.configuration import ConfigSigns
from groundrules.link.product.sighting import Sighting
from groundrules.link.product.signs import Language, model_packages, triggers
from groundrules.link.product.statement import SqlSigns
from groundrules.link.value.code import CodeFile
from groundrules.link.value.import_line import NODE_KINDS, ImportLines
from groundrules.link.value.sources import FactsOf, Sources

__all__ = ["ConfigSigns", "ImportLines", "Language", "link", "model_packages", "sightings", "triggers"]


def link(
    tree: Tree, facts: Iterable[FileFacts], facts_of: FactsOf, catalogue: Catalogue, today: datetime.date
) -> list[Project]:
    """The projects of a tree with their assets joined.

    `today` is the day that dated facts are judged at. `facts` are those of the candidate files; `facts_of` reads one
    more file when a name leads into it.
    """
    return Assembly(sightings(tree, facts, facts_of, catalogue), tree, today.isoformat()).build()


def sightings(tree: Tree, facts: Iterable[FileFacts], facts_of: FactsOf, catalogue: Catalogue) -> Evidence:
    """Everything of the catalogue that is seen in a tree: in calls, commands, configuration, SQL and CI."""
    listed = list(facts)
    evidence = gather(catalogue, Sources(tree, listed, facts_of), listed)
    commands, configuration, statements = CommandSigns(catalogue), ConfigSigns(catalogue), SqlSigns(catalogue)
    for item in listed:
        for sighting in (*commands.of_file(item), *configuration.of_file(item), *statements.of_file(item)):
            evidence.add(sighting)
    for file in tree.files:
        for entry in configuration.of_path(file.path) if file.kind in NODE_KINDS else ():
            if entry.kind == "served_path":
                code = CodeFile(FileFacts(file.path, file.kind, file.role))
                evidence.add(Sighting(entry, Location(file.path), file.role, code, name=file.path))
    return evidence
