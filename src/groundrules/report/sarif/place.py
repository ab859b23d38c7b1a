"""Places as SARIF writes them: relative URIs below one base, regions of the file itself, cells as logical places."""

from __future__ import annotations

from typing import Any

from groundrules.domain.location import Location
from groundrules.report.uri import quoted

ROOT = "%SRCROOT%"
"""The base of every URI. What it is on the machine of the run is not told."""


def artifact(path: str) -> dict[str, Any]:
    """The `artifactLocation` of a path, as part of a `physicalLocation`."""
    return {"artifactLocation": {"uri": quoted(path), "uriBaseId": ROOT}}


def place(location: Location) -> dict[str, Any]:
    """The `location` of a place, with the notebook cell as its logical location."""
    written: dict[str, Any] = {"physicalLocation": {**artifact(location.path), **_region(location)}}
    if location.cell is not None:
        name = f"cell {location.cell}"
        full = f"{location.path}:{name}:{location.line}:{location.column}"
        written["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": "cell"}]
    return written


def _region(location: Location) -> dict[str, Any]:
    """Columns of a notebook count in the cell, not in the JSON around it: there only the line of the file is told."""
    if location.cell is not None:
        return {"region": {"startLine": location.file_line}} if location.file_line else {}
    end_line = max(location.end_line, location.line)
    region = {"startLine": max(location.line, 1), "startColumn": max(location.column, 1), "endLine": max(end_line, 1)}
    if location.end_column:
        region["endColumn"] = location.end_column
    return {"region": region}
