"""JSON Schemas of the declarative files, for editors and for rule authors, made from the structs themselves."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from groundrules.domain.catalogue import CatalogueEntry, Guidance
from groundrules.domain.rule import JUDGED, Rule
from groundrules.knowledge.rule import ADDRESS, FILLED_IN, ID

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RULE_KEYS = {
    "id": "The name of the file, the tag in the output, the word in ignore[...].",
    "title": "What is wrong, in one line, without a full stop.",
    "severity": "error: wrong answers, leaks, a wasted fine-tune. warning: likely costs quality. note: worth knowing.",
    "persona": "regular: few false alarms. pedantic: good practice. auditor: everything, unproven too.",
    "since": "The version that first had the rule.",
    "guidance": "Ids of statements in guidance.yaml, at least one.",
    "judges": "The kind of entity that the condition is about.",
    "when": "The condition that makes the rule speak.",
    "at": "An expression of the place; the entity's own place where it gives none.",
    "message": "What is seen, what was expected. {expression} and {expression|percent}, |count, |list are filled in.",
    "why": "Why it matters.",
    "instead": "The way out.",
    "references": "Addresses to read, at least one.",
    "severity_when": "Conditions of another severity; the first that holds counts.",
    "persona_when": "Conditions of another persona; the first that holds counts.",
    "label": "What stands beside the place.",
    "related": "Expressions of further places (or lists of them), each with its message.",
    "evidence": "Named expressions.",
    "confidence": "high, medium or low, or an expression that gives one of them.",
    "confidence_when": "Conditions of another confidence; the first that holds counts.",
    "fix": "Whether there is a fix, and whether it keeps the meaning.",
    "group": "project: one finding a project, with its places.",
    "silent_when": "When the rule stays silent.",
    "known_misses": "What the rule is known to miss.",
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the name of the schema's file."""
    return {
        "rule.schema.json": _rule_schema(),
        "catalogue.schema.json": _schema("A file of the catalogue", list[CatalogueEntry]),
        "guidance.schema.json": _schema("The guidance", Guidance),
    }


def write_schemas(folder: Path) -> None:
    """Write the schemas into a folder, as they are shipped."""
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False)
        (folder / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _schema(title: str, kind: object) -> dict[str, Any]:
    schema: dict[str, Any] = {"$schema": _DIALECT, "title": title, **msgspec.json.schema(kind)}
    for definition in schema["$defs"].values():
        # A docstring keeps its indentation up to Python 3.12 and loses it from 3.13 on.
        definition["description"] = inspect.cleandoc(definition["description"])
    return schema


def _rule_schema() -> dict[str, Any]:
    schema = _schema("A rule", Rule)
    keys: dict[str, Any] = schema["$defs"]["Rule"]["properties"]
    for name in FILLED_IN:
        del keys[name]
    for name, description in _RULE_KEYS.items():
        keys[name]["description"] = description
    keys["id"]["pattern"] = f"^{ID.pattern}$"
    keys["judges"]["enum"] = list(JUDGED)
    keys["guidance"]["minItems"] = 1
    keys["references"]["minItems"] = 1
    keys["references"]["items"]["pattern"] = f"^{ADDRESS.pattern}$"
    return schema
