"""Vector stores: each index joined with who fills it, who asks it, what embeds for either, and what refreshes it."""

from __future__ import annotations

from groundrules.domain.project import Confidence, Embedding, Ingestion, Retrieval, VectorStore
from groundrules.domain.unknown import UNSET, Setting, UnknownType, known
from groundrules.link.answer import Found
from groundrules.link.boundary import project_of
from groundrules.link.evidence import Evidence
from groundrules.link.sighting import Sighting

STORE_KINDS = ("vector_store", "ingestion", "retrieval")


class Embeddings:
    """Embedding models by the call that makes them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.by_call: dict[tuple[str, int], Embedding] = {}
        for sighting in evidence.of_kind("embedding"):
            self.by_call[sighting.file.path, sighting.call] = self._build(sighting)

    def _build(self, sighting: Sighting) -> Embedding:
        reader = self.evidence.reader
        embedding = Embedding(
            id=f"embedding:{sighting.location.path}:{sighting.location.line}:{sighting.location.column}",
            kind="embedding",
            product=sighting.entry.product,
            product_id=sighting.entry.id,
            provider=sighting.entry.provider,
            location=sighting.location,
            role=sighting.role,
            model=reader.setting(sighting, "model"),
            dimension=reader.setting(sighting, "dimension"),
            input_type=reader.setting(sighting, "input_type"),
        )
        default = sighting.entry.facts.get("default_model")
        if embedding.model.state == "unset" and isinstance(default, str):
            embedding.model = known(default, sighting.location, "default")
        embedding.values = {"model": embedding.model, "dimension": embedding.dimension}
        return embedding

    def behind(self, found: Found, into_arguments: bool = True) -> list[Embedding]:
        """The embeddings that a value is, or was made with, nearest first."""
        found_here: list[Embedding] = []
        for sighting in self.evidence.origins_of_kind(found, "embedding", into_arguments=into_arguments):
            embedding = self.by_call[sighting.file.path, sighting.call]
            if embedding not in found_here:
                found_here.append(embedding)
        return found_here


class VectorStores:
    """Groups sightings into stores: by name or path where these are known, by object, else by product in a project."""

    def __init__(self, evidence: Evidence, embeddings: Embeddings, folders: list[str]) -> None:
        self.evidence = evidence
        self.embeddings = embeddings
        self.folders = folders
        self.stores: dict[tuple[str, ...], VectorStore] = {}
        self._key_of_call: dict[tuple[str, int], tuple[str, ...]] = {}

    def build(self) -> list[VectorStore]:
        """Every store, in order of place."""
        sightings = [item for kind in STORE_KINDS for item in self.evidence.of_kind(kind)]  # type: ignore[arg-type]
        for sighting in sightings:
            if self._is_opened_here(sighting):
                self._key_of_call[sighting.file.path, sighting.call] = self._own_key(sighting)
        for sighting in sightings:
            self._join(sighting)
        stores = self._merged()
        for store in stores:
            self._embeddings(store)
        return sorted(stores, key=lambda store: (store.location.path, store.location.line))

    def _is_opened_here(self, sighting: Sighting) -> bool:
        """Whether a sighting names the store itself, rather than being a method of one made elsewhere."""
        if sighting.entry.kind == "vector_store":
            return True
        return bool({"name", "path", "url", "embedding"} & sighting.carried.keys()) and self._outer(sighting) is None

    def _own_key(self, sighting: Sighting) -> tuple[str, ...]:
        project = project_of(sighting.file.path, self.folders)
        reader = self.evidence.reader
        name, path = reader.setting(sighting, "name"), reader.setting(sighting, "path")
        parts = [f"{kind}={item.value}" for kind, item in (("name", name), ("path", path)) if item.state == "set"]
        return (project, _product(sighting), *(parts or ["?"]))

    def _outer(self, sighting: Sighting) -> tuple[str, ...] | None:
        """The key of the store that a method is called on (or that is given as a client or store argument)."""
        for found in (sighting.receiver, sighting.carried.get("store"), sighting.carried.get("client")):
            if found is None:
                continue
            for origin in self.evidence.origins.of(found):
                key = self._key_of_call.get((origin.found.file.path, origin.number))
                if key is not None:
                    return key
        return None

    def _join(self, sighting: Sighting) -> None:
        own = self._key_of_call.get((sighting.file.path, sighting.call))
        outer = self._outer(sighting) if own is None or own[-1] == "?" else None
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
        )

    def _note(self, store: VectorStore, sighting: Sighting) -> None:
        """Take what a sighting says of its store."""
        reader = self.evidence.reader
        store.persistent = _either(store.persistent, self._persists(sighting))
        if sighting.role == "product" and store.role != "product":
            store.role, store.location = sighting.role, sighting.location
        common = {
            "product": sighting.entry.product,
            "product_id": sighting.entry.id,
            "location": sighting.location,
            "role": sighting.role,
        }
        if sighting.entry.kind == "ingestion":
            upserts = bool(sighting.implied.get("upserts"))
            store.ingestions.append(
                Ingestion(
                    id=f"ingestion:{sighting.location.place}", kind="ingestion", **common,  # type: ignore[arg-type]
                    embedding=self._embedding_of(sighting, ("embedding", "documents", "vectors")),
                    ids=reader.setting(sighting, "ids"), upserts=upserts,
                )
            )  # fmt: skip
        elif sighting.entry.kind == "retrieval":
            store.retrievals.append(
                Retrieval(
                    id=f"retrieval:{sighting.location.place}", kind="retrieval", **common,  # type: ignore[arg-type]
                    embedding=self._embedding_of(sighting, ("embedding", "query", "vectors")),
                    top_k=reader.setting(sighting, "top_k"), threshold=reader.setting(sighting, "threshold"),
                    filter=reader.setting(sighting, "filter"),
                )
            )  # fmt: skip

    def _persists(self, sighting: Sighting) -> bool | UnknownType:
        """Whether a store outlives the process: by product, or by the argument that makes it so."""
        fact = sighting.entry.facts.get("persistent")
        if isinstance(fact, bool):
            return fact
        if not isinstance(fact, str):
            return False
        given = self.evidence.reader.setting(sighting, fact)
        if given.state == "unset":
            return False
        return ":memory:" not in str(given.value)

    def _embedding_of(self, sighting: Sighting, names: tuple[str, ...]) -> Embedding | None:
        """The embedding of a place: named in the call, made into the vectors it is given, or that of its store."""
        for name in names:
            if name in sighting.carried:
                found = self.embeddings.behind(sighting.carried[name], into_arguments=name != "embedding")
                if len(found) == 1:
                    return found[0]
                if found:
                    return None
        if sighting.receiver is not None:
            return self._embedding_of_store(sighting)
        return None

    def _embedding_of_store(self, sighting: Sighting) -> Embedding | None:
        receiver = sighting.receiver
        assert receiver is not None, "asked only of methods"
        for opened in self.evidence.origins_of_kind(receiver, "vector_store", "ingestion", "retrieval"):
            if "embedding" in opened.carried:
                found = self.embeddings.behind(opened.carried["embedding"], into_arguments=False)
                return found[0] if len(found) == 1 else None
        return None

    def _merged(self) -> list[VectorStore]:
        """A store whose name is not known joins the only named one of its product in the project."""
        stores: list[VectorStore] = []
        for key, store in self.stores.items():
            siblings = [other for other in self.stores if other[:2] == key[:2] and other[-1] != "?"]
            if key[-1] == "?" and len(siblings) == 1:
                self._absorb(self.stores[siblings[0]], store)
            else:
                stores.append(store)
        return stores

    def _absorb(self, store: VectorStore, other: VectorStore) -> None:
        store.ingestions.extend(other.ingestions)
        store.retrievals.extend(other.retrievals)
        store.persistent = _either(store.persistent, other.persistent)
        store.link_confidence = _lower(store.link_confidence)

    def _embeddings(self, store: VectorStore) -> None:
        """Compare what embeds documents with what embeds queries."""
        filling = [item.embedding for item in store.ingestions if item.embedding is not None]
        asking = [item.embedding for item in store.retrievals if item.embedding is not None]
        store.ingest_embedding = filling[0] if filling else None
        store.query_embedding = asking[0] if asking else None
        for document in filling:
            for query in asking:
                if document is not query and _differ(document, query):
                    store.ingest_embedding, store.query_embedding = document, query
                    store.embeddings_differ = True
                    return
        resolved = len(filling) == len(store.ingestions) and len(asking) == len(store.retrievals)
        if not resolved or not (filling and asking):
            store.embeddings_differ = UnknownType("embedding not resolved")


def _differ(first: Embedding, second: Embedding) -> bool:
    """Whether two embeddings certainly give different vectors."""
    if first.model.state != "set" or second.model.state != "set":
        return False
    return bare_model(first.model) != bare_model(second.model)


def bare_model(model: Setting) -> str:
    """A model's name without organisation, provider prefix or case: names that mean one model are one."""
    name = str(model.value).lower().removeprefix("models/").rpartition("/")[2]
    return name.removesuffix(":latest")


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


__all__ = ["UNSET", "Embeddings", "VectorStores", "bare_model"]
