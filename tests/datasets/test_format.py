"""Every shape of record comes out as system, prompt and target."""

from __future__ import annotations

from typing import Any

import pytest

from groundrules.datasets.shape import record_of

USER = {"role": "user", "content": "q"}
ANSWER = {"role": "assistant", "content": "a"}

SHAPES: list[tuple[str, dict[str, Any]]] = [
    ("openai-chat", {"messages": [{"role": "system", "content": "s"}, USER, ANSWER]}),
    ("openai-chat", {"messages": [{"role": "developer", "content": "s"}, USER, ANSWER], "weight": 1}),
    ("openai-chat", {"messages": [{"role": "system", "content": [{"type": "text", "text": "s"}]}, USER, ANSWER]}),
    ("bedrock", {"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "s"}],
                 "messages": [{"role": "user", "content": [{"text": "q"}]},
                              {"role": "assistant", "content": [{"text": "a"}]}]}),
    ("gemini", {"systemInstruction": {"parts": [{"text": "s"}]},
                "contents": [{"role": "user", "parts": [{"text": "q"}]}, {"role": "model", "parts": [{"text": "a"}]}]}),
    ("sharegpt", {"system": "s", "conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}),
    ("alpaca", {"instruction": "q", "input": "", "output": "a", "system": "s"}),
    ("prompt-completion", {"prompt": "q", "completion": "a", "system": "s"}),
    ("prompt-completion", {"prompt": "q", "response": "a", "system": "s"}),
    ("prompt-completion", {"text_input": "q", "output": "a", "system": "s"}),
    ("prompt-completion", {"prompt": [{"role": "system", "content": "s"}, USER], "completion": [ANSWER]}),
    ("question-answer", {"Question": "q", "Answer": "a", "system": "s"}),
    ("question-answer", {"pregunta": "q", "respuesta": "a", "system": "s"}),
    ("preference", {"prompt": "q", "chosen": "a", "rejected": "b", "system": "s"}),
    ("preference", {"input": {"messages": [{"role": "system", "content": "s"}, USER]},
                    "preferred_output": [ANSWER], "non_preferred_output": [{"role": "assistant", "content": "b"}]}),
    ("preference", {"chosen": [{"role": "system", "content": "s"}, USER, ANSWER],
                    "rejected": [USER, {"role": "assistant", "content": "b"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("format", "value"), SHAPES)
def test_shape(format: str, value: dict[str, Any]) -> None:
    record = record_of(value)
    assert (record.format, record.system, record.prompt, record.target) == (format, "s", "q", "a")
    assert record.problems == ()


def test_a_context_column_belongs_to_the_prompt() -> None:
    record = record_of({"question": "q", "context": "the passage", "answer": "a"})
    assert (record.question, record.prompt) == ("q", "q\nthe passage")


def test_a_label_column_is_the_target() -> None:
    record = record_of({"text": "late again", "label": 3})
    assert (record.target, record.label) == ("3", "3")


def test_raw_text_is_all_target() -> None:
    assert record_of({"text": "a passage"}).target == "a passage"


def test_a_rendered_template_is_taken_apart() -> None:
    record = record_of({"text": "<s>[INST] q [/INST] a </s>"})
    assert (record.prompt.strip(), record.target.strip()) == ("<s>[INST] q", "a")


def test_all_assistant_turns_are_targets() -> None:
    record = record_of({"messages": [USER, ANSWER, {"role": "user", "content": "q2"}, ANSWER]})
    assert (record.target, record.prompt, record.question) == ("a\na", "q\nq2", "q2")


def test_tool_calls_are_part_of_the_target() -> None:
    call = {"id": "1", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
    record = record_of({"messages": [USER, {"role": "assistant", "content": None, "tool_calls": [call]}], "tools": []})
    assert record.has_tools
    assert "look_up" in record.target
    assert record.problems == ()


def test_unknown_columns_are_no_shape() -> None:
    assert record_of({"step": 1, "loss": 0.5}).format == "columns"
