"""Projects, data, prompts and evaluations as components."""

from __future__ import annotations

from typing import Any

from groundrules.report.document import AssetRecord
from groundrules.report.inventory.cyclonedx.property import Json, evidence_of, named, properties_of, text_of
from groundrules.report.inventory.document import Inventory, InventoryProject
from groundrules.report.inventory.wording import title
from groundrules.report.uri import quoted

ROOT = "project:."
_DATA_TYPES = {"vector_store": "other", "prompt": "configuration"}


def project_ref(path: str) -> str:
    """The reference of a project by its path."""
    return f"project:{path}"


def root_component(inventory: Inventory) -> Json:
    """The tree as a whole, which is also the project at its top, if there is one."""
    top = next((project for project in inventory.projects if project.path == "."), None)
    component = project_component(top or InventoryProject(".", inventory.name, "application", False))
    return {**component, "name": inventory.name, "properties": named({"coverage": inventory.coverage.line})}


def project_component(project: InventoryProject) -> Json:
    """A project: an application or a library."""
    return {
        "type": "library" if project.kind == "library" else "application",
        "bom-ref": project_ref(project.path),
        "name": project.name or project.path,
    }


def components_of(inventory: Inventory) -> list[Json]:
    """Datasets, vector stores, prompts and evaluations, in the order of the inventory."""
    makers = {"dataset": _dataset, "vector_store": _data, "prompt": _data, "evaluation": _evaluation}
    return [makers[asset.kind](asset) for asset in inventory.assets if asset.kind in makers]


def _dataset(asset: AssetRecord) -> Json:
    paths = _value(asset, "paths") or []
    contents = [{"name": path, "contents": {"url": quoted(path)}} for path in paths] or [{"name": title(asset)}]
    data = [{"type": "dataset", **content, "classification": "unknown"} for content in contents]
    return {**_component(asset, "data"), "data": data}


def _data(asset: AssetRecord) -> Json:
    data = {"type": _DATA_TYPES[asset.kind], "name": title(asset), "classification": "unknown"}
    return {**_component(asset, "data"), "data": [data]}


def _evaluation(asset: AssetRecord) -> Json:
    return _component(asset, "file")


def _component(asset: AssetRecord, kind: str) -> Json:
    return {
        "type": kind,
        "bom-ref": asset.id,
        "name": title(asset),
        **({"description": description} if (description := _description(asset)) else {}),
        "properties": properties_of(asset),
        "evidence": evidence_of([asset]),
    }


def _description(asset: AssetRecord) -> str:
    """What a reader of the list wants to know first; empty where nothing is known."""
    records, split = _value(asset, "records"), _value(asset, "split")
    match asset.kind:
        case "dataset":
            counted = f"{records:,} records" if isinstance(records, int) else ""
            return ", ".join(filter(None, [f"{split} data" if split not in (None, "unknown") else "", counted]))
        case "evaluation":
            covers = text_of(_value(asset, "covers"))
            return f"scores: {covers}" if covers else ""
        case _:
            return ""


def _value(asset: AssetRecord, name: str) -> Any:
    value = asset.values.get(name)
    return value.value if value is not None and value.state == "set" else None
