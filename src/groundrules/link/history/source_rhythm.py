"""How often that changes what indexes are filled from, and what prompts state as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundrules.domain.project import Project
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.history.past import Past
from groundrules.link.product.sighting import Sighting


class SourceRhythms:
    """Asks the past about kept indexes whose documents are in the tree, and about prompts that state changing facts."""

    def __init__(self, evidence: Evidence, past: Past) -> None:
        self.evidence = evidence
        self.past = past
        self._fillings = {item.location.place: item for item in evidence.of_kind("ingestion")}

    def attach(self, projects: Iterable[Project]) -> None:
        """Set the rhythm of documents and of prompts; git is not asked where there are none."""
        for project in projects:
            for store in project.vector_stores:
                paths = set(self._documents(store)) if store.persistent is True else set()
                if paths:
                    store.document_rhythm = self.past.rhythm(paths)
            for prompt in project.prompts:
                if prompt.volatile_statements and prompt.role == "product":
                    prompt.rhythm = self.past.rhythm([prompt.location.path])

    def _documents(self, store: VectorStore) -> Iterator[str]:
        """The files of the tree that the loaders before an index read."""
        for ingestion in store.ingestions:
            filling = self._fillings.get(ingestion.location.place)
            documents = filling.carried.get("documents") if filling is not None else None
            if documents is not None:
                for loader in self.evidence.origins_of_kind(documents, "document_loader", into_arguments=True):
                    yield from self._read_by(loader)

    def _read_by(self, loader: Sighting) -> Iterator[str]:
        given = loader.carried.get("path")
        written = self.evidence.paths.written(given) if given is not None else None
        if not written:
            return
        sources = self.evidence.sources
        folder = sources.folder(written, loader.file.path)
        file = sources.find(written, loader.file.path)
        if folder:
            yield from sources.under(folder)
        elif file:
            yield file
