from __future__ import annotations

import json
from pathlib import Path

import pytest

from groundrules.domain.catalogue import ModelFacts
from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge import load_catalogue, rules_root
from tests.knowledge.pack import write

ENTRY = """\
- id: acme-jobs
  kind: fine_tune_job
  product: Acme
  python:
    - name: acme.Client.jobs.create
      args: &job {model: base_model, "0": training_data}
    - {name: acme.AsyncClient.jobs.create, args: *job}
  facts: {family: hosted, default_epochs: 3}
  service: {service: Acme, source: "https://example.com", as_of: 2026-11-01}
"""
MODELS = {"as_of": "2026-10-01", "source": "https://example.com", "models": [{"name": "m-1", "tunable": True}]}


def test_entries_and_models_by_name(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {"catalog/acme.yaml": ENTRY, "catalog/models.json": json.dumps(MODELS)})
    catalogue = load_catalogue(root)
    assert catalogue.entries["acme-jobs"].python[1].args == {"model": "base_model", "0": "training_data"}
    assert catalogue.models == {"m-1": ModelFacts("m-1", tunable=True)}
    assert (catalogue.as_of, catalogue.models_as_of) == ("2026-11-01", "2026-10-01")


def test_the_shipped_catalogue_is_read() -> None:
    entries = load_catalogue(rules_root()).entries
    assert entries
    assert all(name == entry.id for name, entry in entries.items())


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"catalog/acme.yaml": ENTRY + ENTRY}, ("rules/catalog/acme.yaml", 10), "twice"),
        (
            {"catalog/acme.yaml": ENTRY.replace("kind: fine_tune_job", "kind: fine_tune")},
            ("rules/catalog/acme.yaml", 2),
            "did you mean 'fine_tune_job'",
        ),
        (
            {"catalog/acme.yaml": ENTRY.replace("{name: acme.Async", "{nam: acme.Async")},
            ("rules/catalog/acme.yaml", 7),
            "did you mean 'name'",
        ),
        (
            {"catalog/acme.yaml": ENTRY.replace("as_of: 2026-11-01", "asof: 2026-11-01")},
            ("rules/catalog/acme.yaml", 9),
            "did you mean 'as_of'",
        ),
        ({"catalog/acme.yaml": "id: x\n"}, ("rules/catalog/acme.yaml", 1), "expected `array`"),
        ({"catalog/models.json": "{"}, ("rules/catalog/models.json", 1), "Input data was truncated"),
        (
            {"catalog/models.json": json.dumps({**MODELS, "models": [{"name": "m"}, {"name": "m"}]})},
            ("rules/catalog/models.json", 1),
            "the model 'm' is there twice",
        ),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, files: dict[str, str], place: tuple[str, int], words: str) -> None:
    with pytest.raises(GroundrulesError) as caught:
        load_catalogue(write(tmp_path / "rules", files))
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == place
