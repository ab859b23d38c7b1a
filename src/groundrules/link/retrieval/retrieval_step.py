"""Calls that split documents, ask an index or sift what came back, with what their library makes of their options."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.domain.value import Reference
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.embedding_model import embedding_facts
from groundrules.link.retrieval.ignored_option import IgnoredOptions

KINDS: tuple[AssetKind, ...] = ("splitter", "retrieval", "relevance_filter")
WRITERS: tuple[AssetKind, ...] = ("model_call", "chat_model")
OWN_DEFAULT = "default of the library"
MOST_CHARACTERS_A_TOKEN = 5.5
"""English prose has a little over four, other languages and code have fewer: what a chunk has at the least."""


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

    def embed(self, stores: list[VectorStore]) -> None:
        """Note on each splitter the model that embeds its chunks, where one is known; the tightest counts."""
        embeddings = {item.location.place: item.embedding for store in stores for item in store.ingestions}
        for sighting in self.evidence.of_kind("ingestion"):
            embedding = embeddings.get(sighting.location.place)
            facts = embedding_facts(self.evidence.catalogue, embedding) if embedding is not None else None
            if embedding is None or facts is None or facts.context is None:
                continue
            for step in self._splitters(sighting):
                if step.embedder_limit is None or facts.context < step.embedder_limit:
                    step.embedder, step.embedder_limit = embedding.name, facts.context
                    step.embedder_location = embedding.location
                step.least_chunk_tokens = _least_tokens(step)

    def _splitters(self, ingestion: Sighting) -> list[RetrievalStep]:
        """The splitters whose chunks an ingestion writes; none where a model writes the text from them."""
        found: list[Sighting] = []
        for name in ("documents", "splitter"):
            if name in ingestion.carried:
                value = ingestion.carried[name]
                found.extend(self.evidence.origins_of_kind(value, "splitter", *WRITERS, into_arguments=True))
        if any(item.entry.kind in WRITERS for item in found):
            return []
        return [self.by_call[item.file.path, item.call] for item in found if item.call >= 0]

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


def _least_tokens(step: RetrievalStep) -> int | None:
    """How many llm tokens a full chunk has at the least; None where its size or unit is not known."""
    if step.chunk_size.state != "set" or not step.chunk_unit:
        return None
    size = int(step.chunk_size.value)
    return size if step.chunk_unit == "llm_tokens" else int(size / MOST_CHARACTERS_A_TOKEN)


def _unit(sighting: Sighting) -> str:
    """What chunks are counted in; nothing where the call brings a measure of its own."""
    call = sighting.as_written
    measure = call.keyword("length_function") if call is not None else None
    if measure is not None and not (isinstance(measure, Reference) and measure.name == "len"):
        return ""
    return str(sighting.implied.get("unit", ""))
