"""Assets as plain records: every value in its three states, every join by the id of what it leads to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from groundrules.domain.location import Location
from groundrules.domain.project import Asset, Project
from groundrules.domain.unknown import Setting, UnknownType
from groundrules.report.document import AssetRecord, LinkRecord, Place, ValueRecord
from groundrules.report.redaction import mask_keys

_MOST_CHARACTERS = 1_000
_OWN_FIELDS = frozenset(field.name for field in dataclasses.fields(Asset))


def place_of(location: Location) -> Place:
    """A location with its end always told: an end that is not known is the start."""
    return Place(
        location.path,
        location.line,
        location.column,
        location.end_line or location.line,
        location.end_column or location.column,
        location.cell,
        location.file_line,
    )


def plain(value: Any) -> Any:
    """A value as JSON can hold it: keys masked, long text cut, what is no plain value named by its type."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            cut = value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]}…"
            return mask_keys(cut)
        case UnknownType(reason=reason):
            return f"unknown: {reason}"
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case Location():
            return value.place
        case _:
            return f"<{type(value).__name__}>"


def assets_of(project: Project) -> list[AssetRecord]:
    """Every asset of a project, also those that only another one names, sorted by id."""
    held = [
        *project.jobs, *project.datasets, *project.vector_stores, *project.embeddings, *project.model_calls,
        *project.prompts, *project.evaluations,
    ]  # fmt: skip
    found: dict[str, Asset] = {}
    pending: list[Asset] = list(held)
    while pending:
        asset = pending.pop()
        if asset.id not in found:
            found[asset.id] = asset
            pending.extend(target for _, target in _links(asset))
    return [_record(found[asset_id], project.path) for asset_id in sorted(found)]


def _record(asset: Asset, project: str) -> AssetRecord:
    return AssetRecord(
        asset.id,
        asset.kind,
        asset.product,
        asset.provider,
        project,
        asset.role,
        place_of(asset.location),
        dict(sorted(_values(asset))),
        tuple(LinkRecord(role, target.id) for role, target in _links(asset)),
    )


def _links(asset: Asset) -> Iterator[tuple[str, Asset]]:
    for name, value in _fields(asset):
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, Asset):
                yield name, target


def _values(asset: Asset) -> Iterator[tuple[str, ValueRecord]]:
    """The catalogue's values by their common names, then the fields of the kind, which know more."""
    for name, setting in asset.values.items():
        yield name, _value(setting)
    for name, value in _fields(asset):
        if isinstance(value, Setting):
            yield name, _value(value)
        elif isinstance(value, UnknownType):
            yield name, ValueRecord("unknown", reason=value.reason)
        elif _is_plain(value):
            yield name, ValueRecord("set", plain(value))


def _value(setting: Setting) -> ValueRecord:
    location = place_of(setting.location) if setting.location else None
    source = setting.source if setting.state == "set" else ""
    return ValueRecord(setting.state, plain(setting.value), setting.reason, source, location)


def _is_plain(value: Any) -> bool:
    """Booleans and numbers, and text and lists of text that say something."""
    if isinstance(value, (bool, int, float)):
        return True
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and value != ""


def _fields(asset: Asset) -> Iterable[tuple[str, Any]]:
    """The fields that the kind of asset adds, with their values."""
    for field in dataclasses.fields(asset):
        if field.name not in _OWN_FIELDS:
            yield field.name, getattr(asset, field.name)
