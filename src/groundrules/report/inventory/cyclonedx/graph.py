"""What needs what: projects their assets, jobs their base model and data, stores their embeddings, prompts the models
they are sent to, evaluations what they score.
"""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.report.document import AssetRecord
from groundrules.report.inventory.cyclonedx.component import ROOT, project_ref
from groundrules.report.inventory.cyclonedx.model import Models
from groundrules.report.inventory.cyclonedx.property import Json
from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.joins import Joins

_COMPONENTS = frozenset({"fine_tune_job", "dataset", "vector_store", "prompt", "evaluation"})
"""Kinds that are components by their own id; calls and embeddings stand for the model they name."""


def dependencies_of(inventory: Inventory, models: Models) -> list[Json]:
    """An entry for every component, by its reference, in order."""
    edges: dict[str, set[str]] = {ROOT: set(), **{ref: set() for ref in models.refs}}
    for project in inventory.projects:
        edges.setdefault(project_ref(project.path), set())
        edges[ROOT].add(project_ref(project.path))
    joins = Joins(inventory)
    for asset in inventory.assets:
        ref = asset.id if asset.kind in _COMPONENTS else models.ref_of.get(asset.id)
        if ref is not None:
            edges.setdefault(project_ref(asset.project), set()).add(ref)
            edges.setdefault(ref, set()).update(_needs(asset, joins, models))
    return [_entry(ref, needs - {ref}) for ref, needs in sorted(edges.items())]


def _entry(ref: str, needs: set[str]) -> Json:
    return {"ref": ref, **({"dependsOn": sorted(needs)} if needs else {})}


def _needs(asset: AssetRecord, joins: Joins, models: Models) -> Iterator[str]:
    match asset.kind:
        case "fine_tune_job":
            yield models.ref_of[asset.id]
            yield from (one.id for one in joins.of(asset, "dataset", "validation_dataset"))
        case "vector_store":
            users = [asset, *joins.of(asset, "ingestions", "retrievals")]
            roles = ("ingest_embedding", "query_embedding", "embedding")
            yield from (models.ref_of[one.id] for user in users for one in joins.of(user, *roles))
        case "model_call":
            yield from (job.id for job in joins.behind(asset, "serving_calls"))
        case "prompt":
            calls = [*joins.of(asset, "calls"), *joins.behind(asset, "prompts")]
            # A retrieval pipeline names prompts too: it is told by its index and its call.
            yield from (models.ref_of[call.id] for call in calls if call.id in models.ref_of)
        case "evaluation":
            yield from (one.id for one in joins.behind(asset, "evaluations") if one.kind in _COMPONENTS)
