"""What the dated catalogue knows of the model behind an embedding."""

from __future__ import annotations

from groundrules.domain.catalogue import Catalogue, ModelFacts
from groundrules.domain.project import Embedding
from groundrules.link.embedding import is_certain
from groundrules.link.model import facts_of_model

EMBEDDING = "embedding"


def embedding_facts(catalogue: Catalogue, embedding: Embedding) -> ModelFacts | None:
    """The facts of an embedding's model, where it is told for good and known as one that embeds; None otherwise."""
    if not is_certain(embedding):
        return None
    name = str(embedding.model.value)
    for spelling in (name, name.rpartition("/")[2]):
        facts = facts_of_model(catalogue, spelling, embedding.provider)
        if facts is not None:
            return facts if facts.mode == EMBEDDING else None
    return None
