"""Calls that send no instructions, and calls whose output nothing limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

CHAT = "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-5.6-luna', "
RESPONSE = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.6-luna', "
USER = "{'role': 'user', 'content': question}"
LONG = "{'role': 'user', 'content': f'Classify this ticket as billing, delivery or other: {ticket}'}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{CHAT}messages=[{USER}])\n", True),
        (f"{CHAT}messages=[{LONG}])\n", False),
        (f"{CHAT}messages=[{{'role': 'system', 'content': rules}}, {USER}])\n", False),
        (f"{CHAT}messages=[{{'role': role, 'content': rules}}, {USER}])\n", False),
        (f"{CHAT}messages=history)\n", False),
        (f"content = parts(my_prompt, picture)\n{CHAT}messages=[{{'role': 'user', 'content': content}}])\n", False),
        (f"{CHAT}messages=[{{'role': 'user', 'content': prompt.strip()}}])\n", False),
        (f"{CHAT}**{{'messages': [{USER}]}})\n", False),
        (f"{CHAT}messages=[{USER}], **more)\n", False),
        (f"{RESPONSE}input='hello')\n", True),
        (f"{RESPONSE}input='hello', instructions=rules)\n", False),
        (f"{RESPONSE}input='hello', conversation=kept)\n", False),
        (f"{RESPONSE}input='hello', prompt={{'id': 'pmpt_1'}})\n", False),
    ],
)
def test_a_call_is_uninstructed_where_nothing_of_ours_is_sent(tmp_path: Path, text: str, told: bool) -> None:
    assert call(tmp_path, {"app.py": text}).is_uninstructed is told


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (f"{CHAT}messages=[{USER}])\n", True),
        (f"{CHAT}messages=[{USER}], max_completion_tokens=9)\n", False),
        (f"{CHAT}messages=[{USER}], max_completion_tokens=limit)\n", False),
        (f"{CHAT}messages=[{USER}], **more)\n", False),
        ("from langchain_openai import ChatOpenAI\nChatOpenAI(model='o3').invoke(question)\n", True),
        ("from langchain_openai import ChatOpenAI\nChatOpenAI(model='o3', max_tokens=9).invoke(question)\n", False),
        ("from langchain_openai import OpenAI\nOpenAI(model='gpt-3.5-turbo-instruct').invoke(question)\n", False),
    ],
)
def test_a_call_lacks_a_limit_that_it_could_set(tmp_path: Path, text: str, lacks: bool) -> None:
    assert call(tmp_path, {"app.py": text}).lacks_output_limit is lacks
