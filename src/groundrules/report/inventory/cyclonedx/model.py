"""Models as components: those that are called, embed or are tuned, each once by its name, and those that jobs make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from groundrules.report.document import AssetRecord, ValueRecord
from groundrules.report.inventory.cyclonedx.property import Json, evidence_of, named, properties_of
from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.wording import title

_MODEL_FIELDS = {"fine_tune_job": "base_model", "embedding": "model", "model_call": "model"}
_FACT_FIELDS = {"fine_tune_job": "base_model_facts", "model_call": "model_facts"}
_CARD_FACTS = ("context", "dimension", "snapshot", "structured_output", "tunable", "retires", "refuses", "source")
_APPROACHES = {
    "sft": "supervised", "supervised": "supervised", "rft": "reinforcement-learning", "ppo": "reinforcement-learning",
    "grpo": "reinforcement-learning", "reinforcement": "reinforcement-learning",
}  # fmt: skip


@dataclass(slots=True)
class _Model:
    """A model by its name, and every asset that names it. Without a name: those of one product that name none."""

    name: str
    assets: list[AssetRecord] = field(default_factory=list)


class Models:
    """The models of an inventory, and which of them each asset names."""

    def __init__(self, inventory: Inventory) -> None:
        self._by_ref: dict[str, _Model] = {}
        self.ref_of: dict[str, str] = {}
        self._jobs = [asset for asset in inventory.assets if asset.kind == "fine_tune_job"]
        for asset in inventory.assets:
            if asset.kind in _MODEL_FIELDS:
                ref, name = _identity(asset)
                self._by_ref.setdefault(ref, _Model(name)).assets.append(asset)
                self.ref_of[asset.id] = ref

    def components(self) -> list[Json]:
        """Every model that is named, by name; then every model that a job makes."""
        return [*(self._named(ref) for ref in sorted(self._by_ref)), *(self._tuned(job) for job in self._jobs)]

    @property
    def refs(self) -> list[str]:
        """The references of the models that are named."""
        return sorted(self._by_ref)

    def _named(self, ref: str) -> Json:
        model = self._by_ref[ref]
        providers = sorted({asset.provider for asset in model.assets if asset.provider})
        products = sorted({asset.product for asset in model.assets if asset.product})
        reasons = sorted({value.reason for asset in model.assets if (value := _model(asset)).state == "unknown"})
        told = {"provider": providers, "product": products, "unknown": reasons}
        return {
            "type": "machine-learning-model",
            "bom-ref": ref,
            **({"supplier": {"name": providers[0]}} if len(providers) == 1 else {}),
            "name": model.name,
            **_card_of(model.assets),
            "properties": named(told),
            "evidence": evidence_of(model.assets),
        }

    def _tuned(self, job: AssetRecord) -> Json:
        ref = self.ref_of[job.id]
        base = {"type": "machine-learning-model", "name": self._by_ref[ref].name}
        return {
            "type": "machine-learning-model",
            "bom-ref": job.id,
            "name": _tuned_name(job),
            "description": f"made by {job.product}",
            "pedigree": {"ancestors": [base]},
            **_tuned_card(job),
            "properties": properties_of(job),
            "evidence": evidence_of([job]),
        }


def _model(asset: AssetRecord) -> ValueRecord:
    return asset.values.get(_MODEL_FIELDS[asset.kind], ValueRecord("unset"))


def _identity(asset: AssetRecord) -> tuple[str, str]:
    """The reference and name of the model that an asset names; one a product where it names none."""
    model = _model(asset)
    if model.state == "unknown":
        return f"model:unknown:{asset.product}", f"unknown model of {asset.product}"
    if model.value in (None, ""):
        return f"model:default:{asset.product}", f"default model of {asset.product}"
    return f"model:named:{model.value}", str(model.value)


def _card_of(assets: Iterable[AssetRecord]) -> Json:
    """What the catalogue knows of a model; that it embeds shows in the code."""
    facts: dict[str, Any] = {}
    for asset in assets:
        known = asset.values.get(_FACT_FIELDS.get(asset.kind, ""))
        facts = facts or (known.value if known is not None else {})
        if asset.kind == "embedding":
            facts = facts or {"mode": "embedding"}
    task = {"modelParameters": {"task": facts["mode"]}} if facts.get("mode") else {}
    rest = named({name: facts.get(name) for name in _CARD_FACTS})
    card = {**task, **({"properties": rest} if rest else {})}
    return {"modelCard": card} if card else {}


def _tuned_name(job: AssetRecord) -> str:
    for name in ("output_name", "output_path"):
        value = job.values.get(name)
        if value is not None and value.state == "set" and value.value:
            return str(value.value)
    return f"fine-tune of {title(job)}"


def _tuned_card(job: AssetRecord) -> Json:
    datasets = [link.to for link in job.links if link.role in ("dataset", "validation_dataset")]
    method = job.values.get("method")
    approach = _APPROACHES.get(str(method.value).lower()) if method is not None else None
    parameters = {
        **({"approach": {"type": approach}} if approach else {}),
        **({"datasets": [{"ref": ref} for ref in dict.fromkeys(datasets)]} if datasets else {}),
    }
    return {"modelCard": {"modelParameters": parameters}} if parameters else {}
