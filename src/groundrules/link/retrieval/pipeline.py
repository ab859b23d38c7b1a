"""Retrieval pipelines: every index with who asks it, what sifts the chunks, what the model is told, what leaves."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.unknown import UnknownType
from groundrules.domain.vector_store import Retrieval, VectorStore
from groundrules.link.boundary import project_of
from groundrules.link.calling.model_call import Calls
from groundrules.link.calling.prompt import Prompts
from groundrules.link.evidence import Evidence
from groundrules.link.retrieval.answering import Answering, Answerings
from groundrules.link.retrieval.citation import NamesRead
from groundrules.link.retrieval.context_size import ContextSizes
from groundrules.link.retrieval.grounding import GroundingWords, joined
from groundrules.link.retrieval.retrieval_step import RetrievalSteps
from groundrules.link.retrieval.score_use import drops_scores
from groundrules.link.value.code import CodeFile

OPENING: tuple[AssetKind, ...] = ("vector_store", "ingestion", "retrieval")
COMPOSED = "composed"
SCORED = ("with_score", "with_relevance_scores", "withscore")
_NOT_TOLD = "what the model is told is not resolved"
_CODE = ("python", "notebook", "javascript", "typescript")


class Pipelines:
    """Builds the retrieval pipelines of a tree from its answering places and its indexes."""

    def __init__(
        self, evidence: Evidence, prompts: Prompts, calls: Calls, stores: list[VectorStore], folders: list[str]
    ) -> None:
        self.evidence = evidence
        self.folders = folders
        self.stores = stores
        self.words = GroundingWords(evidence.catalogue.grounding)
        self.answerings = Answerings(evidence, prompts, calls, self.words)
        self.names = NamesRead(evidence.catalogue.grounding)
        self._asks = {item.location.place: item for store in stores for item in store.retrievals}
        self._store_at = {
            place.location.place: store for store in stores for place in (store, *store.ingestions, *store.retrievals)
        }
        self._sources: dict[str, list[CodeFile]] = {}

    def build(self, steps: RetrievalSteps) -> list[RetrievalPipeline]:
        """Every pipeline; an index that is asked for no answer that was found has one that is not resolved."""
        if not self.stores and not self.evidence.of_kind("retrieval"):
            return []
        sizes = ContextSizes(self.evidence, steps)
        found = [self._pipeline(one, sizes) for one in self.answerings.find()]
        answered = {id(item.store) for item in found}
        found += [self._bare(store) for store in self.stores if store.retrievals and id(store) not in answered]
        return sorted(found, key=lambda item: (item.location.path, item.location.cell or 0, item.location.line))

    def _bare(self, store: VectorStore) -> RetrievalPipeline:
        first = store.retrievals[0]
        return RetrievalPipeline(
            id=f"retrieval_pipeline:{first.location.place}", kind="retrieval_pipeline", product=store.product,
            product_id=store.product_id, location=first.location, role=first.role, name=store.name, store=store,
            retrievals=list(store.retrievals), join_confidence="low", has_floor=self._floor(store.retrievals, first),
        )  # fmt: skip

    def _pipeline(self, one: Answering, sizes: ContextSizes) -> RetrievalPipeline:
        store, retrievals = self._asked(one)
        location = one.sighting.location if one.sighting is not None else one.at.location
        role = one.at.file.facts.role
        product = one.sighting.entry if one.sighting is not None else None
        pipeline = RetrievalPipeline(
            id=f"retrieval_pipeline:{location.place}", kind="retrieval_pipeline",
            product=product.product if product is not None else "pipe",
            product_id=product.id if product is not None else "pipe", location=location, role=role,
            name=store.name if store is not None else "", store=store, retrievals=retrievals, call=one.call,
            prompts=one.prompts, chunk_prompt=one.chunk_prompt, chunk_message=one.chunk_message,
            join_confidence="high" if one.is_certain and one.asked else "medium",
        )  # fmt: skip
        self._told(pipeline, one)
        pipeline.has_floor = self._floor(retrievals, pipeline)
        sizes.note(pipeline, one)
        return pipeline

    def _asked(self, one: Answering) -> tuple[VectorStore | None, list[Retrieval]]:
        """The index of an answer and the places that ask it; the only one of the file where nothing leads to it."""
        places = list(dict.fromkeys(item.location.place for item in one.asked))
        retrievals = [self._asks[place] for place in places if place in self._asks]
        stores = [self._store_at[place] for place in places if place in self._store_at]
        if not stores and one.handed is not None:
            opened = self.evidence.origins_of_kind(one.handed, *OPENING)
            stores = [self._store_at[item.location.place] for item in opened if item.location.place in self._store_at]
        if not stores and not one.is_certain:
            here = [item for item in self._asks.values() if item.location.path == one.at.file.path]
            stores = list({id(item): self._store_at[item.location.place] for item in here}.values())
            retrievals = here if len({id(store) for store in stores}) == 1 else []
        return (stores[0] if stores else None), retrievals

    def _told(self, pipeline: RetrievalPipeline, one: Answering) -> None:
        """What the model is told with the chunks, and whether the answer says where it is from."""
        if not one.is_resolved:
            for name in ("task", "only_context", "says_unknown", "cites"):
                setattr(pipeline, name, UnknownType(_NOT_TOLD))
            return
        text = joined(prompt.text for prompt in one.prompts)
        pipeline.task = "answer" if one.says else self.words.task(text)
        pipeline.only_context = "only_context" in one.says or self.words.keeps_to_chunks(text)
        pipeline.says_unknown = "says_unknown" in one.says or self.words.says_unknown(text)
        pipeline.cites = self._cites(pipeline, one, text)

    def _cites(self, pipeline: RetrievalPipeline, one: Answering, text: str) -> bool | UnknownType:
        if "cites" in one.says or self.words.asks_sources(text):
            return True
        if one.sources.state == "unknown" or (pipeline.call is not None and pipeline.call.structured_output.is_set):
            return UnknownType("sources may be in what is returned")
        if one.sources.state == "set" and one.sources.value:
            return True
        near = {pipeline.location.path, *(item.location.path for item in pipeline.retrievals)}
        if any(self.names.hands_on_sources(file, file.path in near) for file in self._around(pipeline)):
            return True
        return self._whole_response(pipeline)

    def _whole_response(self, pipeline: RetrievalPipeline) -> bool | UnknownType:
        """What a library answers with holds its sources: whether these leave is told where only its text is taken."""
        entry = self.evidence.catalogue.entries.get(pipeline.product_id)
        carries = entry is not None and bool(entry.facts.get("response_carries_sources"))
        return UnknownType("the response carries its sources") if carries else False

    def _around(self, pipeline: RetrievalPipeline) -> list[CodeFile]:
        """The product code of its project, without what only fills indexes."""
        folder = project_of(pipeline.location.path, self.folders)
        if folder not in self._sources:
            asking = {item.file.path for item in self.evidence.of_kind("retrieval", "model_call", "chat_model")}
            filling = {item.file.path for item in self.evidence.of_kind("ingestion", "document_loader")} - asking
            self._sources[folder] = [
                file
                for file in self.evidence.sources.files.values()
                if file.facts.role == "product" and file.facts.kind in _CODE and file.path not in filling
                and project_of(file.path, self.folders) == folder
            ]  # fmt: skip
        return self._sources[folder]

    def _floor(self, retrievals: list[Retrieval], place: Retrieval | RetrievalPipeline) -> bool | UnknownType:
        """Whether something sifts what comes back: a threshold, a filter, a reranker, a comparison of scores."""
        if not retrievals:
            return UnknownType("the place that asks the index is not resolved")
        settings = [setting for item in retrievals for setting in (item.threshold, item.filter)]
        if any(setting.state == "set" and setting.value for setting in settings):
            return True
        folder = project_of(place.location.path, self.folders)
        if any(project_of(item.file.path, self.folders) == folder and item.role == "product"
               for item in self.evidence.of_kind("relevance_filter")):  # fmt: skip
            return True
        places = {item.location.place for item in retrievals}
        asked = [item for item in self.evidence.of_kind("retrieval") if item.location.place in places]
        if any(setting.state == "unknown" for setting in settings) or any(
            COMPOSED in item.entry.id or "reranker" in item.carried or "synthesizer" in item.carried
            or (item.name.lower().endswith(SCORED) and not drops_scores(item.file, item.call))
            or self.names.reads_scores(item.file)
            for item in asked
        ):  # fmt: skip
            return UnknownType("what comes back may be sifted")
        return False
