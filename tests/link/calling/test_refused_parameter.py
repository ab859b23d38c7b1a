"""Parameters that a model or SDK refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

OPENAI = "from openai import OpenAI\nOpenAI().chat.completions.create(messages=[], "
RESPONSES = "from openai import OpenAI\nOpenAI().responses.create(input='Say hello', "
CLAUDE = "import anthropic\nanthropic.Anthropic().messages.create(max_tokens=9, messages=[], "


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (f"{OPENAI}model='o3', temperature=0, max_tokens=5)\n", ["temperature", "max_tokens"]),
        (f"{OPENAI}model='o3', temperature=1, top_p=1.0, max_completion_tokens=5)\n", []),
        (f"{OPENAI}model='o3', temperature=None)\n", []),
        (f"{OPENAI}model='o3', temperature=settings.temperature)\n", []),
        (f"{OPENAI}model='o3', **{{'temperature': 0}})\n", []),
        (f"{OPENAI}model='gpt-4o', temperature=0, reasoning_effort='low')\n", ["reasoning_effort"]),
        (f"{OPENAI}model='a-model-of-ours', temperature=0)\n", []),
        (f"{OPENAI}model='gpt-5.5-2026-04-23', temperature=0.3)\n", ["temperature"]),
        (f"{OPENAI}model='gpt-5.5', temperature=0.3, reasoning_effort='low')\n", ["temperature"]),
        (f"{OPENAI}model='gpt-5.5', temperature=0.3, reasoning_effort='none')\n", []),
        (f"{OPENAI}model='gpt-5.5', temperature=0.3, reasoning_effort=settings.effort)\n", []),
        (f"{OPENAI}model='gpt-5.5', temperature=0.3, extra_body={{'reasoning_effort': 'none'}})\n", []),
        (f"{OPENAI}model='gpt-5.5', temperature=0.3, **more)\n", []),
        (f"{OPENAI}model='gpt-5.1', temperature=0.3)\n", []),
        (f"{OPENAI}model='gpt-5.1', temperature=0.3, reasoning_effort='high')\n", ["temperature"]),
        (f"{RESPONSES}model='gpt-5.5', temperature=0.3)\n", ["temperature"]),
        (f"{RESPONSES}model='gpt-5.5', temperature=0.3, reasoning={{'effort': 'none'}})\n", []),
        (f"{RESPONSES}model='gpt-5.5', temperature=0.3, reasoning=chosen)\n", []),
        (f"{RESPONSES}model='gpt-5.2', top_p=0.3, reasoning={{'effort': 'high'}})\n", ["top_p"]),
        (f"{CLAUDE}model='claude-opus-5', temperature=0.2)\n", ["temperature"]),
        (f"{CLAUDE}model='claude-sonnet-4-6', temperature=0.2)\n", []),
        ("from langchain_openai import ChatOpenAI\nChatOpenAI(model='o3', temperature=0, max_tokens=5)\n", []),
    ],
)
def test_a_model_refuses_what_is_known_of_it(tmp_path: Path, text: str, refused: list[str]) -> None:
    assert [item.name for item in call(tmp_path, {"app.py": text}).refused] == refused


@pytest.mark.parametrize(
    ("requirement", "refused"),
    [
        ("anthropic==2.12.0", ["temperature"]),
        ("anthropic==1.17.0", ["temperature"]),
        ("anthropic", []),
        ("anthropic<1", []),
        ("", []),
    ],
)
def test_an_sdk_refuses_what_its_version_takes_no_more(tmp_path: Path, requirement: str, refused: list[str]) -> None:
    text = f"{CLAUDE}model='claude-sonnet-4-6', temperature=0.2)\n"
    found = call(tmp_path, {"app.py": text, "requirements.txt": f"{requirement}\n"})
    assert [item.name for item in found.refused] == refused


@pytest.mark.parametrize(
    ("version", "refused"), [("1.14.0", ["temperature"]), ("^1.2.0", ["temperature"]), ("^0.60.0", [])]
)
def test_an_sdk_has_releases_of_its_own_in_each_language(tmp_path: Path, version: str, refused: list[str]) -> None:
    text = (
        "import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic().messages.create("
        "{ model: 'claude-sonnet-4-6', max_tokens: 9, messages: [], temperature: 0.2 });\n"
    )
    manifest = f'{{"dependencies": {{"@anthropic-ai/sdk": "{version}"}}}}'
    found = call(tmp_path, {"app.ts": text, "package.json": manifest})
    assert [item.name for item in found.refused] == refused
