"""Vector stores: what fills them, what asks them, what embeds for either, and what keeps them fresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.asset import Asset
from groundrules.domain.history import Rhythm
from groundrules.domain.location import Location
from groundrules.domain.unknown import UNSET, Setting, UnknownType

Confidence = Literal["high", "medium", "low"]


@dataclass(slots=True, eq=False, kw_only=True)
class Embedding(Asset):
    """An embedding model as constructed or called. `dimension` is what is asked for, not what the model gives.

    `generates_text`: the model is one that writes. `single_in_loop` is the call in a loop by which this request embeds
    one text at a time (None: none was seen), `most_inputs` how many texts a request may carry (None: not known).
    """

    model: Setting = UNSET
    dimension: Setting = UNSET
    input_type: Setting = UNSET
    generates_text: bool = False
    single_in_loop: Location | None = None
    most_inputs: int | None = None

    @property
    def loop_elsewhere(self) -> Location | None:
        """The call in the loop, where that is not the request itself."""
        return self.single_in_loop if self.single_in_loop != self.location else None

    @property
    def name(self) -> str:
        """provider/model as a message names it."""
        return self.model.text if self.model.state != "unset" else f"the default of {self.product}"


@dataclass(slots=True, eq=False, kw_only=True)
class Ingestion(Asset):
    """A place that writes documents into a vector store. `upserts`: a document replaces the one of its id."""

    embedding: Embedding | None = None
    ids: Setting = UNSET
    upserts: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Retrieval(Asset):
    """A place that asks a vector store."""

    embedding: Embedding | None = None
    top_k: Setting = UNSET
    threshold: Setting = UNSET
    filter: Setting = UNSET


@dataclass(slots=True, eq=False, kw_only=True)
class RefreshSign:
    """Something that brings new data into an index: its kind and place.

    Kinds: delete, upsert, record-manager, content-hash, schedule, watcher, webhook, upload (documents arrive through a
    request), command (a documented or scripted re-index step), rebuild (built anew on every start).
    """

    kind: str
    location: Location
    detail: str = ""


@dataclass(slots=True, eq=False, kw_only=True)
class VectorStore(Asset):
    """A vector index: one collection, path or table, joined with who fills it and who asks it.

    `ingest_embedding` and `query_embedding` are the embeddings of the places that were resolved; `same_embedding` is
    True where both are one and the same object or factory. `link_confidence` says how sure the join is;
    `is_joined_by_name` that a collection's name or path joins its places. `dimension` is the declared one,
    `given_dimension` that of the vectors which `dimension_embedding` gives (None: not known). `rebuilt_at` is the
    writing that is repeated on `rebuilt_on`, in words, `rebuilt_from` the call by which it comes about; `repeated_at`
    a writing that adds the documents of `repeats_at` once more, `repeated_on` says when. `alike_at` is where questions
    are embedded in the way that documents are (`alike_words`) by a model that wants them told apart; `unsplit_at` a
    writing of documents as the loader at `unsplit_from` gives them; `in_memory_at` where a served application makes an
    index that nothing keeps; `unfiltered_at` where it is asked through everything that belongs to users, written at
    `owned_at`, although `owner` tells at `owner_at` who asks. `document_rhythm` is how often the documents change
    that it is filled from (None: they are not in the tree, or it is not kept).
    """

    name: str = ""
    persistent: bool | UnknownType = False
    ingestions: list[Ingestion] = field(default_factory=list)
    retrievals: list[Retrieval] = field(default_factory=list)
    ingest_embedding: Embedding | None = None
    query_embedding: Embedding | None = None
    embeddings_differ: bool | UnknownType = False
    refreshed_by: list[RefreshSign] = field(default_factory=list)
    link_confidence: Confidence = "medium"
    is_joined_by_name: bool = False
    document_rhythm: Rhythm | UnknownType | None = None
    rebuilt_at: Location | None = None
    rebuilt_from: Location | None = None
    rebuilt_on: str = ""
    repeated_at: Location | None = None
    repeats_at: Location | None = None
    repeated_on: str = ""
    dimension: Setting = UNSET
    given_dimension: int | None = None
    dimension_embedding: Embedding | None = None
    alike_at: Location | None = None
    alike_words: str = ""
    alike_model: str = ""
    unsplit_at: Location | None = None
    unsplit_from: Location | None = None
    unsplit_loader: str = ""
    in_memory_at: Location | None = None
    unfiltered_at: Location | UnknownType | None = None
    owner: str = ""
    owner_at: Location | None = None
    owned_at: Location | None = None

    @property
    def first_ingestion(self) -> Ingestion | None:
        """The first place that fills it."""
        return self.ingestions[0] if self.ingestions else None

    @property
    def is_filled(self) -> bool:
        """Whether a place that fills it was seen."""
        return bool(self.ingestions)
