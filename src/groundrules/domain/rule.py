"""A rule as its file states it."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

Severity = OneOf["error", "warning", "note"]
Persona = OneOf["regular", "pedantic", "auditor"]
ConfidenceName = OneOf["high", "medium", "low"]
FixKind = OneOf["none", "safe", "unsafe"]
Family = OneOf["fine-tuning", "datasets", "retrieval", "prompting", "model-calls", "evaluation"]

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
PERSONAS: tuple[Persona, ...] = ("regular", "pedantic", "auditor")
CONFIDENCES: tuple[ConfidenceName, ...] = ("low", "medium", "high")

JUDGED = {
    "fine_tune_job": "job",
    "dataset": "dataset",
    "vector_store": "store",
    "retrieval_step": "step",
    "retrieval_pipeline": "pipeline",
    "embedding": "embedding",
    "model_call": "call",
    "prompt": "prompt",
    "evaluation": "evaluation",
    "project": "project",
}
"""What a rule can judge, and the name its condition calls it by. `project` can always be named."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. Keys stand in this order in its file.

    `when` is the condition that makes it speak; `at` the expression of the place; `severity_when` and
    `confidence_when` map a level to a condition that overrides the plain one (first that holds, in order);
    `related` maps an expression of a place (or a list of places) to its message; `evidence` a name to an expression.
    Three fields are filled in by the loader and never written: `family` (its folder), `path` (its file) and `lines`
    (the line of each key, `related` and `evidence` entries as `related.<key>`), so that every mistake has its place.
    """

    id: str
    title: str
    severity: Severity
    severity_when: dict[Severity, str] = {}
    persona: Persona
    persona_when: dict[Persona, str] = {}
    since: str
    guidance: tuple[str, ...]
    judges: str
    when: str
    at: str
    label: str = ""
    related: dict[str, str] = {}
    message: str
    evidence: dict[str, str] = {}
    confidence: str = "high"
    confidence_when: dict[ConfidenceName, str] = {}
    group: OneOf["", "project"] = ""
    why: str
    instead: str
    fix: FixKind = "none"
    silent_when: tuple[str, ...] = ()
    known_misses: tuple[str, ...] = ()
    references: tuple[str, ...]
    family: Family | None = None
    path: str = ""
    lines: dict[str, int] = {}
