"""Texts that are made tokens of before a local model gets them, and model objects that are called themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

LOAD = """
from transformers import AutoModelForCausalLM, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained("google/gemma-2-2b-it")
model = AutoModelForCausalLM.from_pretrained("google/gemma-2-2b-it")
text = "Tell me of a hut in the hills."
messages = [{"role": "user", "content": text}]
"""


def sent(folder: Path, text: str) -> list[str]:
    """The texts that the only call of a module sends."""
    return [prompt.text for prompt in call(folder, {"app.py": text}).prompts]


@pytest.mark.parametrize(
    "code",
    [
        'inputs = tokenizer(text, return_tensors="pt").to("cuda")\nmodel.generate(**inputs, max_new_tokens=64)',
        'inputs = tokenizer([text], return_tensors="pt")\nmodel.generate(inputs.input_ids, max_new_tokens=64)',
        'inputs = tokenizer(text, return_tensors="pt")\nmodel.generate(input_ids=inputs["input_ids"].to("cuda"))',
        "model.generate(tokenizer.apply_chat_template(messages, tokenize=True))",
        "model.generate(tokenizer.encode(text))",
    ],
)
def test_the_text_behind_the_tokens_is_the_prompt(tmp_path: Path, code: str) -> None:
    assert sent(tmp_path, f"{LOAD}{code}\n") == ["Tell me of a hut in the hills."]


@pytest.mark.parametrize(
    "code", ["inputs = prepare(text)\nmodel.generate(**inputs)", "batch = loader[text]\nmodel.generate(batch.labels)"]
)
def test_what_something_else_makes_of_a_text_is_not_known(tmp_path: Path, code: str) -> None:
    assert sent(tmp_path, f"from elsewhere import loader, prepare\n{LOAD}{code}\n") == []


def test_what_a_pipeline_is_called_with_is_its_prompt(tmp_path: Path) -> None:
    text = """
        from transformers import pipeline
        ask = pipeline("text-generation", model="Qwen/Qwen2.5-0.5B-Instruct")
        print(ask("Tell me of a hut in the hills."))
    """
    found = call(tmp_path, {"app.py": text})
    assert found.product_id == "transformers-pipeline"
    assert [prompt.text for prompt in found.prompts] == ["Tell me of a hut in the hills."]


def test_what_a_chat_model_is_called_with_is_its_prompt(tmp_path: Path) -> None:
    text = """
        from langchain_openai import OpenAI
        llm = OpenAI(temperature=0)
        llm("Tell me of a hut in the hills.")
        print("A sentence of the terminal, not of a model.")
    """
    assert sent(tmp_path, text) == ["Tell me of a hut in the hills."]
