"""Small projects, and rules about them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.rule import Rule
from groundrules.domain.settings import Settings
from groundrules.domain.vector_store import Embedding, Ingestion, VectorStore


def place(line: int = 1, path: str = "app.py", **more: Any) -> Location:
    """A place."""
    return Location(path, line, **more)


def project(**fields: Any) -> Project:
    """A project."""
    return Project(**{"path": ".", "name": "shop", "location": place(1, "pyproject.toml"), **fields})


def store(name: str = "docs", **fields: Any) -> VectorStore:
    """A vector store."""
    return VectorStore(**{**_asset("vector_store"), "name": name, **fields})


def job(**fields: Any) -> FineTuneJob:
    """A fine-tuning job."""
    return FineTuneJob(**{**_asset("fine_tune_job"), **fields})


def call(**fields: Any) -> ModelCall:
    """A model call."""
    return ModelCall(**{**_asset("model_call"), **fields})


def embedding(**fields: Any) -> Embedding:
    """An embedding."""
    return Embedding(**{**_asset("embedding"), **fields})


def ingestion(**fields: Any) -> Ingestion:
    """An ingestion."""
    return Ingestion(**{**_asset("ingestion"), **fields})


def _asset(kind: str) -> dict[str, Any]:
    return {"id": f"{kind}:1", "kind": kind, "product": "Acme", "product_id": "acme", "location": place(3)}


def rule(name: str = "some-rule", **fields: Any) -> Rule:
    """A rule, by default about every vector store."""
    plain: dict[str, Any] = {
        "id": name,
        "title": "something is wrong",
        "severity": "warning",
        "persona": "regular",
        "since": "0.1.0",
        "guidance": ("need.fresh",),
        "judges": "vector_store",
        "when": "True",
        "at": "store.location",
        "message": "'{store.name}' is wrong",
        "why": "because",
        "instead": "do it right",
        "references": ("https://example.com",),
        "family": "retrieval",
        "path": f"rules/retrieval/{name}.yaml",
    }
    return Rule(**{**plain, **fields})


def rules(*all_rules: Rule) -> dict[str, Rule]:
    """Rules by id."""
    return {each.id: each for each in all_rules}


def settings(**fields: Any) -> Settings:
    """Settings of a run on 15 November 2026."""
    return Settings(**{"root": Path(), "today": datetime.date(2026, 11, 15), **fields})
