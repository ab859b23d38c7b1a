"""The parts that every component has: properties under our own names, and the places it was found at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from groundrules.report.document import AssetRecord, ValueRecord
from groundrules.report.inventory.wording import KINDS, states

Json = dict[str, Any]
NAMESPACE = "groundrules"
_TOLD_ELSEWHERE = frozenset({"name", "text", "paths", "model_facts", "base_model_facts"})
"""Values with a field of their own in CycloneDX, and the text of prompts, which is no matter of a bill of materials."""


def properties_of(asset: AssetRecord) -> list[Json]:
    """Every value of an asset: its text, `not set`, or `unknown: why`."""
    values = {name: _state_words(value) for name, value in asset.values.items() if name not in _TOLD_ELSEWHERE}
    head = {"kind": asset.kind, "product": asset.product, "provider": asset.provider, "file_role": asset.file_role}
    return named({**head, **values})


def named(values: Mapping[str, Any]) -> list[Json]:
    """Values as properties in our namespace; those that say nothing are left out."""
    texts = ((name, text_of(value)) for name, value in values.items())
    return [{"name": f"{NAMESPACE}:{name}", "value": text} for name, text in texts if text]


def text_of(value: Any) -> str:
    """A value as text: lists joined by commas, `true` and `false` in small letters."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return ", ".join(text_of(item) for item in value)
        case dict():
            return ", ".join(f"{name}={text_of(item)}" for name, item in value.items())
        case _:
            return str(value)


def evidence_of(assets: Iterable[AssetRecord]) -> Json:
    """The places of some assets, in order, with what is known of each."""
    return {"occurrences": [_occurrence(asset) for asset in sorted(assets, key=_place)]}


def _place(asset: AssetRecord) -> tuple[str, int, int, int]:
    return (asset.location.path, asset.location.cell or 0, asset.location.line, asset.location.column)


def _occurrence(asset: AssetRecord) -> Json:
    """A place. In a notebook the line is that of the file where it is known; the cell stands in the context."""
    place = asset.location
    line = place.line if place.cell is None else place.file_line
    context = [asset.kind.replace("_", " ")]
    if place.cell is not None:
        context.append(f"cell {place.cell}, line {place.line}")
    if asset.kind in KINDS:
        found = states(asset)
        told = (("", found.set), ("not set: ", found.unset), ("unknown: ", found.unknown))
        context += [f"{state}{', '.join(phrases)}" for state, phrases in told if phrases]
    occurrence: Json = {"location": place.path}
    if line is not None:
        occurrence["line"] = line
    return {**occurrence, "additionalContext": "; ".join(context)}


def _state_words(value: ValueRecord) -> str:
    if value.state == "unknown":
        return f"unknown: {value.reason or 'not resolved'}"
    if value.state == "unset":
        return "not set" if value.value is None else f"not set: {text_of(value.value)} by default"
    return text_of(value.value)
