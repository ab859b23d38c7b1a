"""Which assets a verdict speaks of, and how it names their places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from groundrules.domain.asset import Asset
from groundrules.domain.location import Location

_Owned = TypeVar("_Owned", bound=Asset)


def is_own(asset: Asset) -> bool:
    """Whether an asset belongs to the project's own work rather than to its tests, examples or documents."""
    return asset.role in ("product", "evaluation")


def own(assets: Iterable[_Owned]) -> list[_Owned]:
    """Those of some assets, in their order."""
    return [asset for asset in assets if is_own(asset)]


def short_place(location: Location) -> str:
    """`path:line`, as a place inside a sentence."""
    return f"{location.path}:{f'cell {location.cell}:' if location.cell else ''}{location.line}"
