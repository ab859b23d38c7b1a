"""Which assets a verdict speaks of, and how it names their places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from groundrules.domain.asset import Asset
from groundrules.domain.location import Location
from groundrules.domain.vector_store import Ingestion, Retrieval, VectorStore

_Owned = TypeVar("_Owned", bound=Asset)


def is_own(asset: Asset) -> bool:
    """Whether an asset belongs to the project's own work rather than to what tests it, scores it or shows it."""
    return asset.role == "product"


def own(assets: Iterable[_Owned]) -> list[_Owned]:
    """Those of some assets, in their order."""
    return [asset for asset in assets if is_own(asset)]


def fills(stores: Iterable[VectorStore]) -> list[Ingestion]:
    """Where product code fills some stores; where it does nowhere, all places that do."""
    return [place for store in stores for place in own(store.ingestions) or store.ingestions]


def lookups(stores: Iterable[VectorStore]) -> list[Retrieval]:
    """Where product code asks some stores; where it does nowhere, all places that do."""
    return [place for store in stores for place in own(store.retrievals) or store.retrievals]


def short_place(location: Location) -> str:
    """`path:line`, as a place inside a sentence."""
    return f"{location.path}:{f'cell {location.cell}:' if location.cell else ''}{location.line}"
