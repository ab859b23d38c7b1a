"""How wide an index is declared, and how many numbers the model gives that fills it."""

from __future__ import annotations

from groundrules.domain.catalogue import Catalogue
from groundrules.domain.unknown import Setting, unknown
from groundrules.domain.vector_store import Embedding, VectorStore
from groundrules.link.retrieval.embedding_model import embedding_facts

ROLES = ("product", "evaluation")


def joined_dimension(first: Setting, second: Setting) -> Setting:
    """The width that two places declare for one index; unknown where they differ."""
    if not (first.is_set and second.is_set):
        return first if first.is_set else second
    if first.state == second.state == "set" and first.value == second.value:
        return first
    return unknown("several dimensions", first.location)


def note_dimensions(catalogue: Catalogue, stores: list[VectorStore]) -> None:
    """Note on each index how many numbers its model gives, where all that fill and ask it give the same."""
    for store in stores:
        filling = [item.embedding for item in store.ingestions if item.role in ROLES]
        asking = [item.embedding for item in store.retrievals if item.role in ROLES]
        embeddings = [item for item in (*filling, *asking) if item is not None]
        widths = [_given(catalogue, embedding) for embedding in embeddings]
        if widths and None not in widths and len(set(widths)) == 1:
            store.given_dimension, store.dimension_embedding = widths[0], embeddings[0]


def _given(catalogue: Catalogue, embedding: Embedding) -> int | None:
    """How many numbers an embedding gives: as asked for, else as its model does; None where that is not known."""
    asked = embedding.dimension
    if asked.is_set:
        return asked.value if asked.state == "set" and isinstance(asked.value, int) else None
    facts = embedding_facts(catalogue, embedding)
    return facts.dimension if facts is not None else None
