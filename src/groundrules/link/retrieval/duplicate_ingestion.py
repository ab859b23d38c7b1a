"""Documents that an index is given twice: by the next line, the next start, or the next run of a schedule."""

from __future__ import annotations

from groundrules.domain.location import Location
from groundrules.domain.value import Reference
from groundrules.domain.vector_store import Ingestion, VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.startup_indexing import is_guarded

RANDOM = {"uuid.uuid4", "uuid.uuid1", "secrets.token_hex", "nanoid.generate"}
REPLACING = ("delete", "upsert", "refresh", "record-manager", "content-hash")
"""What keeps an index from holding a document twice."""


class DuplicateIngestions:
    """Finds, for each index, the writing that holds what was written before."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._sightings = {item.location.place: item for item in evidence.of_kind("ingestion")}

    def attach(self, stores: list[VectorStore]) -> None:
        """Set which writing repeats, what it repeats, and when."""
        for store in stores:
            for ingestion in store.ingestions:
                sighting = self._sightings.get(ingestion.location.place)
                if sighting is None or store.repeated_at is not None or not self._adds(ingestion, sighting):
                    continue
                first = self._line_before(sighting, store)
                if first is not None:
                    self._note(store, ingestion, first, "by two calls in a row")
                elif self._again_on_start(store, ingestion, sighting):
                    self._note(store, ingestion, store.rebuilt_from, f"on {store.rebuilt_on}")
                elif (schedule := self._again_by_clock(store, ingestion, sighting)) is not None:
                    self._note(store, ingestion, schedule, "on every run of its schedule")

    def _note(self, store: VectorStore, ingestion: Ingestion, first: Location | None, words: str) -> None:
        store.repeated_at, store.repeats_at, store.repeated_on = ingestion.location, first, words

    def _adds(self, ingestion: Ingestion, sighting: Sighting) -> bool:
        """Whether each writing makes rows of its own: no ids, or ids that are random."""
        if sighting.implied.get("upserts") or sighting.open_ended:
            return False
        if sighting.implied.get("names_at_random") and "name" not in sighting.carried:
            return False  # an index of another name each time
        if not ingestion.ids.is_set:
            return True
        given = sighting.carried.get("ids")
        origins = self.evidence.origins.of(given, into_arguments=True) if given is not None else iter(())
        return any(RANDOM & set(self.evidence.resolver.symbols(item.found.file, item.number)) for item in origins)

    def _again_on_start(self, store: VectorStore, ingestion: Ingestion, sighting: Sighting) -> bool:
        """Whether a start writes into what the last one kept; an index that is written whole is not."""
        if store.rebuilt_at != ingestion.location or store.persistent is not True:
            return False
        return not self._is_replaced(store, ingestion, sighting)

    def _again_by_clock(self, store: VectorStore, ingestion: Ingestion, sighting: Sighting) -> Location | None:
        """The scheduled command that writes into what its last run kept: on a server, for a runner keeps no folder."""
        if (
            store.persistent is not True
            or self._is_replaced(store, ingestion, sighting)
            or not self._is_remote(sighting)
        ):
            return None
        if is_guarded(sighting.file):
            return None
        facts = self.evidence.facts
        signs = (sign for sign in store.refreshed_by if sign.kind == "schedule" and sign.location.path in facts)
        return next((sign.location for sign in signs if facts[sign.location.path].workflow is not None), None)

    def _is_replaced(self, store: VectorStore, ingestion: Ingestion, sighting: Sighting) -> bool:
        """Whether something keeps the index from holding a document twice."""
        whole = sighting.entry.facts.get("writes_whole") or sighting.implied.get("writes_whole")
        others = (sign for sign in store.refreshed_by if sign.location != ingestion.location)
        return bool(whole or "overwrite" in sighting.carried or any(sign.kind in REPLACING for sign in others))

    def _is_remote(self, sighting: Sighting) -> bool:
        """Whether an index is opened by an address (or is a service's), and nothing on the way to it is a folder."""
        opened = [sighting]
        for found in (sighting.receiver, sighting.carried.get("client")):
            if found is not None:
                opened.extend(self.evidence.origins_of_kind(found, "vector_store", "client", into_arguments=True))
        written = [word for item in opened for word in _addresses(item)]
        served = any("url" in item.carried or item.implied.get("persistent") for item in opened)
        return "path" not in written and (served or "url" in written)

    def _line_before(self, sighting: Sighting, store: VectorStore) -> Location | None:
        """The writing that made the index a method is called on, where both are given one name that nothing changes."""
        documents = _name(sighting)
        if documents is None or sighting.receiver is None:
            return None
        for opened in self.evidence.origins_of_kind(sighting.receiver, "ingestion"):
            same_scope = opened.file is sighting.file and _scope(opened) == _scope(sighting)
            if opened.call == sighting.call or not same_scope or _name(opened) != documents:
                continue
            assigned = sighting.file.assigned.get((_scope(sighting), documents), ())
            if len(assigned) <= 1 and not _in_loop(sighting) and not _in_loop(opened):
                return opened.location
        return None


def _addresses(sighting: Sighting) -> list[str]:
    """The keywords of a call that say where an index is; products that take either name their folder `path`."""
    call = sighting.as_written
    words = {"url": "url", "host": "url", "uri": "url", "path": "path", "persist_directory": "path", "location": "path"}
    return [words[entry.key] for entry in call.keywords if entry.key in words] if call is not None else []


def _name(sighting: Sighting) -> str | None:
    """The plain name that is given as documents."""
    given = sighting.carried.get("documents")
    return given.value.name if given is not None and isinstance(given.value, Reference) else None


def _scope(sighting: Sighting) -> int:
    call = sighting.as_written
    return call.scope if call is not None else -1


def _in_loop(sighting: Sighting) -> bool:
    call = sighting.as_written
    return call is None or bool(call.loop)
