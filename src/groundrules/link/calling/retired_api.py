"""Calls of APIs that are gone or going, unless what the project installs still has them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.domain.catalogue import Retirement
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.link.calling.repeated_model import JUDGED
from groundrules.link.evidence import MODEL_KINDS, Evidence
from groundrules.link.product.installed import Age, Installed


class RetiredApis:
    """Attaches the end of its API to each model call, and lets one call of a project speak for all."""

    def __init__(self, evidence: Evidence, installed: Installed) -> None:
        self.evidence = evidence
        self.installed = installed

    def attach(self, project: Project) -> None:
        """Fill in what ends, whether that is certain, and the other calls of the same API."""
        groups: dict[tuple[str, bool], list[ModelCall]] = defaultdict(list)
        for call in sorted(project.model_calls, key=lambda call: call.location.cell is not None):
            retirement = self._of(call)
            age = self._age(retirement, project) if retirement is not None else "old"
            if retirement is not None and age != "old":
                call.retirement, call.retirement_is_certain = retirement, age == "new"
                groups[retirement.what, call.role in JUDGED].append(call)
        for first, *others in groups.values():
            first.same_api = [call.location for call in others]
            for call in others:
                call.repeats_api = True

    def _of(self, call: ModelCall) -> Retirement | None:
        return self._by_place.get((call.location, call.product_id))

    @cached_property
    def _by_place(self) -> dict[tuple[Location, str], Retirement]:
        """What ends, by the place of a call and the product seen there."""
        return {
            (sighting.location, sighting.entry.id): retirement
            for sighting in self.evidence.of_kind(*MODEL_KINDS)
            for retirement in sighting.entry.retirements
            if sighting.name.startswith(retirement.names)
        }

    def _age(self, retirement: Retirement, project: Project) -> Age:
        """Whether what is installed still has it; a service's end does not ask."""
        folder = "" if project.path == "." else project.path
        ecosystem = "npm" if ":" in retirement.names[0] else "pypi"
        ages = {self.installed.age(ecosystem, name, first, folder) for name, first in retirement.removed_in.items()}
        return "new" if not ages or "new" in ages else ages.pop()
