"""A tree of a few files, written as text, and what following a value in it gives."""

from __future__ import annotations

import json

from groundrules.domain.catalogue import CallSign, Catalogue, CatalogueEntry
from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind, SourceFile, Tree
from groundrules.extract.reader import facts_of
from groundrules.link.evidence import Evidence, gather
from groundrules.link.value.answer import Answer, Definition, Found, Missing, Symbol
from groundrules.link.value.sources import Sources

CATALOGUE = Catalogue(
    {
        "a-model": CatalogueEntry(
            "a-model",
            "model_call",
            "A",
            python=(
                CallSign("llm.Client.ask", {"model": "model", "0": "prompt", "more.limit": "max_output_tokens"}),
                CallSign("llm.open", gives="llm.Client", fixed={"stream": True}),
            ),
        )
    },
    {},
    "2026-11-25",
)

KINDS: dict[str, FileKind] = {
    "env": "env", "ipynb": "notebook", "yaml": "yaml", "toml": "toml", "json": "json", "ini": "other",
}  # fmt: skip


def kind_of(path: str) -> FileKind:
    """What the files of these tests are read as."""
    return KINDS.get(path.rpartition(".")[2], "python")


def evidence_of(files: dict[str, str], catalogue: Catalogue = CATALOGUE) -> Evidence:
    """Everything seen in a tree of these files."""
    listed = [SourceFile(path, kind_of(path), "product", len(text)) for path, text in sorted(files.items())]
    facts = [facts_of(files[file.path].encode(), file) for file in listed]
    by_path: dict[str, FileFacts] = {item.path: item for item in facts}
    return gather(catalogue, Sources(Tree("/tree", listed), facts, by_path.get), facts)


def shown(files: dict[str, str], path: str = "a.py") -> list[object]:
    """What the first argument of the first `show(...)` in a file may be, each answer in a word."""
    evidence = evidence_of(files)
    file = evidence.sources.files[path]
    call = file.facts.calls[file.calls_by_tail["show"][0]]
    return [word(answer) for answer in evidence.resolver.follow(Found(file, call.arguments[0]))]


def word(answer: Answer) -> object:
    """A literal's value, `name:` of a foreign name, `def:` of a definition, `?` and the reason of what is missing."""
    match answer:
        case Symbol(name=name):
            return f"name:{name}"
        case Definition(file=file, scope=scope):
            return f"def:{file.scope(scope).name}"
        case Missing(reason=reason):
            return f"?{reason}"
        case Found(value=value):
            return getattr(value, "value", type(value).__name__)


def notebook(*cells: str) -> str:
    """A notebook of cells of code."""
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells], "nbformat": 4})
