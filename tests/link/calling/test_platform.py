"""Where a model call goes, and whose dates hold there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call, calls

ASK = "client.chat.completions.create(model='gpt-4', messages=[])\n"


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        (f"from openai import OpenAI\nclient = OpenAI()\n{ASK}", "openai"),
        (f"from openai import OpenAI\nclient = OpenAI(base_url='https://api.openai.com/v1')\n{ASK}", "openai"),
        (f"from openai import OpenAI\nclient = OpenAI(base_url='http://localhost:8000/v1')\n{ASK}", "elsewhere"),
        (f"from openai import AzureOpenAI\nclient = AzureOpenAI()\n{ASK}", "elsewhere"),
        (f"from openai import OpenAI\nfrom settings import url\nclient = OpenAI(base_url=url)\n{ASK}", "elsewhere"),
        ("import openai\nopenai.api_type = 'azure'\nopenai.ChatCompletion.create(engine='gpt-4')\n", "elsewhere"),
        ("import openai\nopenai.api_key = 'x'\nopenai.ChatCompletion.create(model='gpt-4')\n", "openai"),
        ("import litellm\nlitellm.completion(model='azure/gpt-4', messages=[])\n", "elsewhere"),
        ("import litellm\nlitellm.completion(model='anthropic/claude-sonnet-4-6', messages=[])\n", "anthropic"),
        ("import litellm\nlitellm.completion(model='gpt-4', messages=[])\n", ""),
        ("from google import genai\ngenai.Client().models.generate_content(model='gemini-2.5-pro')\n", "gemini"),
        (
            "from google import genai\ngenai.Client(vertexai=True).models.generate_content(model='gemini-2.5-pro')\n",
            "vertex_ai",
        ),
        (
            "from anthropic import AnthropicBedrock\nAnthropicBedrock().messages.create(model='claude-2.1')\n",
            "bedrock",
        ),
        ("from langchain_google_vertexai import ChatVertexAI\nChatVertexAI(model='gemini-2.5-pro')\n", "vertex_ai"),
    ],
)
def test_it_is_told_by_client_name_and_address(tmp_path: Path, text: str, platform: str) -> None:
    assert call(tmp_path, {"app.py": text}).platform == platform


def test_the_environment_sends_calls_elsewhere(tmp_path: Path) -> None:
    text = f"from openai import OpenAI\nclient = OpenAI()\n{ASK}"
    found = call(tmp_path, {"app.py": text, ".env": "OPENAI_BASE_URL=http://localhost:1234/v1\n"})
    assert (found.platform, found.retires) == ("elsewhere", "")


def test_a_switch_in_the_file_that_imports_it_counts(tmp_path: Path) -> None:
    chat = "import openai\ndef ask():\n    return openai.ChatCompletion.create(model='gpt-4')\n"
    start = "import openai\nimport chat\nopenai.api_base = 'http://localhost:1234/v1'\nchat.ask()\n"
    other = "import openai\nopenai.ChatCompletion.create(model='gpt-4')\n"
    found = calls(tmp_path, {"chat.py": chat, "start.py": start, "other.py": other})
    assert {item.location.path: item.platform for item in found} == {"chat.py": "elsewhere", "other.py": "openai"}


def test_dates_of_another_platform_do_not_hold(tmp_path: Path) -> None:
    text = (
        "from anthropic import AnthropicBedrock\nAnthropicBedrock().messages.create(model='claude-3-opus-20240229')\n"
    )
    assert call(tmp_path, {"app.py": text}).retires == ""


def test_calls_that_name_one_model_are_joined_product_code_first(tmp_path: Path) -> None:
    text = f"from openai import OpenAI\nclient = OpenAI()\n{ASK}"
    found = calls(tmp_path, {"app.py": text, "evals/eval_app.py": text, "zeta.py": text})
    first = next(item for item in found if not item.repeats_model)
    assert first.location.path == "app.py"
    assert [place.path for place in first.same_places] == ["zeta.py", "evals/eval_app.py"]
