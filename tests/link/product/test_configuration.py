"""Configuration by the keys that prove it, files by their names, actions of CI."""

from __future__ import annotations

import pytest

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, ConfigSign
from groundrules.domain.source import FileKind, SourceFile
from groundrules.domain.value import Literal
from groundrules.extract.reader import facts_of
from groundrules.link.product.configuration import ConfigSigns, at_key, path_matches
from groundrules.link.product.sighting import Sighting

TUNE = ConfigSign(
    ("**/*.yaml", "**/*.yml"),
    proves=("base", "train.steps"),
    any_of=("adapter", "rank"),
    excludes=("services",),
    keys={"base": "base_model", "train.steps": "max_steps", "data[].path": "training_data"},
)
REGISTRY = ConfigSign(("**/dataset_info.json",), any_of=("*.file_name",), keys={"*.file_name": "data_files"})
CATALOGUE = Catalogue(
    {
        "tune": CatalogueEntry("tune", "fine_tune_job", "Tune", config=(TUNE,), actions=("acme/tune-action*",)),
        "registry": CatalogueEntry("registry", "dataset_loader", "R", config=(REGISTRY,), files=("**/*.faiss",)),
    },
    {},
    "2026-11-25",
)
SIGNS = ConfigSigns(CATALOGUE)
GOOD = "base: m\ntrain:\n  steps: 10\nrank: 8\ndata:\n  - path: a.jsonl\n  - path: b.jsonl\n"


def sightings(text: str, path: str = "conf/tune.yaml", kind: FileKind = "yaml") -> list[Sighting]:
    return list(SIGNS.of_file(facts_of(text.encode(), SourceFile(path, kind, "product", len(text)))))


def test_a_configuration_is_seen_where_its_proof_stands() -> None:
    (sighting,) = sightings("# words\n" + GOOD)
    assert (sighting.entry.id, sighting.location.line) == ("tune", 2)


@pytest.mark.parametrize(
    "text",
    [
        "base: m\ntrain:\n  steps: 10\n",
        "base: m\nrank: 8\n",
        "base: m\ntrain: 10\nrank: 8\n",
        GOOD + "services: {}\n",
        "- base: m\n",
        "",
    ],
)
def test_what_proves_too_little_is_not(text: str) -> None:
    assert sightings(text) == []


def test_another_file_is_not() -> None:
    assert sightings(GOOD, "conf/tune.toml") == []


def test_one_document_of_several() -> None:
    assert len(sightings("other: 1\n---\n" + GOOD)) == 1


def test_what_keys_carry() -> None:
    (sighting,) = sightings(GOOD)
    assert {name: len(getattr(found.value, "values", (0,))) for name, found in sighting.carried.items()} == {
        "base_model": 1,
        "max_steps": 1,
        "training_data": 2,
    }


def test_a_key_under_any_name() -> None:
    (sighting,) = sightings('{"mine": {"file_name": "a.json"}}', "data/dataset_info.json", "json")
    value = sighting.carried["data_files"].value
    assert isinstance(value, Literal)
    assert value.value == "a.json"
    assert at_key(value, "a.b") == []


def test_actions_of_a_workflow() -> None:
    text = "on: push\njobs:\n  a:\n    steps:\n      - uses: acme/tune-action@v1\n      - uses: actions/checkout@v4\n"
    found = sightings(text, ".github/workflows/ci.yml", "workflow")
    assert [(item.entry.id, item.name, item.location.line) for item in found] == [("tune", "acme/tune-action@v1", 5)]


def test_files_by_their_names() -> None:
    assert [entry.id for entry in SIGNS.of_path("data/store.faiss")] == ["registry"]
    assert list(SIGNS.of_path("data/store.txt")) == []


MATCHES = [
    ("a.yaml", "**/*.yaml", True),
    ("x/y/a.yaml", "**/*.yaml", True),
    ("a.yml", "**/*.yaml", False),
    ("evals/registry/x.yaml", "**/evals/registry/**/*.yaml", True),
    ("evals/registry/a/x.yaml", "**/evals/registry/**/*.yaml", True),
    ("promptfooconfig.dev.yaml", "**/promptfooconfig.*", True),
    ("dataset_info.json", "**/dataset_info.json", True),
    ("my_dataset_info.json", "**/dataset_info.json", False),
    ("a1.txt", "a[0-9].txt", True),
]


@pytest.mark.parametrize(("path", "glob", "matches"), MATCHES)
def test_globs(path: str, glob: str, matches: bool) -> None:
    assert path_matches(path, glob) is matches


def test_a_text_without_the_keys_need_not_be_parsed() -> None:
    assert SIGNS.may_match("conf/tune.yaml", GOOD.encode())
    assert not SIGNS.may_match("conf/tune.yaml", b"base: m\nsteps: 10\n")
    assert not SIGNS.may_match("conf/tune.toml", GOOD.encode())
    assert SIGNS.may_match("data/dataset_info.json", b'{"x": {"file_name": "a"}}')
    assert SIGNS.may_match("data/store.faiss", b"")
