"""What is wrong with records, with its line; and what only looks wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.datasets.word_list import Profiler


def chat(answer: Any, question: Any = "Why?", **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}], **more}


GOOD = [chat(f"Because of reason {number}.") for number in range(3)]
DPO = {"prompt": "q", "chosen": "a", "rejected": "b"}

BAD: list[tuple[str, object]] = [
    ("empty-target", chat("")),
    ("empty-target", chat(" \n")),
    ("empty-target", {"prompt": "q", "completion": ""}),
    ("empty-target", {"instruction": "q", "output": None}),
    ("empty-target", DPO | {"chosen": ""}),
    ("empty-target", DPO | {"rejected": " "}),
    ("equal-preference", DPO | {"rejected": "a"}),
    ("placeholder-target", {"prompt": "q", "completion": "<ideal generated text>"}),
    ("placeholder-target", chat("(Insert appropriate response here)")),
    ("placeholder-target", chat("[Insert answer]")),
    ("placeholder-target", chat("High-quality response 1")),
    ("placeholder-target", chat("TODO")),
    ("template-variable", chat("I am {{name}}, made by {{author}}.")),
    ("template-variable", chat("Of course.", "Classify {{ ticket_text }}")),
    ("wrong-role", {"messages": [{"role": "human", "content": "q"}, {"role": "assistant", "content": "a"}]}),
    ("wrong-role", {"messages": [{"role": "User", "content": "q"}, {"role": "assistant", "content": "a"}]}),
    ("missing-role", {"messages": [{"content": "q"}, {"role": "assistant", "content": "a"}]}),
    ("content-not-text", chat(["a list of strings"])),
    ("content-not-text", chat({"answer": 1})),
    ("content-not-text", {"prompt": "q", "completion": {"a": 1}}),
    ("no-assistant-turn", {"messages": [{"role": "user", "content": "q"}]}),
    ("last-turn-not-assistant", {"messages": [*chat("a")["messages"], {"role": "user", "content": "thanks"}]}),
    ("no-messages", {"messages": []}),
    ("no-messages", {"messages": 5}),
    ("one-message-per-line", {"role": "user", "content": "q"}),
    ("missing-target", {"question_text": "q", "id": 4}),
    ("not-an-object", ["a"]),
]

TOOL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}

GOOD_ENOUGH: list[dict[str, Any]] = [
    chat([{"type": "text", "text": "content parts are legal"}]),
    chat("a", [{"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": "what is it?"}]),
    {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": None, "tool_calls": [TOOL]},
                  {"role": "tool", "tool_call_id": "1", "content": "r"}, {"role": "assistant", "content": ""}]},
    {"messages": [{"role": "user", "content": "q"}], "reference_answer": "42"},
    {"messages": [{"role": "User", "message": "", "content": "q"}, {"role": "Chatbot", "content": "a"}]},
    chat("{% for item in items %}{{ item }}{% endfor %}", "Write a Jinja template."),
    chat("<p>{{ title }}</p>", "Show the title in a Vue component"),
    chat("Bonjour {{name}}", "Translate: Hello {{name}}"),
    chat("The lorem tree <b>grows</b> in the ideal soil."),
    chat("<answer>42</answer>"),
    chat("I have inserted the coin (insert coin) and pressed start, and it works now."),
    DPO | {"chosen": [{"role": "assistant", "content": "a"}], "rejected": [{"role": "assistant", "content": "b"}]},
    {"prompt": "q", "completion": 0},
    {"text": "a raw passage"},
]  # fmt: skip


@pytest.mark.parametrize(("problem", "value"), BAD)
def test_named_with_its_line(profile_of: Profiler, problem: str, value: object) -> None:
    found = profile_of([*GOOD, value])
    assert [(record.problem, record.line) for record in found.malformed] == [(problem, 4)]
    assert found.malformed_count == 1
    assert found.malformed_kinds == ((problem, 1),)


@pytest.mark.parametrize("value", GOOD_ENOUGH)
def test_only_looks_wrong(profile_of: Profiler, value: dict[str, Any]) -> None:
    assert profile_of([*GOOD, value]).malformed == ()


def test_the_first_twenty_are_shown_and_all_are_counted(profile_of: Profiler) -> None:
    found = profile_of([chat("")] * 30)
    assert [record.line for record in found.malformed] == list(range(1, 21))
    assert found.malformed_count == 30


def test_another_format_than_the_provider_takes(profile_of: Profiler) -> None:
    found = profile_of([{"prompt": "q", "completion": "a"}], provider="openai-chat")
    assert found.malformed_kinds == (("wrong-format", 1),)


def lines(*texts: str) -> str:
    return "\n".join(texts)


FINE = json.dumps(GOOD[0])
LAYOUT: list[tuple[str, str, list[tuple[str, int]], int]] = [
    ("broken JSON", lines(FINE, '{"messages": [', FINE), [("invalid-json", 2)], 3),
    ("NaN", lines(FINE, '{"prompt": "a", "completion": "b", "loss": NaN}'), [("invalid-json", 2)], 2),
    ("a comma after each line", lines(FINE + ",", FINE), [("invalid-json", 1)], 2),
    ("blank lines between", lines(FINE, "", " \t", FINE, "", ""), [("blank-line", 2), ("blank-line", 3)], 2),
    ("pretty-printed", lines(json.dumps(GOOD[0], indent=2), json.dumps(GOOD[1], indent=2)),
     [("pretty-printed", 1), ("pretty-printed", 13)], 2),
    ("an array", json.dumps(GOOD), [("array-in-jsonl", 1)], 3),
    ("a lone NUL", lines(FINE, "\0", FINE), [("invalid-json", 2)], 3),
    ("a value that is null", lines(FINE, "null"), [("not-an-object", 2)], 2),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected", "records"), LAYOUT, ids=[case[0] for case in LAYOUT])
def test_layout_of_jsonl(
    profile_of: Profiler, name: str, text: str, expected: list[tuple[str, int]], records: int
) -> None:
    found = profile_of(text)
    assert [(record.problem, record.line) for record in found.malformed] == expected
    assert found.records == records


def test_a_record_of_megabytes_is_not_loaded_whole(profile_of: Profiler) -> None:
    found = profile_of(b'{"prompt": "' + b"x" * 9_000_000 + b'"}\n' + FINE.encode())
    assert [(record.problem, record.line) for record in found.malformed] == [("record-too-long", 1)]
    assert found.records == 2


def test_latin_letters_in_another_encoding(profile_of: Profiler) -> None:
    found = profile_of('{"prompt": "é", "completion": "à la carte"}\n'.encode("latin-1"))
    assert found.malformed_kinds == (("not-utf-8", 1),)
    assert "à la carte" in found.samples[0].excerpt


def test_tables(profile_of: Profiler) -> None:
    found = profile_of('question,answer\n"a, ""b""\nc?",d\ne,f,g\nh,\n', "data.csv")
    assert found.records == 3
    assert [(record.problem, record.line) for record in found.malformed] == [("column-count", 4), ("empty-target", 5)]
