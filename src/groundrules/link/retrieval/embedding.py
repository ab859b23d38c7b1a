"""Embedding models: constructed or called, and the one behind a value."""

from __future__ import annotations

import re

from groundrules.domain.unknown import Setting, known
from groundrules.domain.vector_store import Embedding
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

SIDE = re.compile(r"(?:ctx|context|question|query|passage|doc|document)(?:[-_]?encoder)?")
"""Encoders that are trained in pairs, one for each side."""
SHARED_SPACE = ("voyage-4",)
"""Families whose models share one space by their maker's word, so that queries may take a smaller one."""


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
            id=f"embedding:{sighting.location.place}",
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


def differ(first: Embedding, second: Embedding) -> bool:
    """Whether two embeddings certainly give different vectors."""
    return is_certain(first) and is_certain(second) and bare_model(first.model) != bare_model(second.model)


def is_certain(embedding: Embedding) -> bool:
    """Whether the model is told for good: no deployment's name, no path, no default that a caller may replace."""
    model = embedding.model
    if model.state != "set" or not isinstance(model.value, str):
        return False
    if model.source == "default" and model.location != embedding.location:
        return False
    is_path = model.value.startswith((".", "/", "~")) or "\\" in model.value
    return not is_path and "azure" not in embedding.product_id


def bare_model(model: Setting) -> str:
    """What tells two models apart: the name without organisation, provider, case, and the side of a paired encoder."""
    name = str(model.value).lower().removeprefix("models/").rpartition("/")[2].removesuffix(":latest")
    if name.startswith(SHARED_SPACE):
        return next(family for family in SHARED_SPACE if name.startswith(family))
    return SIDE.sub("", name)
