"""What a job leaves open: its seed, and the weights that its base model's name leads to."""

from __future__ import annotations

import pytest

from tests.link.trained import ROW, Trained, is_unknown

HOSTED = """from openai import OpenAI
OpenAI().fine_tuning.jobs.create(model="{}", training_file="file-1"{})
"""
LOCAL = """from transformers import AutoModelForCausalLM
from trl import SFTTrainer
from datasets import load_dataset
model = AutoModelForCausalLM.from_pretrained({})
SFTTrainer(model=model, train_dataset=load_dataset("json", data_files="rows.jsonl"){}).train()
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HOSTED.format("gpt-4.1-2025-04-14", ""), True),
        (HOSTED.format("gpt-4.1-2025-04-14", ", seed=3"), False),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B'", ""), False),
    ],
)
def test_a_job_is_unseeded_where_neither_it_nor_its_framework_has_a_seed(
    trained: Trained, text: str, expected: bool
) -> None:
    assert trained.job({"train.py": text, "rows.jsonl": ROW}).is_unseeded is expected


@pytest.mark.parametrize("given", [", seed=args.seed", ", **options"])
def test_a_seed_that_is_not_resolved_is_unknown(trained: Trained, given: str) -> None:
    text = f"def start(args, options):\n    {HOSTED.format('gpt-4.1', given)}".replace("\nOpenAI()", "\n    OpenAI()")
    assert is_unknown(trained.job({"train.py": text}).is_unseeded)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HOSTED.format("gpt-4.1-2025-04-14", ""), ""),
        (HOSTED.format("gpt-4.1", ""), "an alias that its provider moves"),
        (HOSTED.format("no-such-model", ""), ""),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B'", ""), "a model of the hub without a revision"),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B', revision='main'", ""), "a model of the hub without a revision"),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B', revision='7ae5576'", ""), ""),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B', revision=input()", ""), ""),
        (LOCAL.format("'Qwen/Qwen2.5-0.5B', **more", ""), ""),
        (LOCAL.format("'weights/qwen'", ""), ""),
        (LOCAL.format("'./out'", ""), ""),
    ],
)
def test_a_base_model_is_left_open_where_its_name_may_lead_elsewhere(
    trained: Trained, text: str, expected: str
) -> None:
    tree = {"train.py": text, "rows.jsonl": ROW, "weights/qwen/config.json": "{}"}
    assert trained.job(tree).base_left_open == expected
