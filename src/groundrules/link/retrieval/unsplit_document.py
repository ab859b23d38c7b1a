"""Documents that go from a loader into an index as they are, with nothing that splits them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.code import CodeFile, tail_of

BETWEEN: tuple[AssetKind, ...] = ("splitter", "model_call", "chat_model", "output_parser")
"""What makes shorter texts of documents."""
CUTS = re.compile(
    r"(?i)split|chunk|segment|partition|paragraph|section|sentence|window|pages?\b|passage|truncat|summar"
)
"""Names of functions that cut texts, whoever wrote them."""


class UnsplitDocuments:
    """Finds, for each index, the writing of whole documents."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._sightings = {item.location.place: item for item in evidence.of_kind("ingestion")}
        self._splitting = {item.file.path for item in evidence.of_kind(*BETWEEN)}

    def attach(self, stores: list[VectorStore]) -> None:
        """Set which writing takes whole documents, and the loader that they come from."""
        for store in stores:
            for ingestion in store.ingestions:
                sighting = self._sightings.get(ingestion.location.place)
                if sighting is None or store.unsplit_at is not None or sighting.role != "product":
                    continue
                loader = self._loader(sighting)
                if loader is not None:
                    store.unsplit_at, store.unsplit_from = sighting.location, loader.location
                    store.unsplit_loader = loader.name.rpartition(".")[2].rpartition(":")[2]

    def _loader(self, ingestion: Sighting) -> Sighting | None:
        """The loader whose documents are written whole; None where any text may have been cut on the way."""
        documents = ingestion.carried.get("documents")
        if documents is None or _splits(ingestion) or "splitter" in ingestion.carried:
            return None
        origins = list(self.evidence.origins.of(documents, into_arguments=True))
        files = {item.found.file.path: item.found.file for item in origins} | {ingestion.file.path: ingestion.file}
        if any(path in self._splitting or _cuts(file) for path, file in files.items()):
            return None
        loaders = list(self.evidence.origins_of_kind(documents, "document_loader", into_arguments=True))
        loaders = [item for item in loaders if not _is_inner(item, loaders)]
        whole = [item for item in loaders if self._is_whole(item)]
        return whole[0] if whole and len(whole) == len(loaders) else None

    def _is_whole(self, loader: Sighting) -> bool:
        """Whether a loader gives each file as one document: no rows, no pages, no elements."""
        if "loader" in loader.carried:
            names = self.evidence.resolver.names(loader.carried["loader"])
            signs = [sign for name in names for sign in self.evidence.resolver.signs.of(name, loader.file.language)]
            return bool(signs) and all(sign.call.fixed.get("whole") for sign in signs)
        return bool(loader.implied.get("whole")) and "mode" not in loader.carried and not loader.open_ended


def _splits(ingestion: Sighting) -> bool:
    """Whether what is written is split by the library or service."""
    return bool(ingestion.entry.facts.get("splits_documents") or ingestion.implied.get("splits_documents"))


def _is_inner(loader: Sighting, others: list[Sighting]) -> bool:
    """Whether a loader is an argument of another one (`DirectoryLoader(path, loader_cls=TextLoader)`)."""
    return any(item is not loader and loader.location.place == item.location.place for item in others)


def _cuts(file: CodeFile) -> bool:
    return any(CUTS.search(name) for name in _names(file))


def _names(file: CodeFile) -> Iterator[str]:
    yield from file.calls_by_tail
    yield from (scope.name for scope in file.facts.scopes)
    yield from (tail_of(call.callee) for call in file.facts.calls)
