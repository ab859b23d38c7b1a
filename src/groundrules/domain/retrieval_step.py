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
    has at the least. `unpickled_at` is what makes it load an index by unpickling (None: it does not),
    `written_at` where this project writes what is loaded. `whole_root` is the root whose every file a loader takes, in
    words (empty: it selects, or takes another folder), `held_back` a file there that belongs in no index. `bypass`
    says why the index at `bypassed_at` cannot serve an SQL statement on the column `name`.
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
    unpickled_at: Location | None = None
    written_at: Location | None = None
    whole_root: str = ""
    held_back: str = ""
    bypass: str = ""
    bypassed_at: Location | None = None

    @property
    def held_back_words(self) -> str:
        """What stands under the root that belongs in no index, in words; empty where nothing was seen."""
        return f" ({self.held_back} among them)" if self.held_back else ""

    @property
    def chunk_words(self) -> str:
        """What is wrong with the chunks, in words: the overlap first."""
        size = f"chunks of {_number(self.chunk_size)}"
        if self.chunk_overlap.state == "set" and self.chunk_overlap.value >= self.chunk_size.value:
            return f"{size} with an overlap of {_number(self.chunk_overlap)}, expected a smaller overlap"
        return (
            f"{size} {self.chunk_unit.replace('_', ' ')} may be longer than the {self.embedder_limit} llm tokens that "
            f"{self.embedder} takes, the rest is cut off"
        )


def _number(setting: Setting) -> str:
    """A number as a message shows it, and whether it is the library's own."""
    return f"{setting.text} (the default)" if setting.source == "default of the library" else setting.text
