"""What rules ask of jobs and datasets: length against the maximum, labels, the size of a base model, leaks."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from groundrules.domain.dataset import DatasetProfile, LlmTokens
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_size import billions_in
from groundrules.domain.record import Overlap
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import known, unknown
from tests.link.trained import Trained, is_unknown, sft

HERE = Location("train.py", 1)
CONFIG = "from trl import SFTConfig\n"


def dataset(profile: DatasetProfile) -> Dataset:
    return Dataset(id="d", kind="dataset", product="d", product_id="d", location=HERE, name="d", profile=profile)


def job(profile: DatasetProfile | None = None, **settings: object) -> FineTuneJob:
    made = FineTuneJob(id="j", kind="fine_tune_job", product="j", product_id="j", location=HERE)
    made.dataset = dataset(profile) if profile is not None else None
    for name, value in settings.items():
        setattr(made, name, value)
    return made


LENGTHS = DatasetProfile(("d",), llm_tokens=LlmTokens((0, 500, 1000), (90, 6, 4), ((1100, "d", 7), (1000, "d", 2))))


@pytest.mark.parametrize(("limit", "share"), [(400, 0.1), (500, 0.04), (2000, 0.0), ("500", 0.04), (0, 0.0)])
def test_share_over_the_maximum(limit: object, share: float) -> None:
    made = job(LENGTHS, max_length=known(limit))
    assert made.oversized_share == share
    assert made.longest_record_tokens == 1100
    assert made.longest_records == [Location("d", 7), Location("d", 2)]


def test_a_maximum_that_is_not_known() -> None:
    assert is_unknown(job(LENGTHS, max_length=unknown("argument")).oversized_share)
    assert is_unknown(job(LENGTHS, max_length=known("as long as it takes")).oversized_share)
    assert job(LENGTHS).oversized_share == 0.0
    assert job(max_length=known(100)).oversized_share == 0.0
    assert job().longest_record_tokens == 0


def test_labels() -> None:
    labels = (("yes", 60), ("no", 15), ("maybe", 3))
    read = DatasetProfile(("d",), records=78, sampled=78, task="classification", labels=labels, label_count=3)
    assert (dataset(read).label_ratio, dataset(read).rare_labels) == (20.0, ["'maybe' (3)"])


def test_labels_of_a_sample_or_of_too_many() -> None:
    labels = (("yes", 60), ("no", 3))
    sampled = DatasetProfile(("d",), records=900, sampled=63, task="classification", labels=labels, label_count=2)
    assert (dataset(sampled).label_ratio, dataset(sampled).rare_labels) == (20.0, [])
    many = DatasetProfile(("d",), records=63, sampled=63, task="classification", labels=labels, label_count=80)
    assert (dataset(many).label_ratio, dataset(many).rare_labels) == (0.0, [])
    chat = DatasetProfile(("d",), records=63, sampled=63, task="chat", labels=labels, label_count=2)
    assert dataset(chat).label_ratio == 0.0


@pytest.mark.parametrize(
    ("name", "billions"),
    [
        ("meta-llama/Llama-2-13b-hf", 13),
        ("mistralai/Mixtral-8x7B-v0.1", 56),
        ("Qwen/Qwen3-30B-A3B-Instruct-2507", 30),
        ("unsloth/Qwen2.5-0.5B-bnb-4bit", 0.5),
        ("HuggingFaceTB/SmolLM2-360M", 0),
        ("google/gemma_7b_it", 7),
        ("gpt-4.1-2025-04-14", 0),
        ("bigscience/bloom-1b7", 1.7),
        ("org-70b/tiny", 0),
    ],
)
def test_size_by_name(name: str, billions: float) -> None:
    assert billions_in(name) == billions


def test_the_graver_leak_is_told() -> None:
    made = job(validation_overlap=Overlap(of=10, exact=1), evaluation_overlap=Overlap(of=10, near=2))
    assert made.leak is made.evaluation_overlap
    assert made.leaked_data == "evaluation data"
    assert job().leak is None


def rows(answers: Iterable[str]) -> str:
    return "".join(json.dumps({"prompt": f"Say {text} in other words", "completion": text}) + "\n" for text in answers)


def loaded(name: str) -> str:
    return f"load_dataset('json', data_files='{name}', split='train')"


def test_validation_rows_are_looked_up_in_the_training_rows(trained: Trained) -> None:
    script = sft(f"model=model, train_dataset={loaded('train.jsonl')}, eval_dataset={loaded('valid.jsonl')}")
    names = [f"number {number} of the list" for number in range(20)]
    found = trained.job({"train.py": script, "train.jsonl": rows(names[:15]), "valid.jsonl": rows(names[12:])})
    assert found.validation_overlap is not None
    assert (found.validation_overlap.exact, found.validation_overlap.of) == (3, 8)
    assert found.validation_overlap.places[0] == Location("valid.jsonl", 1)
    assert found.validation_overlap.training_places[0] == Location("train.jsonl", 13)


def test_one_file_on_both_sides_is_split_in_the_code(trained: Trained) -> None:
    script = sft("model=model, train_dataset=parts['train'], eval_dataset=parts['test']",
                 f"parts = {loaded('all.jsonl')}.train_test_split(0.1)\n")  # fmt: skip
    found = trained.job({"train.py": script, "all.jsonl": rows(f"number {number}" for number in range(20))})
    assert found.dataset is not None
    assert found.validation_overlap is None
