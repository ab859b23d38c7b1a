"""Small trees, read and linked as a run does it, without judging them."""

from __future__ import annotations

import datetime
import textwrap
from functools import lru_cache
from pathlib import Path

from groundrules.discover import discover
from groundrules.domain.catalogue import Catalogue
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.project import Project
from groundrules.domain.vector_store import VectorStore
from groundrules.knowledge import load_catalogue, rules_root
from groundrules.link import link
from groundrules.pipeline.reading import read_tree

TODAY = datetime.date(2026, 11, 25)
ASK = """
from openai import OpenAI


def ask(prompt):
    messages = [{"role": "user", "content": prompt}]
    response = OpenAI().chat.completions.create(model="gpt-4.1-2025-04-14", messages=messages)
    return response.choices[0].message.content
"""
"""A module whose one function asks a model and gives its text back."""


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that is shipped, read once."""
    return load_catalogue(rules_root())


def projects(folder: Path, tree: dict[str, str]) -> list[Project]:
    """The projects of a tree that is written into a folder; texts may be indented."""
    for path, text in tree.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")
    found = discover(folder)
    reader, facts = read_tree(found, catalogue())
    return link(found, facts, reader.facts, catalogue(), TODAY)


def project(folder: Path, tree: dict[str, str]) -> Project:
    """The only project of a tree."""
    (found,) = projects(folder, tree)
    return found


def calls(folder: Path, tree: dict[str, str]) -> list[ModelCall]:
    """The model calls of a tree, in order of place."""
    return [call for item in projects(folder, tree) for call in item.model_calls]


def call(folder: Path, tree: dict[str, str]) -> ModelCall:
    """The only model call of a tree."""
    (found,) = calls(folder, tree)
    return found


def prompts(folder: Path, tree: dict[str, str]) -> list[Prompt]:
    """The prompts of a tree."""
    return [prompt for item in projects(folder, tree) for prompt in item.prompts]


def stores(folder: Path, tree: dict[str, str]) -> list[VectorStore]:
    """The vector stores of a tree, in order of place."""
    return [store for item in projects(folder, tree) for store in item.vector_stores]


def store(folder: Path, tree: dict[str, str]) -> VectorStore:
    """The only vector store of a tree."""
    (found,) = stores(folder, tree)
    return found


def evaluations(folder: Path, tree: dict[str, str]) -> list[Evaluation]:
    """The evaluations of a tree, each once."""
    found = {item.id: item for project in projects(folder, tree) for item in project.evaluations}
    return list(found.values())
