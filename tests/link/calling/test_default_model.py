"""The model of a call that is given none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

CHAT = "from langchain_openai import ChatOpenAI\n"


@pytest.mark.parametrize(
    ("text", "state", "default"),
    [
        (f"{CHAT}ChatOpenAI(temperature=0)\n", "unset", "gpt-3.5-turbo"),
        (f"{CHAT}ChatOpenAI(model='gpt-6-luna')\n", "set", ""),
        (f"{CHAT}import settings\nChatOpenAI(**settings.model)\n", "unknown", ""),
        (f"{CHAT}ChatOpenAI(model_kwargs={{'model': 'gpt-6-luna'}})\n", "unknown", ""),
        (f"{CHAT}class House(ChatOpenAI):\n    model_name = 'gpt-6-luna'\nHouse()\n", "set", ""),
        (f"{CHAT}class House(ChatOpenAI):\n    pass\nHouse()\n", "unknown", ""),
        ("from langchain.chains import LLMChain\nLLMChain(llm=given, prompt='a')\n", "unknown", ""),
        ("import dspy\ndspy.Predict('question -> answer')\n", "unknown", ""),
        ("import google.generativeai as genai\ngenai.GenerativeModel()\n", "unset", "gemini-1.5-flash-002"),
        ("from vertexai.generative_models import GenerativeModel\nGenerativeModel()\n", "unset", ""),
        ("from openai import OpenAI\nOpenAI().chat.completions.create(messages=[])\n", "unset", ""),
    ],
)
def test_a_default_applies_only_where_certainly_none_is_named(
    tmp_path: Path, text: str, state: str, default: str
) -> None:
    found = call(tmp_path, {"app.py": text})
    assert (found.model.state, found.default_model) == (state, default)
