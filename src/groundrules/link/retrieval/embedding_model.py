"""What the dated catalogue knows of the model behind an embedding."""

from __future__ import annotations

from groundrules.domain.catalogue import Catalogue, ModelFacts
from groundrules.domain.vector_store import Embedding
from groundrules.link.calling.model import facts_of_model
from groundrules.link.evidence import Evidence
from groundrules.link.retrieval.embedding import Embeddings, is_certain

EMBEDDING = "embedding"
GENERATING = ("chat", "completion", "responses")


def embedding_facts(catalogue: Catalogue, embedding: Embedding) -> ModelFacts | None:
    """The facts of an embedding's model, where it is told for good and known as one that embeds; None otherwise."""
    facts = _facts(catalogue, embedding, embedding.provider)
    return facts if facts is not None and facts.mode == EMBEDDING else None


def note_generating(evidence: Evidence, embeddings: Embeddings) -> None:
    """Mark the embeddings whose model is one that writes text. Behind an endpoint of one's own a name may mean any."""
    named = _chat_models(evidence.catalogue)
    for (path, number), embedding in embeddings.by_call.items():
        for sighting in evidence.by_call.get((path, number), ()):
            provider = str(sighting.implied.get("provider") or sighting.entry.provider)
            elsewhere = "base_url" in sighting.carried and provider not in named
            if sighting.entry.id != embedding.product_id or elsewhere:
                continue
            facts = _facts(evidence.catalogue, embedding, provider)
            known = embedding.model.text.partition(":")[0].lower() in named.get(provider, frozenset())
            is_told = is_certain(embedding) and embedding.model.source != "default"
            embedding.generates_text = is_told and (known or (facts is not None and facts.mode in GENERATING))


def _facts(catalogue: Catalogue, embedding: Embedding, provider: str) -> ModelFacts | None:
    if not is_certain(embedding):
        return None
    name = str(embedding.model.value)
    spellings = (facts_of_model(catalogue, spelling, provider) for spelling in (name, name.rpartition("/")[2]))
    return next((facts for facts in spellings if facts is not None), None)


def _chat_models(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Names of models that write text, by the provider whose entry lists them."""
    listed = [(entry.provider, entry.facts.get("chat_models")) for entry in catalogue.entries.values()]
    return {provider: frozenset(str(names).split()) for provider, names in listed if names}
