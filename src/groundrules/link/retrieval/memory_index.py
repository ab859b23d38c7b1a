"""Indexes that a served application keeps in memory alone."""

from __future__ import annotations

from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.persistence import Persistence
from groundrules.link.retrieval.startup_indexing import STATE, is_guarded
from groundrules.link.value.importer import Importers

BY_USERS = ("upload", "webhook")
"""Signs that the documents come from those who ask: such an index may go with their session."""


class MemoryIndexes:
    """Finds, for each index, the place where it is made in memory and served from there."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.persistence = Persistence(evidence)
        self.importers = Importers(evidence.sources)
        self._served = {item.file.path for item in evidence.of_kind("served_path") if item.role == "product"}
        self._made = [item for item in evidence.of_kind("ingestion", "vector_store") if self._makes(item)]

    def attach(self, stores: list[VectorStore]) -> None:
        """Set where each index is made in memory; one that is kept somewhere too, or read at every start, is not."""
        for store in stores:
            if store.persistent is not False or store.rebuilt_at is not None or not store.retrievals:
                continue
            if any(sign.kind in BY_USERS for sign in store.refreshed_by):
                continue
            places = {item.location.place for item in store.ingestions if item.role == "product"}
            made = (item for item in self._made if item.location.place in places and self._is_served(item))
            first = next(made, None)
            store.in_memory_at = first.location if first is not None else None

    def _makes(self, sighting: Sighting) -> bool:
        """Whether a call makes an index of its own which nothing keeps."""
        if sighting.open_ended or sighting.role != "product" or sighting.file.facts.kind == "notebook":
            return False
        makes = "embedding" in sighting.carried or sighting.implied.get("persistent") is False
        return makes and self.persistence.of(sighting) is False

    def _is_served(self, sighting: Sighting) -> bool:
        """Whether a served file makes it (or imports what does), and no session, upload or file has a part in it."""
        call = sighting.as_written
        if call is None or call.under_main or is_guarded(sighting.file):
            return False
        around = self.importers.of(sighting.file.path)
        if any(STATE in target for file in around for target in file.targets) or any(
            is_guarded(file) for file in around
        ):
            return False
        return any(file.path in self._served for file in around)
