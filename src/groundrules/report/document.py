"""The shape of the `json` report, version `groundrules/1`: what a program may rely on.

Within a version, fields are added and never renamed or removed. Lines and columns count from 1; paths are POSIX and
relative to the audited root.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from groundrules.domain.rule import ConfidenceName, Family, Persona, Severity
from groundrules.domain.unknown import State
from groundrules.report.dataset_card import DatasetCard
from groundrules.report.layers import Layer
from groundrules.report.needs import Need
from groundrules.report.verdict.concern import Concern
from groundrules.report.verdict.judgement import Judgement

SCHEMA = "groundrules/1"


class Place(msgspec.Struct, frozen=True):
    """Where something stands. In a notebook `line` counts in the cell, `file_line` in the file where it is known."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None
    file_line: int | None = None


class RelatedPlace(msgspec.Struct, frozen=True):
    """Another place of a finding, and what is said of it."""

    location: Place
    message: str


class Silencer(msgspec.Struct, frozen=True):
    """What suppressed a finding, and why. `until` is an ISO date or empty."""

    kind: str
    reason: str
    until: str
    location: Place | None = None


class FindingRecord(msgspec.Struct, frozen=True):
    """One finding. `suppressed` is null where it counts; `fingerprint` is stable under moved lines."""

    rule: str
    family: Family
    severity: Severity
    confidence: ConfidenceName
    persona: Persona
    title: str
    message: str
    instead: str
    guidance: tuple[str, ...]
    project: str
    location: Place
    label: str
    related: tuple[RelatedPlace, ...]
    evidence: dict[str, Any]
    fingerprint: str
    suppressed: Silencer | None
    fix: str


class ValueRecord(msgspec.Struct, frozen=True):
    """A value of an asset: set (with the value), unset, or unknown (with the reason). Keys are masked."""

    state: State
    value: Any = None
    reason: str = ""
    source: str = ""
    location: Place | None = None


class LinkRecord(msgspec.Struct, frozen=True):
    """A join of one asset to another, named by its role: `dataset`, `query_embedding`, `evaluations`."""

    role: str
    to: str


class AssetRecord(msgspec.Struct, frozen=True):
    """One thing that was found. `file_role` tells product code from tests, examples, documentation and the like."""

    id: str
    kind: str
    product: str
    provider: str
    project: str
    file_role: str
    location: Place
    values: dict[str, ValueRecord]
    links: tuple[LinkRecord, ...]


class ProjectRecord(msgspec.Struct, frozen=True):
    """One project of the tree, and the verdict on it: layers, needs, production concerns, fine-tunes."""

    path: str
    name: str
    kind: str
    is_served: bool
    unreadable_languages: tuple[str, ...]
    layers: tuple[Layer, ...]
    needs: tuple[Need, ...]
    concerns: tuple[Concern, ...] = ()
    fine_tunes: tuple[Judgement, ...] = ()


class SkippedRecord(msgspec.Struct, frozen=True):
    """A file that was not read, or not wholly."""

    path: str
    reason: str
    detail: str
    line: int | None


class LeftOutRecord(msgspec.Struct, frozen=True):
    """A folder of other people's code, with the marker that shows it. `files` is 0 where they were not counted."""

    path: str
    marker: str
    files: int


class AssetCountRecord(msgspec.Struct, frozen=True):
    """How many assets of a kind were found, how many of them are resolved, and why the others are unknown."""

    kind: str
    found: int
    resolved: int
    unknown: int
    unknown_reasons: dict[str, int]


class CoverageRecord(msgspec.Struct, frozen=True):
    """What was read and what was not. `undecided` counts conditions that met an unknown value, by rule."""

    line: str
    files_read: int
    files_with_llm_code: int
    skipped: tuple[SkippedRecord, ...]
    left_out: tuple[LeftOutRecord, ...]
    assets: tuple[AssetCountRecord, ...]
    undecided: dict[str, int]
    not_covered: tuple[str, ...]
    catalogue_date: str
    models_date: str
    guidance_date: str
    seconds: dict[str, float]


class UnusedRecord(msgspec.Struct, frozen=True):
    """A suppression that silenced nothing or has expired."""

    location: Place
    rules: tuple[str, ...]
    problem: str


class Summary(msgspec.Struct, frozen=True):
    """Counts of what was found; suppressed findings are counted apart, hidden ones by the persona that shows them."""

    verdict: str
    errors: int
    warnings: int
    notes: int
    suppressed: int
    hidden: dict[str, int]


class Report(msgspec.Struct, frozen=True):
    """The report of one run.

    `findings` holds suppressed ones too, after those that count; `datasets` those that were read and that a fine-tune
    job of product code trains on.
    """

    schema: Literal["groundrules/1"]
    version: str
    summary: Summary
    findings: tuple[FindingRecord, ...]
    unused_suppressions: tuple[UnusedRecord, ...]
    projects: tuple[ProjectRecord, ...]
    assets: tuple[AssetRecord, ...]
    datasets: tuple[DatasetCard, ...]
    coverage: CoverageRecord


def report_schema() -> str:
    """The JSON Schema of `Report`, as it is published."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "groundrules/1",
        "title": "report of groundrules",
    }
    schema = head | msgspec.json.schema(Report)
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
