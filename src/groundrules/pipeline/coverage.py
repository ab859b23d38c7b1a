"""What was read and what was not, counted for the coverage line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from groundrules.domain.catalogue import Catalogue, Guidance
from groundrules.domain.facts import FileFacts
from groundrules.domain.outcome import AssetCount, Coverage
from groundrules.domain.project import Asset, FineTuneJob, ModelCall, Project, VectorStore
from groundrules.domain.source import Skipped, Tree
from groundrules.domain.unknown import UnknownType

NOT_READ_YET = ("javascript", "typescript", "sql", "hcl")
"""Languages that no reader covers: their files are listed and named, never silently passed over."""


class Stopwatch:
    """Seconds by stage, each from the end of the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now


def cover(
    tree: Tree,
    facts: list[FileFacts],
    projects: list[Project],
    poisoned: dict[str, int],
    catalogue: Catalogue,
    guidance: Guidance,
    seconds: dict[str, float],
) -> Coverage:
    """The coverage of a run."""
    skipped = [*tree.skipped, *(problem for item in facts for problem in item.problems), *_unread_data(projects)]
    whole = {problem.path for item in facts for problem in item.problems if not _gave_anything(item)}
    return Coverage(
        files_read=sum(1 for file in tree.files if file.kind != "other" and file.path not in whole),
        files_with_llm_code=len({asset.location.path for project in projects for asset in _assets(project)}),
        skipped=sorted(skipped, key=lambda item: (item.path, item.line or 0)),
        left_out=tree.left_out,
        assets=_counts(projects),
        poisoned=poisoned,
        not_covered=_not_covered(tree),
        catalogue_date=catalogue.as_of,
        models_date=catalogue.models_as_of,
        guidance_date=guidance.last_reviewed,
        seconds=seconds,
    )


def _gave_anything(item: FileFacts) -> bool:
    return bool(item.calls or item.assignments or item.documents or item.blocks or item.commands or item.scopes[1:])


def _unread_data(projects: Iterable[Project]) -> list[Skipped]:
    """Training data that could not be read, with the reason."""
    return [
        Skipped(dataset.paths[0], "not parseable", dataset.profile.unread)
        for project in projects
        for dataset in project.datasets
        if dataset.profile is not None and dataset.profile.unread
    ]


def _not_covered(tree: Tree) -> list[str]:
    """`12 typescript files`: what no reader covers."""
    kinds = Counter(file.kind for file in tree.files if file.kind in NOT_READ_YET)
    return [f"{count} {kind} file{'s' if count > 1 else ''}" for kind, count in sorted(kinds.items())]


def _assets(project: Project) -> list[Asset]:
    return [
        *project.jobs, *project.datasets, *project.vector_stores, *project.embeddings, *project.model_calls,
        *project.prompts, *project.evaluations,
    ]  # fmt: skip


def _counts(projects: list[Project]) -> list[AssetCount]:
    """Assets by kind, and of how many the thing that matters most is known."""
    found: Counter[str] = Counter()
    resolved: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for asset in {asset.id: asset for project in projects for asset in _assets(project)}.values():
        found[asset.kind] += 1
        reason = _unknown_reason(asset)
        if reason:
            reasons.setdefault(asset.kind, Counter())[reason] += 1
        else:
            resolved[asset.kind] += 1
    return [AssetCount(kind, found[kind], resolved[kind], dict(reasons.get(kind, {}))) for kind in sorted(found)]


def _unknown_reason(asset: Asset) -> str:
    """Why the main thing of an asset is not known; empty where it is."""
    match asset:
        case ModelCall(model=model) if model.state == "unknown":
            return model.reason
        case FineTuneJob(base_model=base) if base.state == "unknown":
            return base.reason
        case FineTuneJob(dataset=None, training_data=data) if data.state != "unset":
            return "training data not found in the tree"
        case VectorStore(embeddings_differ=UnknownType(reason=reason)):
            return reason
        case _:
            return ""
