"""Calls of a retrieval pipeline that are judged by what their library does with the options given."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.location import Location
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import UNSET, Setting


@dataclass(slots=True, eq=False, kw_only=True)
class IgnoredOption:
    """An option that the library does not act on: as written, what happens instead, and where it belongs.

    `is_certain`: so it is in every version and for every store.
    """

    text: str
    effect: str
    belongs: str
    location: Location
    is_certain: bool = True


@dataclass(slots=True, eq=False, kw_only=True)
class RetrievalStep:
    """A call that splits documents, opens an index, asks one, or sifts what came back.

    `name` is the function called. `chunk_unit` is characters or llm_tokens. `embedder` names the model that embeds the
    chunks and `embedder_limit` the llm tokens it takes (None: not known), `least_chunk_tokens` how many a full chunk
    has at the least. `unpickles` says how it loads an index by unpickling (empty: it does not), `written_at` where this
    project wrote what is loaded.
    """

    name: str
    product: str
    location: Location
    role: FileRole = "product"
    ignored: IgnoredOption | None = None
    chunk_size: Setting = UNSET
    chunk_overlap: Setting = UNSET
    chunk_unit: str = ""
    least_chunk_tokens: int | None = None
    embedder: str = ""
    embedder_limit: int | None = None
    embedder_location: Location | None = None
    unpickles: str = ""
    written_at: Location | None = None

    @property
    def overlap_words(self) -> str:
        """The overlap as a message shows it: that it is the library's own where none is given."""
        suffix = " (the default)" if self.chunk_overlap.source == "default of the library" else ""
        return f"{self.chunk_overlap.text}{suffix}"

    @property
    def size_words(self) -> str:
        """The size of a chunk as a message shows it."""
        suffix = " (the default)" if self.chunk_size.source == "default of the library" else ""
        return f"{self.chunk_size.text}{suffix}"
