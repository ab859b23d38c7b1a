"""The inventory as a CycloneDX 1.6 bill of materials with models and data (ML-BOM).

A call of a model is no component: it is where the model occurs. Its prompts depend on the model, and so does the
project. Nothing depends on the time of the run, unless a timestamp is asked for.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from groundrules.report.encoding import encoded
from groundrules.report.inventory.cyclonedx.component import components_of, project_component, root_component
from groundrules.report.inventory.cyclonedx.graph import dependencies_of
from groundrules.report.inventory.cyclonedx.model import Models
from groundrules.report.inventory.document import Inventory
from groundrules.report.inventory.wish import Wish
from groundrules.report.visible import visible


def render(inventory: Inventory, wish: Wish) -> str:
    """The document, indented by two. Its serial number is drawn from its content."""
    models, root = Models(inventory), root_component(inventory)
    metadata = {
        "lifecycles": [{"phase": "pre-build"}],
        "tools": {"components": [{"type": "application", "name": "groundrules", "version": inventory.version}]},
        "component": root,
    }
    inner = [project_component(project) for project in inventory.projects if project.path != "."]
    content = {
        "metadata": metadata,
        "components": [*inner, *models.components(), *components_of(inventory)],
        "dependencies": dependencies_of(inventory, models),
        "compositions": [{"aggregate": _completeness(inventory), "assemblies": [root["bom-ref"]]}],
    }
    told = _made_visible(content)
    if wish.timestamp is not None:
        told["metadata"] = {"timestamp": wish.timestamp.isoformat(timespec="seconds"), **told["metadata"]}
    return encoded({**_head(content), **told})


def _head(content: dict[str, Any]) -> dict[str, Any]:
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"groundrules-inventory:{json.dumps(content, sort_keys=True)}")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
    }


def _completeness(inventory: Inventory) -> str:
    """Never "complete": what a text does not tell may be there all the same."""
    coverage = inventory.coverage
    lacking = coverage.skipped or coverage.not_covered or any(count.unknown for count in coverage.assets)
    return "incomplete" if lacking else "unknown"


def _made_visible(value: Any) -> Any:
    match value:
        case str():
            return visible(value)
        case list():
            return [_made_visible(item) for item in value]
        case dict():
            return {key: _made_visible(item) for key, item in value.items()}
        case _:
            return value
