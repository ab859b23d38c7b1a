"""How much of a model's context the chunks of one answer take, at the least."""

from __future__ import annotations

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.unknown import Setting
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.answering import Answering
from groundrules.link.retrieval.retrieval_step import MOST_CHARACTERS_A_TOKEN, RetrievalSteps

SIFTS: AssetKind = "relevance_filter"


class ContextSizes:
    """Counts the llm tokens of prompts and full chunks."""

    def __init__(self, evidence: Evidence, steps: RetrievalSteps) -> None:
        self.evidence = evidence
        self.steps = steps

    def note(self, pipeline: RetrievalPipeline, one: Answering) -> None:
        """Note the least that a full answer needs, and what its model takes, where both are known."""
        call = pipeline.call
        if call is not None and call.model_facts is not None and call.names_known_model:
            pipeline.context_tokens = call.model_facts.context
        pipeline.top_k, pipeline.chunk_tokens = self._top_k(pipeline, one), self._chunk_tokens(pipeline)
        if pipeline.top_k is not None and pipeline.chunk_tokens is not None:
            said = sum(len(prompt.text) for prompt in pipeline.prompts)
            pipeline.least_context_tokens = pipeline.top_k * pipeline.chunk_tokens + int(said / MOST_CHARACTERS_A_TOKEN)

    def _top_k(self, pipeline: RetrievalPipeline, one: Answering) -> int | None:
        """How many chunks come back; None where that is chosen at run time, or a reranker takes fewer of them."""
        places = {item.location.place for item in pipeline.retrievals}
        asked = [item for item in one.asked if item.location.place in places]
        if len(pipeline.retrievals) != 1 or len({id(item) for item in asked}) != 1:
            return None
        if any(item.role == "product" for item in self.evidence.of_kind(SIFTS)) or "reranker" in asked[0].carried:
            return None
        given = pipeline.retrievals[0].top_k
        if given.state == "unset" and not asked[0].open_ended:
            return _whole(asked[0].entry.defaults.get("top_k"))
        return _whole(given.value) if _is_literal(given) else None

    def _chunk_tokens(self, pipeline: RetrievalPipeline) -> int | None:
        """What a full chunk of the index has at the least; None where no splitter, or several sizes, fill it."""
        if pipeline.store is None or not pipeline.store.ingestions:
            return None
        places = {item.location.place for item in pipeline.store.ingestions}
        filling = [item for item in self.evidence.of_kind("ingestion") if item.location.place in places]
        sizes = {_tokens(step) for item in filling for step in self._splitters(item)}
        return sizes.pop() if len(sizes) == 1 else None

    def _splitters(self, ingestion: Sighting) -> list[RetrievalStep]:
        found = [
            item
            for name in ("documents", "splitter")
            if name in ingestion.carried
            for item in self.evidence.origins_of_kind(ingestion.carried[name], "splitter", into_arguments=True)
        ]
        return [step for item in found if (step := self.steps.by_call.get((item.file.path, item.call))) is not None]


def _tokens(step: RetrievalStep) -> int | None:
    if step.chunk_size.state != "set" or not step.chunk_unit:
        return None
    size = int(step.chunk_size.value)
    return size if step.chunk_unit == "llm_tokens" else int(size / MOST_CHARACTERS_A_TOKEN)


def _is_literal(setting: Setting) -> bool:
    """Whether a number holds for every run: a default may be replaced by a caller."""
    return setting.state == "set" and setting.source != "default"


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
