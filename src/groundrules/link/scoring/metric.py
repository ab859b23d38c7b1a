"""What an evaluation scores, by the metrics it is given: each covers what the catalogue says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from groundrules.domain.value import CallResult, Items, Literal, walk
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Answer, Found, Symbol

GROUNDS = re.compile(r"(?i)context|retriev|ground|faithful|hallucinat|source|passage|document|chunk|support|provided")
"""Words by which a metric that is put into words of its own may score what was retrieved."""


class Metrics:
    """Reads the metrics that evaluations are given."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def covers(self, sightings: Iterable[Sighting]) -> dict[str, tuple[str, ...]]:
        """For each product of a file's sightings, by entry id, what its metrics score; a product of which one place is
        given none, or one that is not known, is left out.
        """
        found: dict[str, list[tuple[str, ...] | None]] = {}
        for sighting in sightings:
            if "metrics" in sighting.carried:
                found.setdefault(sighting.entry.id, []).append(self._of(sighting))
            elif _takes_metrics(sighting):
                found.setdefault(sighting.entry.id, []).append(None)
        return {
            product: tuple(dict.fromkeys(kind for covers in given if covers is not None for kind in covers))
            for product, given in found.items()
            if None not in given
        }

    def _of(self, sighting: Sighting) -> tuple[str, ...] | None:
        """What the metrics of one call score; None where one of them is not known."""
        lists = self.evidence.resolver.follow(sighting.carried["metrics"])
        if len(lists) != 1 or not isinstance(lists[0], Found) or not isinstance(lists[0].value, Items):
            return None
        covers: list[str] = []
        for item in lists[0].value.values:
            answers = self.evidence.resolver.follow(lists[0].at(item))
            known = [self._one(sighting, answer) for answer in answers]
            if not known or any(each is None for each in known):
                return None
            covers.extend(kind for each in known if each is not None for kind in each)
        return tuple(dict.fromkeys(covers)) or None

    def _one(self, sighting: Sighting, answer: Answer) -> tuple[str, ...] | None:
        """What one metric scores, by the name it has in its library."""
        if isinstance(answer, Symbol):
            return sighting.entry.metrics.get(answer.name.rpartition(".")[2])
        if not isinstance(answer, Found) or not isinstance(answer.value, CallResult):
            return None
        if any(GROUNDS.search(text) for text in _texts(answer, answer.value)):
            return None
        names = self.evidence.resolver.symbols(answer.file, answer.value.call)
        return sighting.entry.metrics.get(names[0].rpartition(".")[2]) if len(names) == 1 else None


def _texts(answer: Found, result: CallResult) -> Iterator[str]:
    """The texts and names that a metric is made with."""
    call = answer.file.call(result)
    for value in (*call.arguments, *(entry.value for entry in call.keywords), *call.spreads):
        for part in walk(value):
            if isinstance(part, Literal):
                yield str(part.value)
            elif name := getattr(part, "name", ""):
                yield name


def _takes_metrics(sighting: Sighting) -> bool:
    """Whether the function called takes metrics, and so has its own where none are given."""
    signs = (sign for sign in sighting.entry.python if sign.name.rpartition(".")[2] == sighting.name.rpartition(".")[2])
    return any("metrics" in sign.args.values() for sign in signs)
