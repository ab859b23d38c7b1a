"""The shape of the inventory, version `groundrules-inventory/1`: the assets part of the report, complete in itself.

Within a version, fields are added and never renamed or removed. Nothing in it depends on the time of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from groundrules.domain.outcome import Outcome
from groundrules.report.asset import records_of
from groundrules.report.coverage import reading_line
from groundrules.report.document import AssetRecord, CoverageRecord
from groundrules.report.json import coverage_record

SCHEMA = "groundrules-inventory/1"


class InventoryProject(msgspec.Struct, frozen=True):
    """One project of the tree that has assets."""

    path: str
    name: str
    kind: str
    is_served: bool


class Inventory(msgspec.Struct, frozen=True):
    """Every asset of a tree, sorted by project and id. `name` is that of the tree's folder.

    `coverage` says what was read; its `seconds` and `undecided` are empty, since nothing is timed or judged.
    """

    schema: Literal["groundrules-inventory/1"]
    version: str
    name: str
    projects: tuple[InventoryProject, ...]
    assets: tuple[AssetRecord, ...]
    coverage: CoverageRecord


def inventory_of(outcome: Outcome, only: Sequence[str] = ()) -> Inventory:
    """The inventory of a tree, or of what lies at or under some of its paths with what that is joined to."""
    assets = _narrowed(records_of(outcome.projects), only)
    told = {asset.project for asset in assets}
    coverage = coverage_record(outcome.coverage, reading_line(outcome))
    return Inventory(
        "groundrules-inventory/1",
        outcome.version,
        outcome.root.rstrip("/\\").replace("\\", "/").rpartition("/")[2],
        tuple(
            InventoryProject(one.path, one.name, one.kind, one.is_served)
            for one in outcome.projects
            if one.path in told
        ),
        tuple(assets),
        msgspec.structs.replace(coverage, seconds={}, undecided={}),
    )


def _narrowed(assets: list[AssetRecord], only: Sequence[str]) -> list[AssetRecord]:
    """Assets under the paths and those they lead to; no link of the rest leads to what is left out."""
    if not only:
        return assets
    under = [asset for asset in assets if any(_is_under(asset.location.path, path) for path in only)]
    kept = {asset.id for asset in under} | {link.to for asset in under for link in asset.links}
    return [
        msgspec.structs.replace(asset, links=tuple(link for link in asset.links if link.to in kept))
        for asset in assets
        if asset.id in kept
    ]


def _is_under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def inventory_schema() -> str:
    """The JSON Schema of `Inventory`, as it is published."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "inventory of groundrules",
    }
    schema = head | msgspec.json.schema(Inventory)
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
