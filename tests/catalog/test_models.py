"""The dated list of models: its shape, its size, and a dozen facts that were read by hand."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import msgspec
import pytest

from groundrules.domain.catalogue import ModelFacts

PATH = Path(__file__).parents[2] / "rules" / "catalog" / "models.json"
AS_OF = "2026-11-22"


class ModelFile(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it is on disk."""

    as_of: str
    source: tuple[str, ...]
    models: tuple[ModelFacts, ...]


CONTENT = msgspec.json.decode(PATH.read_bytes(), type=ModelFile)
MODELS = {model.name: model for model in CONTENT.models}


@pytest.mark.parametrize(
    ("name", "retires"),
    [
        ("davinci", "2024-01-04"),
        ("curie", "2024-01-04"),
        ("text-davinci-003", "2024-01-04"),
        ("code-davinci-002", "2023-03-23"),
        ("gpt-3.5-turbo", "2026-10-23"),
        ("gpt-3.5-turbo-1106", "2026-09-28"),
        ("gpt-3.5-turbo-0613", "2024-09-13"),
        ("babbage-002", "2026-09-28"),
        ("gpt-4-0613", "2026-10-23"),
        ("gpt-4-32k", "2025-06-06"),
        ("chatgpt-4o-latest", "2026-02-17"),
        ("gpt-4o", "2027-01-14"),
        ("ft:gpt-3.5-turbo-0125", "2026-10-23"),
        ("claude-3-opus-20240229", "2026-01-05"),
        ("claude-sonnet-4-5", "2026-11-30"),
        ("gemini-2.0-flash", "2026-06-01"),
        ("command-r-plus", "2025-09-15"),
        ("embed-english-v2.0", "2026-04-04"),
        ("gpt-6-luna", ""),
        ("claude-sonnet-4-6", ""),
        ("meta-llama/Llama-3.1-8B-Instruct", ""),
        ("mistralai/Mistral-7B-v0.1", ""),
    ],
)
def test_the_day_from_which_a_model_fails(name: str, retires: str) -> None:
    assert MODELS[name].retires == retires


@pytest.mark.parametrize(
    ("name", "dimension"),
    [
        ("text-embedding-3-small", 1536),
        ("text-embedding-3-large", 3072),
        ("text-embedding-ada-002", 1536),
        ("all-MiniLM-L6-v2", 384),
        ("sentence-transformers/all-mpnet-base-v2", 768),
        ("BAAI/bge-m3", 1024),
        ("embed-english-v3.0", 1024),
        ("voyage-3-lite", 512),
        ("gemini-embedding-001", 3072),
        ("ollama/nomic-embed-text", 768),
        ("intfloat/multilingual-e5-large", 1024),
    ],
)
def test_the_dimension_of_its_vectors(name: str, dimension: int) -> None:
    assert (MODELS[name].mode, MODELS[name].dimension) == ("embedding", dimension)


@pytest.mark.parametrize(
    ("name", "snapshot"),
    [
        ("gpt-4o-2024-08-06", True),
        ("gpt-4o", False),
        ("gpt-6-luna", None),
        ("gpt-5.6-sol", None),
        ("claude-sonnet-4-6", True),
        ("claude-opus-4-5", False),
        ("claude-opus-4-5-20251101", True),
        ("gemini-2.5-flash", True),
        ("gemini-flash-latest", False),
        ("mistral-large-2512", True),
        ("mistral-large-latest", False),
        ("azure/gpt-4o", None),
        ("meta-llama/Llama-3.2-1B", None),
    ],
)
def test_whether_a_name_is_pinned(name: str, snapshot: bool | None) -> None:
    assert MODELS[name].snapshot is snapshot


@pytest.mark.parametrize(
    ("name", "refuses"),
    [
        ("gpt-5", {"temperature", "top_p", "max_tokens"}),
        ("o3", {"temperature", "top_p", "max_tokens"}),
        ("gpt-5.1", {"max_tokens"}),
        ("claude-sonnet-5", {"temperature", "top_p", "top_k"}),
        ("claude-sonnet-4-6", set()),
        ("mistral-large-2512", set()),
    ],
)
def test_what_a_model_refuses(name: str, refuses: set[str]) -> None:
    assert set(MODELS[name].refuses) == refuses


@pytest.mark.parametrize(
    ("name", "reasons"),
    [("gpt-5.5-2026-04-23", "by default"), ("gpt-6-luna", "by default"), ("gpt-5.1", "when asked"), ("gpt-5", "")],
)
def test_when_a_model_reasons(name: str, reasons: str) -> None:
    assert MODELS[name].reasons == reasons


@pytest.mark.parametrize(
    ("name", "tunable"),
    [
        ("gpt-4o-mini-2024-07-18", True),
        ("gpt-3.5-turbo", False),
        ("davinci-002", False),
        ("gemini-2.5-flash", False),
        ("vertex_ai/gemini-2.5-flash", True),
        ("Qwen/Qwen2.5-7B-Instruct", True),
    ],
)
def test_whether_it_can_still_be_tuned(name: str, tunable: bool) -> None:
    assert MODELS[name].tunable is tunable


def test_structured_output_is_for_chat_models_not_for_text_completion() -> None:
    assert MODELS["gpt-4o"].structured_output is True
    assert MODELS["gpt-3.5-turbo-instruct"].structured_output is False


def test_names_are_unique_and_sorted() -> None:
    names = [model.name for model in CONTENT.models]
    assert names == sorted(set(names))


def test_every_date_is_an_iso_date_with_a_source() -> None:
    assert datetime.date.fromisoformat(CONTENT.as_of).isoformat() == AS_OF
    for model in CONTENT.models:
        if model.retires:
            assert datetime.date.fromisoformat(model.retires).isoformat() == model.retires, model.name
            assert model.source.startswith("https://"), model.name


def test_an_alias_lives_as_long_as_its_last_snapshot() -> None:
    snapshots: dict[str, list[str]] = {}
    for model in CONTENT.models:
        if (match := re.fullmatch(r"(.+)-\d{4}-\d{2}-\d{2}", model.name)) is not None and model.provider == "openai":
            snapshots.setdefault(match[1], []).append(model.retires)
    assert snapshots["gpt-4o"]
    for name, dates in snapshots.items():
        alias = MODELS.get(name)
        if alias is not None and alias.retires and alias.retires <= AS_OF:
            assert all(date and date <= AS_OF for date in dates), f"{name} is retired, a snapshot of it is not"


def test_every_model_is_one_that_calls_can_name() -> None:
    assert {model.mode for model in CONTENT.models} == {"chat", "completion", "responses", "embedding", "rerank"}
    assert not [model.name for model in CONTENT.models if re.match(r"(us|eu|apac|global)\.|bedrock/", model.name)]


def test_the_file_stays_small_enough_to_load_on_every_start() -> None:
    assert PATH.stat().st_size < 400_000
    assert 1_000 < len(CONTENT.models) < 3_000


def test_a_record_that_speaks_of_another_model_is_not_read() -> None:
    """One published list gives this chat model the mode and vectors of an embedding model."""
    model = MODELS["gemini-1.5-flash"]
    assert (model.mode, model.dimension) == ("chat", None)
