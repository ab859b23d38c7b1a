"""The layers say what was seen, and unknown where it is not known."""

from __future__ import annotations

import dataclasses

import pytest

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import UNSET, known, unknown
from groundrules.report.layers import NOTHING_SEEN, Layer, layers_of


@pytest.fixture
def project(outcome: Outcome) -> Project:
    return outcome.projects[0]


def layer(project: Project, name: str) -> Layer:
    return next(one for one in layers_of(project) if one.name == name)


def evaluation(**changes: object) -> Evaluation:
    fields: dict[str, object] = {
        "id": "evaluation:x", "kind": "evaluation", "product": "pytest", "product_id": "pytest",
        "location": Location("tests/test_answers.py", 3), "name": "",
    }  # fmt: skip
    return Evaluation(**{**fields, **changes})  # type: ignore[arg-type]


def test_prompt_layer(project: Project) -> None:
    found = layer(project, "prompt")
    assert found.consists_of == ("1 prompt (prompt)", "1 model call (gpt-4o-mini)")
    assert found.fresh_data == "by editing the prompt; 1 of 1 filled in at run time (hours)"
    assert found.evaluated_by == "promptfooconfig.yaml (guards changes in CI)"
    assert found.setup == "low: prompts and calls, no pipeline of their own"
    assert found.cost == (
        "inference; about 7 llm tokens a prompt (estimate by characters, without what is filled in); "
        "a limit on answers is set at 0 of 1 call; 1 call in a loop"
    )


def test_prompts_that_could_not_be_resolved_are_unknown(project: Project) -> None:
    project.prompts = []
    project.model_calls[0].model = unknown("set at run time")
    found = layer(project, "prompt")
    assert found.consists_of == ("no prompt", "1 model call (unknown)")
    assert found.fresh_data.startswith("unknown: ")


def test_retrieval_layer(project: Project) -> None:
    found = layer(project, "retrieval")
    assert found.consists_of == (
        "1 vector store (docs in Chroma)", "filled at 1 place, asked at 1 place", "embedded by text-embedding-3-small",
    )  # fmt: skip
    assert found.fresh_data == "by re-indexing: schedule (.github/workflows/index.yml:4)"
    project.vector_stores[0].refreshed_by = []
    assert layer(project, "retrieval").fresh_data == "by re-indexing; nothing seen that does it"
    project.vector_stores[0].ingestions = []
    assert layer(project, "retrieval").fresh_data.startswith("unknown: ")
    assert layer(project, "retrieval").setup == "an index pipeline, which was not seen"
    assert layer(project, "retrieval").consists_of[1] == "filled at no place that was seen, asked at 1 place"


def test_embeddings_without_an_index_leave_the_retrieval_unknown(project: Project) -> None:
    project.vector_stores = []
    found = layer(project, "retrieval")
    assert (found.found, found.consists_of) == (
        False, ("unknown: text is embedded at app/index.py:3, no index was resolved",),
    )  # fmt: skip
    project.embeddings = []
    assert layer(project, "retrieval").consists_of == ("none seen",)


def test_fine_tune_layer(project: Project) -> None:
    found = layer(project, "fine-tune")
    assert found.consists_of == (
        "1 job (gpt-4o-mini-2024-07-18 by OpenAI fine-tuning)", "trained on faq.jsonl (899 records)",
    )  # fmt: skip
    assert found.fresh_data == "by retraining; data built from documents policies/ (data/build.py:7)"
    assert found.evaluated_by == NOTHING_SEEN
    project.datasets[0].profile = None
    project.datasets[0].sources = []
    found = layer(project, "fine-tune")
    assert found.consists_of[1] == "trained on faq.jsonl (records unknown: data not read)"
    assert found.fresh_data == "by retraining; what builds the data is unknown"
    project.datasets[0].builder = Location("data/build.py", 7)
    assert layer(project, "fine-tune").fresh_data == (
        "by retraining; data built by data/build.py:7, from what is unknown"
    )
    project.jobs[0].validation_dataset = project.datasets[0]
    assert layer(project, "fine-tune").consists_of[2] == "validated on faq.jsonl (records unknown: data not read)"
    project.jobs[0].dataset = None
    assert layer(project, "fine-tune").consists_of[1] == "training data unknown"


def test_documents_and_queries_embedded_by_two_models_are_told_apart(project: Project) -> None:
    store = project.vector_stores[0]
    store.query_embedding = dataclasses.replace(project.embeddings[0], model=known("text-embedding-ada-002"))
    assert layer(project, "retrieval").consists_of[2] == (
        "documents embedded by text-embedding-3-small, queries by text-embedding-ada-002"
    )


def test_evaluations_count_once_however_they_are_joined(project: Project) -> None:
    project.prompts[0].evaluations = [*project.evaluations]
    assert layer(project, "prompt").evaluated_by == "promptfooconfig.yaml (guards changes in CI)"


def test_evaluation_that_scores_nobody_knows_what_is_unknown(project: Project) -> None:
    project.evaluations = [evaluation(is_smoke_run=True)]
    assert layer(project, "retrieval").evaluated_by == (
        "unknown: what it scores cannot be told of tests/test_answers.py:3 (not in CI, smoke run)"
    )


def test_assets_of_tests_and_examples_are_counted_apart(project: Project) -> None:
    example = ModelCall(
        id="call:example", kind="model_call", product="OpenAI", product_id="openai.chat", role="example",
        location=Location("examples/a.py"), model=UNSET,
    )  # fmt: skip
    project.model_calls.append(example)
    assert layer(project, "prompt").consists_of[-1] == "1 more in evaluations, tests, examples and documents"
    project.model_calls, project.prompts = [example], []
    assert layer(project, "prompt") == Layer(
        "prompt", False, ("none seen", "1 more in evaluations, tests, examples and documents")
    )


def test_languages_that_nobody_reads_prove_nothing() -> None:
    empty = Project(path=".", name="", location=Location("."), unreadable_languages=("go",))
    for found in layers_of(empty):
        assert found.consists_of == ("none seen", "LLM code in go is not covered, so this proves nothing")


@pytest.mark.parametrize("role", ["evaluation", "test"])
def test_what_an_evaluation_asks_is_no_layer_of_the_product(role: FileRole, project: Project) -> None:
    (store,) = project.vector_stores
    (asked,) = store.retrievals
    store.retrievals = [dataclasses.replace(asked, role=role, location=Location("evals/recall.py", 4)), asked]
    assert "asked at 1 place" in layer(project, "retrieval").consists_of[1]
    project.model_calls[0].role = role
    assert layer(project, "prompt").consists_of[-1] == "1 more in evaluations, tests, examples and documents"
    store.retrievals = store.retrievals[:1]
    assert "asked at 1 place" in layer(project, "retrieval").consists_of[1]
