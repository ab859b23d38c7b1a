"""Retrieval pipelines: an index with who fills it and asks it, what sifts its chunks, and the call that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.asset import Asset
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.unknown import UnknownType
from groundrules.domain.vector_store import Confidence, Retrieval, VectorStore

Task = Literal["answer", "grader", "rewriter", "planner", "memory", "writer", "other"]
_NOT_RESOLVED = "the way from the chunks to a prompt is not resolved"


@dataclass(slots=True, eq=False, kw_only=True)
class RetrievalPipeline(Asset):
    """One way from an index to an answer. `location` is the call that answers, or the place that asks.

    `store` is the index (None: one that is handed in), `retrievals` are the places that ask it for this answer, `call`
    the model call that is given the chunks, `prompts` all that the model is told with them, joined; `chunk_prompt` the
    one that receives the chunks and `chunk_message` the chat role it is sent as (empty: the library's own, or a plain
    text). `task` is what the prompts do with the chunks.
    `only_context`: they tell the model to keep to the chunks; `says_unknown`: or what to say when the answer is not
    there; `cites`: sources are asked for, handed over or returned; `has_floor`: a threshold, reranker or filter sifts.
    `least_context_tokens` is the least that prompts and chunks come to, `context_tokens` what the model takes (None:
    either is not known). `join_confidence` says how sure the way is.
    """

    name: str = ""
    store: VectorStore | None = None
    retrievals: list[Retrieval] = field(default_factory=list)
    call: ModelCall | None = None
    prompts: list[Prompt] = field(default_factory=list)
    chunk_prompt: Prompt | None = None
    chunk_message: str = ""
    task: Task | UnknownType = field(default_factory=lambda: UnknownType(_NOT_RESOLVED))
    only_context: bool | UnknownType = field(default_factory=lambda: UnknownType(_NOT_RESOLVED))
    says_unknown: bool | UnknownType = field(default_factory=lambda: UnknownType(_NOT_RESOLVED))
    cites: bool | UnknownType = field(default_factory=lambda: UnknownType(_NOT_RESOLVED))
    has_floor: bool | UnknownType = field(default_factory=lambda: UnknownType(_NOT_RESOLVED))
    least_context_tokens: int | None = None
    context_tokens: int | None = None
    top_k: int | None = None
    chunk_tokens: int | None = None
    join_confidence: Confidence = "medium"

    @property
    def retrieved_at(self) -> Location | None:
        """The first place that asks the index."""
        return self.retrievals[0].location if self.retrievals else None

    @property
    def prompt_location(self) -> Location | None:
        """The prompt that receives the chunks, else the first one; None where the library's own is sent."""
        prompt = self.chunk_prompt or next(iter(self.prompts), None)
        return prompt.location if prompt is not None else None

    @property
    def told_at(self) -> Location:
        """Where the prompt stands, else the call."""
        return self.prompt_location or self.location

    @property
    def prompt_words(self) -> str:
        """The prompt as a message names it."""
        prompt = self.chunk_prompt or next(iter(self.prompts), None)
        if prompt is None:
            return "the library's own prompt"
        is_named = prompt.name and not prompt.location.path.endswith(prompt.name)
        return f"'{prompt.name}'" if is_named else "the prompt"

    @property
    def answers_in_product(self) -> bool:
        """Whether it answers from product code outside notebooks, which are experiments until code takes them over."""
        return self.role == "product" and self.location.cell is None

    @property
    def is_followed(self) -> bool:
        """Whether a place was found that answers from it."""
        return self.join_confidence != "low"

    @property
    def context_share(self) -> float:
        """The least share of the model's context that prompts and chunks fill; 0 where it is not known."""
        if self.least_context_tokens is None or not self.context_tokens:
            return 0.0
        return self.least_context_tokens / self.context_tokens

    @property
    def cited_words(self) -> str:
        """How its answers name their sources, in words."""
        if isinstance(self.cites, UnknownType):
            return "sources unknown"
        return "sources named" if self.cites else "no sources"
