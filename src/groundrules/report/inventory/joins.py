"""What an asset is joined to, in words: data to jobs, stores to embeddings, prompts to models, evaluations to both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from groundrules.report.document import AssetRecord
from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.wording import place_words, short_title, shown
from groundrules.report.visible import sentence
from groundrules.report.wording import listed

_MOST_VALUES = 6
Phrase = tuple[str, str]
"""A label and what it says: `("trained on", "data/faq.jsonl")`."""


class Joins:
    """The links of an inventory, followed forwards and backwards."""

    def __init__(self, inventory: Inventory) -> None:
        self._by_id = {asset.id: asset for asset in inventory.assets}
        self._backwards: dict[str, list[tuple[str, AssetRecord]]] = {}
        for asset in inventory.assets:
            for link in asset.links:
                self._backwards.setdefault(link.to, []).append((link.role, asset))

    def of(self, asset: AssetRecord, *roles: str) -> list[AssetRecord]:
        """What an asset leads to by some roles, in order, each once."""
        return [self._by_id[to] for to in dict.fromkeys(link.to for link in asset.links if link.role in roles)]

    def behind(self, asset: AssetRecord, *roles: str) -> list[AssetRecord]:
        """What leads to an asset by some roles, in order, each once."""
        found = {one.id: one for role, one in self._backwards.get(asset.id, ()) if role in roles}
        return list(found.values())

    def phrases(self, asset: AssetRecord) -> list[Phrase]:
        """Every join of an asset that says something."""
        told = _TOLD.get(asset.kind)
        phrases = told(self, asset) if told else ()
        return [(label, _near(text, asset.location.path)) for label, text in phrases if text]

    def _job(self, job: AssetRecord) -> Iterator[Phrase]:
        yield "retires", _retirement(job, "base_model_facts")
        yield "trained on", _titles(self.of(job, "dataset"))
        yield "checked on", _titles(self.of(job, "validation_dataset"))
        yield "scored by", _titles(self.of(job, "evaluations"))
        yield "called at", listed(place_words(call.location) for call in self.of(job, "serving_calls"))

    def _dataset(self, dataset: AssetRecord) -> Iterator[Phrase]:
        yield "built from", _value(dataset, "built_from")
        yield "built at", _value(dataset, "built_at")
        yield "used by", _placed(self.behind(dataset, "dataset", "validation_dataset"))

    def _store(self, store: AssetRecord) -> Iterator[Phrase]:
        yield "filled at", listed(place_words(one.location) for one in self.of(store, "ingestions"))
        yield "asked at", listed(self._asking(one) for one in self.of(store, "retrievals"))
        yield "embeds by", _titles(self.of(store, "ingest_embedding", "query_embedding"))
        yield "refreshed", _value(store, "refreshed_by")

    def _asking(self, retrieval: AssetRecord) -> str:
        top_k = retrieval.values.get("top_k")
        asked = f" (top k {shown(top_k.value)})" if top_k is not None and top_k.state == "set" else ""
        return f"{place_words(retrieval.location)}{asked}"

    def _embedding(self, embedding: AssetRecord) -> Iterator[Phrase]:
        stores = self.behind(embedding, "ingest_embedding", "query_embedding")
        for user in self.behind(embedding, "embedding"):
            stores += self.behind(user, "ingestions", "retrievals")
        yield "used by", _placed(stores)

    def _call(self, call: AssetRecord) -> Iterator[Phrase]:
        yield "retires", _retirement(call, "model_facts")
        yield "prompts", _placed(self.of(call, "prompts"))
        yield "parsed by", _value(call, "parsed_by_hand")

    def _prompt(self, prompt: AssetRecord) -> Iterator[Phrase]:
        yield "sent to", _placed(self.of(prompt, "calls") or self.behind(prompt, "prompts"))
        yield "scored by", _titles(self.of(prompt, "evaluations"))

    def _evaluation(self, evaluation: AssetRecord) -> Iterator[Phrase]:
        yield "scores", _value(evaluation, "covers")
        yield "namely", _placed(self.behind(evaluation, "evaluations"))
        yield "run on", _value(evaluation, "run_by")


_TOLD: dict[str, Callable[[Joins, AssetRecord], Iterator[Phrase]]] = {
    "fine_tune_job": Joins._job,
    "dataset": Joins._dataset,
    "vector_store": Joins._store,
    "embedding": Joins._embedding,
    "model_call": Joins._call,
    "prompt": Joins._prompt,
    "evaluation": Joins._evaluation,
}


def _titles(assets: Iterable[AssetRecord]) -> str:
    return listed(short_title(asset) for asset in assets)


def _placed(assets: Iterable[AssetRecord]) -> str:
    return listed(f"{short_title(asset)} at {place_words(asset.location)}" for asset in assets)


def _near(text: str, path: str) -> str:
    """The text with places in the asset's own file told by their lines."""
    own = sentence(path)
    return text.replace(f" at {own}:cell ", " at cell ").replace(f" at {own}:", " at line ")


def _retirement(asset: AssetRecord, name: str) -> str:
    facts = asset.values.get(name)
    return sentence(str(facts.value.get("retires", ""))) if facts is not None else ""


def _value(asset: AssetRecord, name: str) -> str:
    value = asset.values.get(name)
    if value is None or value.state != "set":
        return ""
    return listed(map(str, value.value), _MOST_VALUES) if isinstance(value.value, list) else sentence(str(value.value))
