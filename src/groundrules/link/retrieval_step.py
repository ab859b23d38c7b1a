"""Calls that split documents, ask an index or sift what came back, with what their library makes of their options."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.domain.value import Reference
from groundrules.link.evidence import Evidence
from groundrules.link.ignored_option import IgnoredOptions
from groundrules.link.sighting import Sighting

KINDS: tuple[AssetKind, ...] = ("splitter", "retrieval", "relevance_filter")
OWN_DEFAULT = "default of the library"


class RetrievalSteps:
    """Builds the steps of a tree from its sightings."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.ignored = IgnoredOptions(evidence)
        self.by_call: dict[tuple[str, int], RetrievalStep] = {}

    def build(self) -> list[RetrievalStep]:
        """Every step, in order of place."""
        for sighting in self.evidence.of_kind(*KINDS):
            if sighting.call >= 0:
                self.by_call[sighting.file.path, sighting.call] = self._step(sighting)
        return list(self.by_call.values())

    def _step(self, sighting: Sighting) -> RetrievalStep:
        step = RetrievalStep(
            name=sighting.name.rpartition(".")[2],
            product=sighting.entry.product,
            location=sighting.location,
            role=sighting.role,
            ignored=self.ignored.of(sighting),
        )
        if sighting.entry.kind == "splitter":
            step.chunk_size = self._setting(sighting, "chunk_size")
            step.chunk_overlap = self._setting(sighting, "chunk_overlap")
            step.chunk_unit = _unit(sighting)
        return step

    def _setting(self, sighting: Sighting, common: str) -> Setting:
        """What a splitter is given, else its library's default; a default that a caller may replace is not known."""
        setting = self.evidence.reader.setting(sighting, common)
        if setting.state == "set" and setting.source == "default":
            return unknown("a default that a caller may replace", setting.location)
        if setting.state == "set" and (isinstance(setting.value, bool) or not isinstance(setting.value, (int, float))):
            return unknown("no number", setting.location)
        sign, default = self.ignored.sign(sighting), sighting.entry.defaults.get(common)
        if setting.state == "unset" and default is not None and sign is not None and common in sign.args.values():
            return known(default, sighting.location, OWN_DEFAULT)
        return setting


def _unit(sighting: Sighting) -> str:
    """What chunks are counted in; nothing where the call brings a measure of its own."""
    call = sighting.as_written
    measure = call.keyword("length_function") if call is not None else None
    if measure is not None and not (isinstance(measure, Reference) and measure.name == "len"):
        return ""
    return str(sighting.implied.get("unit", ""))
