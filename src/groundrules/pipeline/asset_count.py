"""How many assets were found, and of how many the thing that matters most is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from groundrules.domain.asset import Asset
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall
from groundrules.domain.outcome import AssetCount
from groundrules.domain.project import Project
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType
from groundrules.domain.vector_store import Embedding, VectorStore

PROMPTS = "model_call_prompt"
"""Counted like a kind of asset: a call whose prompt was not found is read only by half."""


def assets_of(project: Project) -> list[Asset]:
    """The assets of a project that are counted."""
    return [
        *project.jobs, *project.datasets, *project.vector_stores, *project.embeddings, *project.model_calls,
        *project.prompts, *project.evaluations,
    ]  # fmt: skip


def asset_counts(projects: Iterable[Project]) -> list[AssetCount]:
    """Assets by kind, each once however many projects it counts for; why they are unknown, by reason."""
    assets = {asset.id: asset for project in projects for asset in assets_of(project)}
    known: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for kind, reason in (pair for asset in assets.values() for pair in _told(asset)):
        counted = reasons.setdefault(kind, Counter())
        if reason:
            counted[reason] += 1
        else:
            known[kind] += 1
    return [
        AssetCount(kind, known[kind] + sum(counted.values()), known[kind], dict(sorted(counted.items())))
        for kind, counted in sorted(reasons.items())
    ]


def _told(asset: Asset) -> Iterator[tuple[str, str]]:
    """What an asset is counted as, each time with the reason why it is not known, or with none."""
    yield asset.kind, _unknown(asset)
    if isinstance(asset, ModelCall):
        yield PROMPTS, "" if asset.prompts else "given from where the code does not tell"


def _unknown(asset: Asset) -> str:
    """Why the main thing of an asset is not known; empty where it is, or is certainly one of a few."""
    match asset:
        case ModelCall(model=setting) | Embedding(model=setting) if setting.state == "unknown":
            return "" if setting.alternatives else setting.reason
        case FineTuneJob(base_model=setting) if setting.state == "unknown":
            return setting.reason
        case FineTuneJob(dataset=None, training_data=setting) if setting.state != "unset":
            return "training data not found in the tree"
        case VectorStore(embeddings_differ=UnknownType(reason=reason)):
            return reason
        case Dataset():
            return _unread(asset)
        case _:
            return ""


def _unread(dataset: Dataset) -> str:
    """Why a dataset's rows were not read; empty where they were."""
    if dataset.profile is not None:
        return dataset.profile.unread
    if dataset.paths:
        return "used by no job"
    return "stands elsewhere" if dataset.remote else "made when the code runs"
