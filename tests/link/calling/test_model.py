"""What is known of a model by its name, and of which constructed models anything can be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.catalogue import Catalogue, ModelFacts
from groundrules.link.calling.model import base_of_fine_tune, facts_of_model
from tests.link.linked import call, calls

NAMES = (
    "wren-2", "vertex_ai/wren-2", "birds.wren-3-v1:0", "ollama/wren", "owl-1-0613", "hawk/wren-big", "openai/owl-9",
)  # fmt: skip
CATALOGUE = Catalogue({}, {name: ModelFacts(name=name) for name in NAMES}, "2026-11-25")


@pytest.mark.parametrize(
    ("name", "provider", "expected"),
    [
        ("wren-2", "gemini", "wren-2"),
        ("wren-2", "vertex_ai", "vertex_ai/wren-2"),
        ("vertex_ai/wren-2", "vertex_ai", "vertex_ai/wren-2"),
        ("models/wren-2", "gemini", "wren-2"),
        ("Wren-2", "", "wren-2"),
        ("us.birds.wren-3-v1:0", "bedrock", "birds.wren-3-v1:0"),
        ("global.birds.wren-3-v1:0", "bedrock", "birds.wren-3-v1:0"),
        ("wren:7b-instruct", "ollama", "ollama/wren"),
        ("ollama/wren:latest", "", "ollama/wren"),
        ("wren-2:latest", "openai", None),
        ("ft:owl-1-0613:acme::Ab1", "openai", "owl-1-0613"),
        ("owl-9", "openai", "openai/owl-9"),
        ("us-wren-2", "bedrock", None),
        ("hawk/wren-big", "huggingface", "hawk/wren-big"),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, provider: str, expected: str | None) -> None:
    facts = facts_of_model(CATALOGUE, name, provider)
    assert (facts.name if facts is not None else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ft:gpt-4.1-2025-04-14:acme::Ab1", "gpt-4.1-2025-04-14"),
        ("davinci:ft-acme-2023-08-06", "davinci"),
        ("gpt-4.1", ""),
        ("llama3:8b", ""),
    ],
)
def test_the_base_of_a_tuned_model_stands_in_its_name(name: str, expected: str) -> None:
    assert base_of_fine_tune(name) == expected


PIPELINE = "from transformers import pipeline\nask = pipeline({})\nprint(ask('Say what bird this is, please.'))\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("'text-generation', model='gpt2'", 1),
        ("task='summarization'", 1),
        ("model='gpt2'", 1),
        ("TASK", 1),
        ("'sentiment-analysis'", 0),
        ("task='zero-shot-classification', model='facebook/bart-large-mnli'", 0),
    ],
)
def test_a_pipeline_is_a_model_call_by_its_task(tmp_path: Path, arguments: str, expected: int) -> None:
    assert len(calls(tmp_path, {"ask.py": PIPELINE.format(arguments)})) == expected


DEPLOYED = """
from openai import {0}
{0}().chat.completions.create(model="gpt-4.1", messages=[{{"role": "user", "content": "Name the birds of the park."}}])
"""


@pytest.mark.parametrize(("client", "is_known"), [("OpenAI", True), ("AzureOpenAI", False)])
def test_the_name_of_a_deployment_says_nothing_of_its_model(tmp_path: Path, client: str, is_known: bool) -> None:
    assert (call(tmp_path, {"ask.py": DEPLOYED.format(client)}).model_facts is not None) is is_known
