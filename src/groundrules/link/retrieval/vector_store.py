"""Vector stores: each index joined with who fills it, who asks it, what embeds for either, and what refreshes it."""

from __future__ import annotations

from typing import Any

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.unknown import UnknownType, unknown
from groundrules.domain.value import Items
from groundrules.domain.vector_store import Confidence, Embedding, Ingestion, Retrieval, VectorStore
from groundrules.link.boundary import project_of
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.dimension import joined_dimension
from groundrules.link.retrieval.embedding import Embeddings, bare_model, differ, is_certain
from groundrules.link.retrieval.persistence import HANDED_IN, Persistence
from groundrules.link.retrieval.table_access import TableAccess, TableAccesses
from groundrules.link.value.sources import normalised

UNNAMED = "?"
NO_CALL = -1
"""Of a sighting in configuration: several of one file have nothing by which a call could be told to be of one."""
JUDGED_ROLES = ("product", "evaluation")
OUTER = ("store", "client")
"""What a store is opened on."""
STORE_KINDS: tuple[AssetKind, ...] = ("vector_store", "ingestion", "retrieval")


class VectorStores:
    """Groups sightings into stores: by name or path where these are known, by object, else by product in a project."""

    def __init__(self, evidence: Evidence, embeddings: Embeddings, folders: list[str]) -> None:
        self.evidence = evidence
        self.embeddings = embeddings
        self.folders = folders
        self.stores: dict[tuple[str, ...], VectorStore] = {}
        self.persistence = Persistence(evidence)
        self._key_of_call: dict[tuple[str, int], tuple[str, ...]] = {}

    def build(self) -> list[VectorStore]:
        """Every store, in order of place."""
        tables = TableAccesses(self.evidence, self._is_near)
        sightings = [item for kind in STORE_KINDS for item in self.evidence.of_kind(kind)]
        sightings.extend(tables.declared())
        for sighting in sightings:
            if sighting.call != NO_CALL and self._is_opened_here(sighting):
                self._key_of_call[sighting.file.path, sighting.call] = self._own_key(sighting)
        self._stand_on()
        for sighting in sightings:
            self._join(sighting)
        stores = self._merged()
        for access in tables.of(stores):
            self._take(access)
        for store in stores:
            self._embeddings(store)
        return sorted(stores, key=lambda store: (store.location.path, store.location.line))

    def _is_near(self, path: str, store: VectorStore) -> bool:
        return project_of(path, self.folders) == project_of(store.location.path, self.folders)

    def _take(self, access: TableAccess) -> None:
        """Add a write or a lookup to the store that it is of; one through a function of SQL stands for that."""
        store, sighting = access.store, access.sighting
        if "writes" in sighting.implied:
            store.ingestions.append(self._ingestion(sighting))
            return
        asked = self._retrieval(sighting)
        for name in ("threshold", "top_k", "filter"):
            if getattr(asked, name).state == "unset":
                setattr(asked, name, unknown("set elsewhere in the query", asked.location))
        if access.searched in store.retrievals:
            store.retrievals.remove(access.searched)
        store.retrievals.append(asked)

    def _stand_on(self) -> None:
        """Give a store without a name the key of the one it is opened on."""
        opened = {(item.file.path, item.call): item for item in self.evidence.of_kind(*STORE_KINDS)}
        for place, key in list(self._key_of_call.items()):
            if key[-1].startswith(UNNAMED) and (outer := self._outer(opened[place])) is not None:
                self._key_of_call[place] = outer

    def _is_opened_here(self, sighting: Sighting) -> bool:
        """Whether a sighting names the store itself, rather than being a method of one made elsewhere."""
        if sighting.entry.kind == "vector_store":
            return True
        return bool({"name", "path", "url", "embedding"} & sighting.carried.keys()) and self._outer(sighting) is None

    def _own_key(self, sighting: Sighting) -> tuple[str, ...]:
        """Project, product family, and what names the store; one in memory is never that of another file."""
        project = project_of(sighting.file.path, self.folders)
        parts = [f"{kind}={value}" for kind in ("name", "path") if (value := self._named(sighting, kind))]
        if not parts and self._is_of_this_file(sighting):
            parts = [UNNAMED + sighting.file.path]
        return (project, _product(sighting), *(parts or [UNNAMED]))

    def _is_of_this_file(self, sighting: Sighting) -> bool:
        """Whether a store without a name is none of another file: in memory, or handed in from who knows where."""
        kept = self.persistence.of(sighting)
        return kept.reason == HANDED_IN if isinstance(kept, UnknownType) else not kept

    def _named(self, sighting: Sighting, kind: str) -> str:
        """The name or path of a store: as given, or that of its client."""
        reader = self.evidence.reader
        setting = reader.setting(sighting, kind)
        if setting.state == "unset" and kind == "path" and (client := self.persistence.client(sighting)) is not None:
            setting = reader.setting(client, kind)
        if setting.state != "set":
            return ""
        return normalised(str(setting.value)) or str(setting.value) if kind == "path" else str(setting.value)

    def _outer(self, sighting: Sighting) -> tuple[str, ...] | None:
        """The key of the store that a method is called on (or that is given as a client or store argument).

        One that has a name goes before one that does not: an index stands on a storage context, which stands on a
        collection.
        """
        unnamed: tuple[str, ...] | None = None
        for name, found in (("", sighting.receiver), *((name, sighting.carried.get(name)) for name in OUTER)):
            for origin in self.evidence.origins.of(found, bool(name)) if found is not None else ():
                key = self._key_of_call.get((origin.found.file.path, origin.number))
                if key is not None and not key[-1].startswith(UNNAMED):
                    return key
                unnamed = unnamed or key
        return unnamed

    def _join(self, sighting: Sighting) -> None:
        own = self._key_of_call.get((sighting.file.path, sighting.call))
        outer = self._outer(sighting) if own is None or own[-1].startswith(UNNAMED) else None
        key = outer or own or self._own_key(sighting)
        store = self.stores.get(key)
        if store is None:
            store = self.stores[key] = self._new(sighting, key)
        self._note(store, sighting)

    def _new(self, sighting: Sighting, key: tuple[str, ...]) -> VectorStore:
        named = [part.partition("=")[2] for part in key[2:] if "=" in part]
        return VectorStore(
            id="vector_store:" + ":".join(key),
            kind="vector_store",
            product=sighting.entry.product,
            product_id=sighting.entry.id,
            provider=sighting.entry.provider,
            location=sighting.location,
            role=sighting.role,
            name=named[0] if named else sighting.entry.product,
            link_confidence="high" if named else "medium",
            is_joined_by_name=bool(named),
        )

    def _note(self, store: VectorStore, sighting: Sighting) -> None:
        """Take what a sighting says of its store."""
        reader = self.evidence.reader
        store.persistent = _either(store.persistent, self.persistence.of(sighting))
        store.dimension = joined_dimension(store.dimension, reader.setting(sighting, "dimension"))
        if sighting.role == "product" and store.role != "product":
            store.role, store.location = sighting.role, sighting.location
        if sighting.entry.kind == "ingestion" and not _writes_nothing(sighting):
            store.ingestions.append(self._ingestion(sighting))
        elif sighting.entry.kind == "retrieval":
            self._add_lookup(store, self._retrieval(sighting), is_sql=sighting.call < NO_CALL)

    def _add_lookup(self, store: VectorStore, asked: Retrieval, is_sql: bool) -> None:
        """A text of SQL that orders by distance twice (to rank, and to cut off) is one lookup."""
        if is_sql:
            asked.threshold = asked.filter = unknown("conditions in SQL are not read", asked.location)
            known = next((item for item in store.retrievals if item.location == asked.location), None)
            if known is not None:
                known.top_k = asked.top_k if known.top_k.state == "unset" else known.top_k
                return
        store.retrievals.append(asked)

    def _ingestion(self, sighting: Sighting) -> Ingestion:
        ids = self.evidence.reader.setting(sighting, "ids")
        upserts = bool(sighting.implied.get("upserts")) or (ids.is_set and not sighting.implied.get("keeps_existing"))
        return Ingestion(
            id=f"ingestion:{sighting.location.place}", kind="ingestion", **_common(sighting),
            embedding=self._embedding_of(sighting, ("embedding", "documents", "vectors")),
            ids=ids, upserts=upserts,
        )  # fmt: skip

    def _retrieval(self, sighting: Sighting) -> Retrieval:
        reader = self.evidence.reader
        return Retrieval(
            id=f"retrieval:{sighting.location.place}", kind="retrieval", **_common(sighting),
            embedding=self._embedding_of(sighting, ("embedding", "query_vector", "query", "vectors")),
            top_k=reader.setting(sighting, "top_k"), threshold=reader.setting(sighting, "threshold"),
            filter=reader.setting(sighting, "filter"),
        )  # fmt: skip

    def _embedding_of(self, sighting: Sighting, names: tuple[str, ...]) -> Embedding | None:
        """The embedding of a place: named in the call, made into the vectors it is given, or that of its store."""
        for name in names:
            if name in sighting.carried:
                found = self.embeddings.behind(sighting.carried[name], into_arguments=name != "embedding")
                if len(found) == 1:
                    return found[0]
                if found:
                    return None
        return self._embedding_of_store(sighting)

    def _embedding_of_store(self, sighting: Sighting) -> Embedding | None:
        """The embedding of the store that a method is called on, or that a retriever is made of."""
        for on in (sighting.receiver, sighting.carried.get("client")):
            for opened in self.evidence.origins_of_kind(on, *STORE_KINDS) if on is not None else ():
                if "embedding" in opened.carried:
                    found = self.embeddings.behind(opened.carried["embedding"], into_arguments=False)
                    return found[0] if len(found) == 1 else None
        return None

    def _merged(self) -> list[VectorStore]:
        """Joins what may be one store: of one file, or the only named one of its product in the project."""
        gone: set[tuple[str, ...]] = set()
        for key, store in self.stores.items():
            target = self._target(key, store, gone)
            if target is not None:
                self._absorb(self.stores[target], store)
                gone.add(key)
        return [store for key, store in self.stores.items() if key not in gone]

    def _target(self, key: tuple[str, ...], store: VectorStore, gone: set[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The store that another one is part of; None where nothing says so, or several could be it."""
        siblings = [other for other in self.stores if other[:2] == key[:2] and other != key and other not in gone]
        if not key[-1].startswith(UNNAMED):
            fuller = [other for other in siblings if len(other) > len(key) and set(key[2:]) < set(other[2:])]
            return fuller[0] if len(fuller) == 1 else None
        named = [other for other in siblings if not other[-1].startswith(UNNAMED)]
        here = [other for other in named if self.stores[other].location.path == store.location.path]
        if len(here) == 1:
            return here[0]
        return named[0] if len(named) == 1 and key[-1] == UNNAMED else None

    def _absorb(self, store: VectorStore, other: VectorStore) -> None:
        store.ingestions.extend(other.ingestions)
        store.retrievals.extend(other.retrievals)
        store.persistent = _either(store.persistent, other.persistent)
        store.dimension = joined_dimension(store.dimension, other.dimension)
        store.link_confidence = _lower(store.link_confidence)

    def _embeddings(self, store: VectorStore) -> None:
        """Compare what embeds documents with what embeds queries; tests bring embeddings of their own."""
        ingestions = [item for item in store.ingestions if item.role in JUDGED_ROLES]
        retrievals = [item for item in store.retrievals if item.role in JUDGED_ROLES]
        filling = [item.embedding for item in ingestions if item.embedding is not None]
        asking = [item.embedding for item in retrievals if item.embedding is not None]
        store.ingest_embedding = filling[0] if filling else None
        store.query_embedding = asking[0] if asking else None
        resolved = len(filling) == len(ingestions) and len(asking) == len(retrievals)
        if not (filling and asking):
            store.embeddings_differ = UnknownType("embedding not resolved")
            return
        pairs = [(document, query) for document in filling for query in asking]
        if not resolved or not all(is_certain(embedding) for pair in pairs for embedding in pair):
            store.embeddings_differ = UnknownType("embedding not resolved")
        different = [pair for pair in pairs if differ(*pair)]
        if different and store.is_joined_by_name and not _shared(filling, asking):
            store.ingest_embedding, store.query_embedding = different[0]
            store.embeddings_differ = True
        elif different:
            store.embeddings_differ = UnknownType("several embeddings")


def _writes_nothing(sighting: Sighting) -> bool:
    """Whether the documents are written out, and none: so an index is emptied."""
    given = sighting.carried.get("documents")
    return given is not None and isinstance(given.value, Items) and not given.value.values


def _common(sighting: Sighting) -> dict[str, Any]:
    """What every place that fills or asks is told by."""
    return {
        "product": sighting.entry.product,
        "product_id": sighting.entry.id,
        "location": sighting.location,
        "role": sighting.role,
    }


def _shared(filling: list[Embedding], asking: list[Embedding]) -> bool:
    """Whether either side uses several models: they are chosen at run time, and which go together is not told."""
    return len({bare_model(item.model) for item in filling}) > 1 or len({bare_model(item.model) for item in asking}) > 1


def _product(sighting: Sighting) -> str:
    """The product family of an entry: `chroma-ingest` and `langchain-chroma` are both about Chroma."""
    family = sighting.entry.facts.get("store")
    return str(family) if family else sighting.entry.product


def _either(first: bool | UnknownType, second: bool | UnknownType) -> bool | UnknownType:
    if first is True or second is True:
        return True
    return first if isinstance(first, UnknownType) else second


def _lower(confidence: Confidence) -> Confidence:
    return "medium" if confidence == "high" else confidence
