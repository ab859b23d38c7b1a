"""Loops around model calls, with and without a bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, calls

STEPS = """
while {condition}:
    response = ask(messages)
    {body}
"""


def loops(folder: Path, text: str) -> list[bool]:
    """Whether each unbounded loop of a script is one of retries."""
    found = calls(folder, {"llm.py": ASK, "agent.py": "from llm import ask\n" + text})
    return [call.unbounded_loop.retries for call in found if call.unbounded_loop is not None]


@pytest.mark.parametrize(
    ("condition", "body", "told"),
    [
        ("True", "if not response.tool_calls: break", [False]),
        ("1", "if response.finish_reason == 'stop': break", [False]),
        ("not done", "done = not response.tool_calls", [False]),
        ("response.stop_reason == 'tool_use'", "run(response)", [False]),
        ("True", "if not response.tool_calls: break\n    response = create(input=messages)", [False]),
        ("True", "run(response.tool_calls)", []),
        ("True", "if not response.rows: break", []),
        ("pages", "if not response.tool_calls: break", []),
        ("True", "if not response.tool_calls or len(messages) > 9: break", []),
        ("True", "step += 1\n    if step == 5 or not response.tool_calls: break", []),
        ("steps_left", "steps_left -= 1\n    if not response.tool_calls: break", []),
        ("True", "if not response.tool_calls: break\n    messages.append(input())", []),
        ("True", "if not response.tool_calls: break\n    messages.append(inbox_queue.get())", []),
        ("True", "if not response.tool_calls: break\n    messages.append(Prompt.ask('you'))", []),
        ("True", "if not response.tool_calls: break\n    time.sleep(3)", []),
        ("True", "if not response.tool_calls: break\n    check(budget)", []),
        ("True", "if not response.tool_calls: raise Stop", []),
        ("True", "for tool in response.tool_calls: break", []),
    ],
)
def test_a_loop_is_unbounded_where_the_model_alone_ends_it(
    tmp_path: Path, condition: str, body: str, told: list[bool]
) -> None:
    assert loops(tmp_path, STEPS.format(condition=condition, body=body)) == told


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        ("pass", [True]),
        ("print(error)", [True]),
        ("time.sleep(60)", [True]),
        ("raise", []),
        ("return None", []),
        ("retries += 1\n            if retries > 3: break", []),
    ],
)
def test_a_retry_is_unbounded_where_each_failure_goes_round_again(
    tmp_path: Path, handler: str, told: list[bool]
) -> None:
    text = f"""
def score(story):
    while True:
        try:
            return parse(ask(story))
        except Exception as error:
            {handler}
"""
    assert loops(tmp_path, text) == told


def test_a_loop_around_several_calls_is_told_once_and_through_functions(tmp_path: Path) -> None:
    text = """
def step(messages):
    return ask(messages)

def run(messages):
    while True:
        first, second = step(messages), ask(messages)
        if not second.tool_calls:
            return first
"""
    assert loops(tmp_path, text) == [False]


def test_a_for_around_the_call_bounds_it(tmp_path: Path) -> None:
    text = """
while True:
    for _ in range(3):
        response = ask(messages)
    if not response.tool_calls:
        break
"""
    assert loops(tmp_path, text) == []
