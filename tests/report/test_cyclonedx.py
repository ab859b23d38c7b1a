"""The CycloneDX document is valid by the official schema, names every model and dataset, and joins them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.outcome import Coverage, Outcome
from groundrules.domain.project import Project
from groundrules.domain.unknown import UNSET, known, unknown
from groundrules.domain.vector_store import Embedding
from groundrules.report.inventory import render_inventory
from groundrules.report.inventory.document import Inventory, inventory_of
from groundrules.report.inventory.wish import Wish

SCHEMAS = Path(__file__).parent / "schemas" / "cyclonedx"
HOSTILE = "evil\u202e\x1b[31m\nname"


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    texts = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    schema = texts["bom-1.6.SNAPSHOT.schema.json"]
    base = schema["$id"].rpartition("/")[0]
    resources = [(f"{base}/{name}", Resource.from_contents(text)) for name, text in texts.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft7Validator(schema, registry=registry)


@pytest.fixture
def inventory(outcome: Outcome) -> Inventory:
    return inventory_of(outcome)


def document_of(inventory: Inventory, wish: Wish | None = None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_inventory(inventory, "cyclonedx", wish or Wish()))
    return document


def component(document: dict[str, Any], ref: str) -> dict[str, Any]:
    (found,) = [one for one in document["components"] if one["bom-ref"] == ref]
    return dict(found)


def needs(document: dict[str, Any], ref: str) -> list[str]:
    (found,) = [one for one in document["dependencies"] if one["ref"] == ref]
    return list(found.get("dependsOn", []))


def properties(component: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in component["properties"]}


def with_project(outcome: Outcome, **assets: Any) -> Inventory:
    outcome.projects = [Project(path=".", name="top", location=Location("."), **assets)]
    return inventory_of(outcome)


def call(line: int, **fields: Any) -> ModelCall:
    return ModelCall(
        id=f"call:{line}", kind="model_call", product="OpenAI", product_id="openai", location=Location("a.py", line),
        **fields,
    )  # fmt: skip


def test_document_is_valid(inventory: Inventory, validator: Draft7Validator) -> None:
    document = document_of(inventory, Wish(timestamp=datetime.datetime(2026, 12, 1, tzinfo=datetime.timezone.utc)))
    validator.validate(document)
    assert document["metadata"]["timestamp"] == "2026-12-01T00:00:00+00:00"


def test_the_schema_refuses_what_is_wrong(inventory: Inventory, validator: Draft7Validator) -> None:
    document = document_of(inventory)
    document["components"][0]["type"] = "prompt"
    assert not validator.is_valid(document)


def test_an_empty_tree_is_valid(outcome: Outcome, validator: Draft7Validator) -> None:
    outcome.projects, outcome.coverage = [], Coverage(files_read=3)
    document = document_of(inventory_of(outcome))
    validator.validate(document)
    assert document["components"] == []
    assert document["dependencies"] == [{"ref": "project:."}]
    assert document["compositions"][0]["aggregate"] == "unknown"


def test_what_was_not_read_makes_it_incomplete(inventory: Inventory) -> None:
    assert document_of(inventory)["compositions"] == [{"aggregate": "incomplete", "assemblies": ["project:."]}]


def test_references_are_unique_and_lead_to_components(inventory: Inventory) -> None:
    document = document_of(inventory)
    refs = [document["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in document["components"])]
    assert len(refs) == len(set(refs))
    assert sorted(refs) == sorted(one["ref"] for one in document["dependencies"])
    assert {ref for one in document["dependencies"] for ref in one.get("dependsOn", [])} <= set(refs)


def test_a_job_is_a_model_made_from_another_with_its_data(inventory: Inventory) -> None:
    document = document_of(inventory)
    tuned = component(document, "job:faq")
    assert tuned["type"] == "machine-learning-model"
    assert tuned["pedigree"]["ancestors"] == [{"type": "machine-learning-model", "name": "gpt-4o-mini-2024-07-18"}]
    assert tuned["modelCard"]["modelParameters"]["datasets"] == [{"ref": "dataset:faq"}]
    assert needs(document, "job:faq") == ["dataset:faq", "model:named:gpt-4o-mini-2024-07-18"]


def test_a_dataset_says_where_it_is_and_what_it_holds(inventory: Inventory) -> None:
    found = component(document_of(inventory), "dataset:faq")
    assert found["data"] == [
        {
            "type": "dataset", "name": "data/faq.jsonl", "contents": {"url": "data/faq.jsonl"},
            "classification": "unknown",
        }
    ]  # fmt: skip
    assert found["description"] == "training data, 899 records"
    assert properties(found)["groundrules:built_from"] == "documents (policies/) at data/build.py:7"


def test_stores_need_their_embeddings_and_prompts_their_models(inventory: Inventory) -> None:
    document = document_of(inventory)
    assert needs(document, "store:docs") == ["model:named:text-embedding-3-small"]
    assert needs(document, "prompt:answer") == ["model:named:gpt-4o-mini"]
    assert "model:named:gpt-4o-mini" in needs(document, "project:support")
    assert needs(document, "project:.") == ["project:support"]
    assert component(document, "model:named:text-embedding-3-small")["modelCard"] == {
        "modelParameters": {"task": "embedding"}
    }


def test_a_model_is_told_once_with_all_its_places(outcome: Outcome) -> None:
    calls = [call(9, model=known("gpt-4o"), temperature=known(0.2)), call(2, model=known("gpt-4o"))]
    found = component(document_of(with_project(outcome, model_calls=calls)), "model:named:gpt-4o")
    places = [(one["location"], one["line"]) for one in found["evidence"]["occurrences"]]
    assert places == [("a.py", 2), ("a.py", 9)]
    assert "temperature 0.2; not set: max output tokens" in found["evidence"]["occurrences"][1]["additionalContext"]


def test_models_without_a_name_are_told_by_product_and_reason(outcome: Outcome) -> None:
    calls = [call(1, model=unknown("set at run time")), call(2, model=unknown("a parameter")), call(3, model=UNSET)]
    document = document_of(with_project(outcome, model_calls=calls))
    lost = component(document, "model:unknown:OpenAI")
    assert lost["name"] == "unknown model of OpenAI"
    assert properties(lost)["groundrules:unknown"] == "a parameter, set at run time"
    assert component(document, "model:default:OpenAI")["name"] == "default model of OpenAI"


def test_a_call_of_a_tuned_model_needs_the_job_that_makes_it(outcome: Outcome) -> None:
    served = call(1, model=known("ft:gpt-4o:acme"))
    job = FineTuneJob(
        id="job:1", kind="fine_tune_job", product="OpenAI", product_id="openai", location=Location("t.py"),
        base_model=known("gpt-4o"), method=known("sft"), output_name=known("acme"), serving_calls=[served],
    )  # fmt: skip
    document = document_of(with_project(outcome, jobs=[job], model_calls=[served]))
    assert needs(document, "model:named:ft:gpt-4o:acme") == ["job:1"]
    assert component(document, "job:1")["name"] == "acme"
    assert component(document, "job:1")["modelCard"]["modelParameters"]["approach"] == {"type": "supervised"}


def test_control_characters_are_visible_and_secrets_masked(outcome: Outcome, validator: Draft7Validator) -> None:
    key = "sk-" + "a1" * 12
    embedding = Embedding(
        id=f"embedding:{HOSTILE}", kind="embedding", product=HOSTILE, product_id="x", location=Location(HOSTILE, 3),
        model=known(HOSTILE), dimension=known("\udcff"), values={"api_key": known(key)},
    )  # fmt: skip
    inventory = with_project(outcome, embeddings=[embedding], model_calls=[call(1, model=known(key))])
    text = render_inventory(inventory, "cyclonedx", Wish())
    validator.validate(json.loads(text))
    assert "evil<U+202E>␛[31m␊name" in text
    assert not {"\u202e", "\x1b", "\\u001b", "\\u202e"} & set(text)
    assert key not in text


def test_the_same_content_has_the_same_serial_number(inventory: Inventory) -> None:
    dated = Wish(timestamp=datetime.datetime(2026, 12, 1, tzinfo=datetime.timezone.utc))
    first, second = document_of(inventory), document_of(inventory, dated)
    assert first == document_of(inventory)
    assert "timestamp" not in first["metadata"]
    assert first["serialNumber"] == second["serialNumber"]
    fewer = msgspec.structs.replace(inventory, assets=inventory.assets[:-1])
    assert document_of(fewer)["serialNumber"] != first["serialNumber"]
