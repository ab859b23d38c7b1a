"""An asset in words: what it is called, what of it is set, not set and unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from groundrules.report.document import AssetRecord, Place, ValueRecord
from groundrules.report.visible import sentence
from groundrules.report.wording import listed

_MOST_CHARACTERS = 60
_TOLD_BY_JOIN = {"training_data": "dataset"}
"""Values that say nothing more where a link of this role tells what they lead to."""
_MODEL_FIELDS = {"fine_tune_job": "base_model", "embedding": "model", "model_call": "model"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of asset is told: its heading, a short one for a column, and its values by name and label.

    A value that is True or False is told by its label alone, as set or not set. `marks` are told only where they are
    set, `doubts` only where they are unknown.
    """

    heading: str
    column: str
    values: dict[str, str]
    marks: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


KINDS: dict[str, Kind] = {
    "fine_tune_job": Kind(
        "fine-tuning jobs",
        "jobs",
        {
            "method": "method", "epochs": "epochs", "max_length": "max length", "seed": "seed",
            "training_data": "training data", "has_validation": "validation data",
            "evaluates_during_training": "evaluation while training", "stops_early": "early stopping",
            "output_name": "output name", "output_path": "output path",
        },
        {"is_documented_only": "named in a document only"},
    ),
    "dataset": Kind(
        "datasets",
        "data",
        {
            "records": "records", "format": "format", "task": "task", "remote": "elsewhere as",
            "missing": "not in the tree:",
        },
    ),
    "vector_store": Kind(
        "vector stores",
        "stores",
        {"persistent": "persistent storage"},
        doubts={"embeddings_differ": "whether both sides embed alike"},
    ),
    "embedding": Kind("embeddings", "embed.", {"dimension": "dimension", "input_type": "input type"}),
    "model_call": Kind(
        "model calls",
        "calls",
        {
            "temperature": "temperature", "max_output_tokens": "max output tokens",
            "structured_output": "structured output", "tools": "tools", "custom_endpoint": "custom endpoint",
        },
        {"in_loop": "in a loop"},
    ),
    "prompt": Kind("prompts", "prompts", {}, {"asks_for_json": "asks for JSON", "variables": "variables"}),
    "evaluation": Kind(
        "evaluations", "evals", {}, {"cases": "cases", "is_smoke_run": "smoke run", "is_report": "run by hand"}
    ),
}  # fmt: skip
"""The kinds that an inventory lists, in order. What fills and asks a store is told with the store."""

_MESSAGES = {"system": "system prompt", "user": "user prompt", "assistant": "assistant message", "template": "template"}


@dataclass(slots=True)
class States:
    """The values of an asset as phrases, by state. `unknown` ends each phrase with the reason."""

    set: list[str] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def states(asset: AssetRecord) -> States:
    """What of an asset is set, not set and unknown, in the order of its kind."""
    found, reasons = States(), dict[str, list[str]]()
    kind = KINDS[asset.kind]
    for name, label in {**kind.values, **kind.marks, **kind.doubts}.items():
        value = asset.values.get(name)
        if value is None or not _is_told(asset, name, value):
            continue
        if value.state == "unknown":
            reasons.setdefault(sentence(value.reason) or "not resolved", []).append(label)
        elif value.state == "unset" or value.value is False:
            found.unset.append(label)
        else:
            found.set.append(label if value.value is True else f"{label} {shown(value.value)}")
    found.unknown = [f"{', '.join(labels)} ({reason})" for reason, labels in reasons.items()]
    return found


def _is_told(asset: AssetRecord, name: str, value: ValueRecord) -> bool:
    kind = KINDS[asset.kind]
    if name in kind.doubts:
        return value.state == "unknown"
    if name in kind.marks:
        return value.state == "set" and value.value is not False
    return name not in _TOLD_BY_JOIN or all(link.role != _TOLD_BY_JOIN[name] for link in asset.links)


def shown(value: Any) -> str:
    """A value in a phrase: one visible line, cut."""
    match value:
        case list():
            return listed(map(str, value))
        case dict():
            return f"{{{listed(map(str, value))}}}"
        case int() if not isinstance(value, bool):
            return f"{value:,}" if value > 9_999 else str(value)
        case _:
            text = sentence(str(value))
            return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def title(asset: AssetRecord) -> str:
    """What an asset is called: its model, its name, or why neither is known."""
    if asset.kind in _MODEL_FIELDS:
        return _model_title(asset.values.get(_MODEL_FIELDS[asset.kind], ValueRecord("unset")))
    name = shown(asset.values["name"].value) if "name" in asset.values else ""
    if asset.kind == "prompt":
        message = _MESSAGES.get(str(asset.values["message"].value), "prompt") if "message" in asset.values else "prompt"
        is_unnamed = message != "template" and asset.location.path.endswith(name)
        return message if is_unnamed or name in message else f"{message} {name}"
    return name or sentence(asset.product)


def short_title(asset: AssetRecord) -> str:
    """The same inside a phrase: without the reason why a model is not known."""
    return title(asset).partition(" (")[0] if asset.kind in _MODEL_FIELDS else title(asset)


def _model_title(model: ValueRecord) -> str:
    if model.state == "unknown":
        return f"unknown model ({sentence(model.reason) or 'not resolved'})"
    if model.value in (None, ""):
        return "no model set"
    return f"{shown(model.value)} (by default)" if model.state == "unset" else shown(model.value)


def product(asset: AssetRecord) -> str:
    """What it belongs to: the product, or for data what it is for; empty where that says nothing."""
    if asset.kind == "dataset":
        split = asset.values["split"].value if "split" in asset.values else "unknown"
        return "" if split == "unknown" else f"{split} data"
    belongs = sentence(asset.product)
    return "" if asset.kind == "prompt" or belongs == title(asset) else belongs


def place_words(place: Place) -> str:
    """`path:line`, with the cell in a notebook."""
    return sentence(f"{place.path}:{f'cell {place.cell}:' if place.cell else ''}{place.line}")
