"""Where retrieved chunks are: which values are made of what an index gave back, and not by a model out of it."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.value import CallResult, Items, Mapping, Operation, Reference, Text, children
from groundrules.link.evidence import MODEL_KINDS, Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.origin import Origin

ASKS: tuple[AssetKind, ...] = ("retrieval",)
DEEPEST = 6


class Chunks:
    """Follows values back to the places that ask an index."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._found: dict[tuple[object, ...], list[Sighting]] = {}

    def within(self, found: Found) -> list[Sighting]:
        """The retrievals that a value is made of; a model's answer is not followed to what it was told."""
        key = (found.file.path, id(found.value), found.frame)
        if key not in self._found:
            self._found[key] = self._walk(found)
        return self._found[key]

    def _walk(self, found: Found) -> list[Sighting]:
        origins = self.evidence.origins.of(found, into_arguments=True, ends=self._ends)
        return [item for origin in origins for item in self._at(origin) if item.entry.kind in ASKS]

    def _at(self, origin: Origin) -> list[Sighting]:
        return self.evidence.by_call.get((origin.found.file.path, origin.number), [])

    def _ends(self, origin: Origin) -> bool:
        return any(item.entry.kind in (*ASKS, *MODEL_KINDS, "embedding") for item in self._at(origin))

    def holes(self, found: Found, depth: int = 0) -> list[tuple[str, list[Sighting]]]:
        """The names under which chunks are put into a template: keywords of `format`, keys of `invoke`, holes."""
        named: list[tuple[str, list[Sighting]]] = []
        for answer in self.evidence.resolver.follow(found) if depth < DEEPEST else ():
            if not isinstance(answer, Found):
                continue
            match answer.value:
                case Mapping(entries=entries):
                    pairs = [(entry.key, answer.at(entry.value)) for entry in entries if entry.key is not None]
                    named.extend((key, chunks) for key, value in pairs if (chunks := self.within(value)))
                case CallResult() as result:
                    call = answer.file.call(result)
                    pairs = [(entry.key, answer.at(entry.value)) for entry in call.keywords if entry.key is not None]
                    named.extend((key, chunks) for key, value in pairs if (chunks := self.within(value)))
                    for value in call.arguments:
                        named.extend(self.holes(answer.at(value), depth + 1))
                case Text(parts=parts):
                    holes = [(part.name, answer.at(part)) for part in parts if isinstance(part, Reference)]
                    named.extend((name, chunks) for name, value in holes if (chunks := self.within(value)))
                case Items() | Operation() as several:
                    for value in children(several):
                        named.extend(self.holes(answer.at(value), depth + 1))
        return named
