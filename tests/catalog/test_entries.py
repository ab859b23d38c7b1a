"""Every entry is seen in its own examples, and not in what only looks like it: read and linked as any tree is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from groundrules.discover import discover
from groundrules.domain.catalogue import Catalogue, CatalogueEntry, Example
from groundrules.domain.facts import FileFacts
from groundrules.knowledge import load_catalogue, rules_root
from groundrules.link import sightings
from groundrules.link.evidence import Evidence
from groundrules.link.product.configuration import ConfigSigns
from groundrules.link.product.signs import ON_DEMAND
from groundrules.pipeline.reading import read_tree

CODE = (".py", ".ts", ".js", ".mjs", ".sh")


@cache
def catalogue() -> Catalogue:
    return load_catalogue(rules_root())


def cases(look_alikes: bool) -> list[ParameterSet]:
    return [
        pytest.param(entry, example, id=f"{entry.id}-{number}")
        for entry in catalogue().entries.values()
        for number, example in enumerate(entry.look_alikes if look_alikes else entry.examples)
    ]


def seen(example: Example, folder: Path, is_told_apart: bool = False) -> set[str]:
    """The ids of the entries that are seen in a tree of this one file.

    What is told apart only is no reason to read a file: it is read here as though something else had been.
    """
    path = folder / example.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.text, encoding="utf-8")
    tree = discover(folder)
    reader, facts = read_tree(tree, catalogue())
    if is_told_apart and not facts and example.file.endswith(CODE):
        facts = [item] if isinstance(item := reader.facts(example.file), FileFacts) else []
    evidence = sightings(tree, facts, reader.facts, catalogue())
    found = {item.entry.id for kind in evidence.by_kind.values() for item in kind}
    found.update(entry.id for entry in ConfigSigns(catalogue()).of_path(example.file))
    found.update(seen_on_demand(evidence, example.file))
    return found


def seen_on_demand(evidence: Evidence, path: str) -> set[str]:
    """The ids of the entries that are looked for in chosen files only."""
    file = evidence.sources.file(path)
    numbers = range(len(file.facts.calls)) if file is not None else ()
    found = (item for number in numbers if file is not None for item in evidence.reader.of_call(file, number))
    return {item.entry.id for item in found if item.entry.kind in ON_DEMAND}


@pytest.mark.parametrize(("entry", "example"), cases(look_alikes=False))
def test_an_example_is_recognised(entry: CatalogueEntry, example: Example, tmp_path: Path) -> None:
    assert entry.id in seen(example, tmp_path, is_told_apart=entry.kind == "look_alike")


@pytest.mark.parametrize(("entry", "example"), cases(look_alikes=True))
def test_a_look_alike_is_not(entry: CatalogueEntry, example: Example, tmp_path: Path) -> None:
    assert entry.id not in seen(example, tmp_path, is_told_apart=entry.kind == "look_alike")


def test_every_entry_has_both() -> None:
    assert not [entry.id for entry in catalogue().entries.values() if not (entry.examples and entry.look_alikes)]
