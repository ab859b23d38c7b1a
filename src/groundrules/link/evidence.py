"""Everything that the entities of a tree are made from: the code, its sightings, and the tools that follow values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from groundrules.domain.catalogue import AssetKind, Catalogue
from groundrules.domain.facts import FileFacts
from groundrules.domain.source import JUDGED_ROLES
from groundrules.link.product.sighting import Sighting, Sightings
from groundrules.link.product.signs import Signs
from groundrules.link.value.answer import Found
from groundrules.link.value.environment import Environment
from groundrules.link.value.origin import Origins
from groundrules.link.value.path import Paths
from groundrules.link.value.resolver import Resolver
from groundrules.link.value.sources import Sources

MODEL_KINDS: tuple[AssetKind, ...] = ("model_call", "chat_model")


@dataclass(slots=True)
class Evidence:
    """Sightings by kind and by call, and what reads them."""

    catalogue: Catalogue
    sources: Sources
    resolver: Resolver
    reader: Sightings
    origins: Origins
    paths: Paths
    facts: dict[str, FileFacts]
    by_kind: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    by_call: dict[tuple[str, int], list[Sighting]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sighting: Sighting) -> None:
        """Take in one sighting."""
        self.by_kind[sighting.entry.kind].append(sighting)
        if sighting.call >= 0:
            self.by_call[sighting.file.path, sighting.call].append(sighting)

    def of_kind(self, *kinds: AssetKind) -> list[Sighting]:
        """All sightings of some kinds, in order of place."""
        found = [sighting for kind in kinds for sighting in self.by_kind.get(kind, ())]
        return sorted(found, key=lambda item: (item.location.path, item.location.cell or 0, item.location.line))

    def origins_of_kind(self, found: Found, *kinds: AssetKind, into_arguments: bool = False) -> Iterator[Sighting]:
        """The sightings of some kinds that a value derives from, nearest first."""
        for origin in self.origins.of(found, into_arguments):
            for sighting in self.by_call.get((origin.found.file.path, origin.number), ()):
                if sighting.entry.kind in kinds:
                    yield sighting


def gather(catalogue: Catalogue, sources: Sources, facts: Iterable[FileFacts]) -> Evidence:
    """The evidence of a tree: every sighting among the calls of the files that were read."""
    listed = list(facts)
    signs = Signs(catalogue)
    resolver = Resolver(sources, signs, Environment(listed))
    reader = Sightings(resolver)
    evidence = Evidence(
        catalogue,
        sources,
        resolver,
        reader,
        Origins(resolver),
        Paths(resolver),
        {item.path: item for item in listed},
    )
    sources.read_imported(item for item in listed if item.role in JUDGED_ROLES)
    for item in listed:
        if item.calls:
            for sighting in reader.of_calls(sources.files[item.path]):
                evidence.add(sighting)
    return evidence
