"""Assets as plain records: each once, in the project it stands in, its joins by the id of what they lead to."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from groundrules.domain.asset import Asset
from groundrules.domain.project import Project
from groundrules.report.asset_value import own_fields, place_of, values_of
from groundrules.report.document import AssetRecord, LinkRecord


@dataclasses.dataclass(frozen=True, slots=True)
class _Home:
    """An asset and the project it is told in: by its position among the projects, and by its path."""

    asset: Asset
    position: int
    project: str


def records_of(projects: Sequence[Project]) -> list[AssetRecord]:
    """Every asset of the projects, also those that only another one names, sorted by project and id."""
    homes = _homes(projects)
    names = _names(home.asset for home in homes.values())
    ordered = sorted(homes.values(), key=lambda home: (home.position, names[id(home.asset)]))
    return [_record(home, names) for home in ordered]


def ids_of(projects: Sequence[Project]) -> dict[int, str]:
    """The ids of those records, by the identity of the asset."""
    return _names(home.asset for home in _homes(projects).values())


def _homes(projects: Sequence[Project]) -> dict[int, _Home]:
    """Assets by identity. An evaluation around several projects is told in its own, else in the first that has it."""
    homes: dict[int, _Home] = {}
    for held in (_own, _around):
        pending = [(asset, place) for place, project in enumerate(projects) for asset in held(project)]
        for asset, place in pending:
            if id(asset) not in homes:
                homes[id(asset)] = _Home(asset, place, projects[place].path)
                pending.extend((target, place) for _, target in _links(asset) if held is _around)
    return homes


def _own(project: Project) -> list[Asset]:
    return [
        *project.jobs, *project.datasets, *project.vector_stores, *project.embeddings, *project.model_calls,
        *project.prompts, *project.own_evaluations, *project.retrieval_pipelines,
    ]  # fmt: skip


def _around(project: Project) -> list[Asset]:
    """What is told with a project though it may stand elsewhere: what surrounds it, and what its own assets name."""
    return [*project.evaluations, *(target for asset in _own(project) for _, target in _links(asset))]


def _names(assets: Iterable[Asset]) -> dict[int, str]:
    """The id of each asset, by identity; assets that share one are numbered in the order of their places."""
    names: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for asset in sorted(assets, key=lambda asset: (asset.id, asset.location.place)):
        taken[asset.id] += 1
        number = f"#{taken[asset.id]}" if taken[asset.id] > 1 else ""
        names[id(asset)] = f"{asset.id}{number}"
    return names


def _record(home: _Home, names: dict[int, str]) -> AssetRecord:
    asset = home.asset
    return AssetRecord(
        names[id(asset)],
        asset.kind,
        asset.product,
        asset.provider,
        home.project,
        asset.role,
        place_of(asset.location),
        values_of(asset),
        tuple(LinkRecord(role, names[id(target)]) for role, target in _links(asset)),
    )


def _links(asset: Asset) -> Iterator[tuple[str, Asset]]:
    for name, value in own_fields(asset):
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, Asset):
                yield name, target
