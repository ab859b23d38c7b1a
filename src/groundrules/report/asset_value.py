"""The values of an asset in their three states, as JSON can hold them, with nothing secret in them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from groundrules.domain.asset import Asset
from groundrules.domain.evaluation import ContinuousRun, Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import Setting, UnknownType
from groundrules.domain.vector_store import VectorStore
from groundrules.report.document import Place, ValueRecord
from groundrules.report.layers import short_place
from groundrules.report.redaction import MASK, mask_value

_MOST_CHARACTERS = 1_000
_OWN_FIELDS = frozenset(field.name for field in dataclasses.fields(Asset))
_BETWEEN_STAGES = frozenset(
    {
        "generates_text", "has_own_temperature", "mentions", "is_first_on_data", "is_joined_by_name", "parse_is_shared",
        "prompt_came_first", "repeats_api", "repeats_json_prompt", "repeats_parse", "retirement_is_certain",
    }
)  # fmt: skip
"""Fields by which stages speak to each other: how assets were joined, and which of them a rule tells of."""
_SECRET_NAME = re.compile(r"(?i)(?:^|_|-)(?:api_?key|secret(?:_key)?|passw(?:or)?d|(?:access_?)?token|authorization)$")


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
    """A value as JSON can hold it: secrets and personal data masked, long text cut, what is no plain value named by
    its type.
    """
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            cut = value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]}…"
            return mask_value(cut)
        case UnknownType(reason=reason):
            return f"unknown: {reason}"
        case dict():
            return {str(key): _named(str(key), item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case Location():
            return value.place
        case _:
            return f"<{type(value).__name__}>"


def values_of(asset: Asset) -> dict[str, ValueRecord]:
    """Values by name, in order of name: those of the catalogue, the fields of the kind, and what else is known."""
    found = {name: _of_setting(name, setting) for name, setting in asset.values.items()}
    for name, value in own_fields(asset):
        record = None if name in _BETWEEN_STAGES else _of_field(name, value)
        if record is not None and (record.state != "unset" or name not in found):
            found[name] = record
    found.update((name, ValueRecord("set", plain(value))) for name, value in _told(asset) if value)
    return dict(sorted(found.items(), key=lambda pair: pair[0]))


def own_fields(asset: Asset) -> Iterator[tuple[str, Any]]:
    """The fields that the kind of asset adds, with their values."""
    for field in dataclasses.fields(asset):
        if field.name not in _OWN_FIELDS:
            yield field.name, getattr(asset, field.name)
    if isinstance(asset, Dataset):
        yield "records", asset.records


def _named(name: str, value: Any) -> Any:
    """A value under its name: whatever goes by the name of a secret is one, unless it is a number or a choice."""
    if isinstance(value, str) and value and _SECRET_NAME.search(name):
        return MASK * 8
    return plain(value)


def _of_field(name: str, value: Any) -> ValueRecord | None:
    if isinstance(value, Setting):
        return _of_setting(name, value)
    if isinstance(value, UnknownType):
        return ValueRecord("unknown", reason=value.reason)
    return ValueRecord("set", _named(name, value)) if _is_plain(value) else None


def _of_setting(name: str, setting: Setting) -> ValueRecord:
    location = place_of(setting.location) if setting.location else None
    source = setting.source if setting.state == "set" else ""
    return ValueRecord(setting.state, _named(name, setting.value), setting.reason, source, location)


def _is_plain(value: Any) -> bool:
    """Booleans and numbers, and text and lists of text that say something."""
    if isinstance(value, (bool, int, float)):
        return True
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and value != ""


def _told(asset: Asset) -> Iterator[tuple[str, Any]]:
    """What is known of an asset and stands in no field of plain data, under names of its own."""
    match asset:
        case Dataset():
            profile = asset.profile if asset.is_read else None
            yield "format", profile.format if profile else ""
            yield "task", profile.task if profile else ""
            yield "built_from", [_signed(one.kind, one.detail, one.location) for one in asset.sources]
            yield "built_at", short_place(asset.builder) if asset.builder else ""
        case VectorStore():
            yield "refreshed_by", [_signed(one.kind, one.detail, one.location) for one in asset.refreshed_by]
        case ModelCall():
            yield "model_facts", _facts(asset.model_facts)
            yield "parsed_by_hand", [_signed(one.method, "", one.location) for one in asset.parses]
        case FineTuneJob():
            yield "base_model_facts", _facts(asset.base)
        case Evaluation():
            runs = {(run.location.path, run.triggers, run.guards): run for run in reversed(asset.runs)}
            yield "run_by", [_run_words(run) for _, run in sorted(runs.items())]


def _facts(facts: msgspec.Struct | None) -> dict[str, Any]:
    """Dated facts of the catalogue, those that say something."""
    told: dict[str, Any] = msgspec.to_builtins(facts) if facts is not None else {}
    return {name: value for name, value in told.items() if value not in (None, "", (), [])}


def _run_words(run: ContinuousRun) -> str:
    return _signed(", ".join(run.triggers), "guards changes" if run.guards else "", run.location)


def _signed(what: str, detail: str, location: Location) -> str:
    """`documents (policies/) at data/build.py:7`."""
    return f"{what}{f' ({detail})' if detail else ''} at {short_place(location)}"
