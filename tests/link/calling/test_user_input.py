"""Values of users in system messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import prompts

HEAD = "import sys\nfrom fastapi import Depends, FastAPI\nfrom openai import OpenAI\napp = FastAPI()\n"
SEND = """
def ask(system):
    messages = [{"role": "system", "content": system}, {"role": "user", "content": "Plan the day."}]
    return OpenAI().chat.completions.create(model="gpt-4.1", messages=messages)
"""
RULES = "You plan days in the mountains. The guest wishes: "


def sources(folder: Path, code: str) -> list[str]:
    """What users give that the system messages of a tree take in."""
    found = prompts(folder, {"app.py": HEAD + SEND + code})
    return [item.source for prompt in found for item in prompt.user_inputs]


@pytest.mark.parametrize(
    ("code", "source"),
    [
        (f"wish = input()\nask(f'{RULES}{{wish}}')\n", "input()"),
        (f"ask('{RULES}' + input().strip())\n", "input()"),
        (f"ask(f'{RULES}{{sys.argv[1]}}')\n", "the command line"),
        (f"@app.post('/plan')\ndef plan(wish: str):\n    return ask(f'{RULES}{{wish}}')\n", "a request to 'plan'"),
        (
            f"def text(wish):\n    return f'{RULES}{{wish}}'\n\n@app.post('/plan')\ndef plan(wish: str):\n"
            "    return ask(text(wish))\n",
            "a request to 'plan'",
        ),
    ],
)
def test_a_value_is_walked_back_to_a_user(tmp_path: Path, code: str, source: str) -> None:
    assert sources(tmp_path, code) == [source]


@pytest.mark.parametrize(
    "code",
    [
        f"import datetime\nask(f'{RULES}{{datetime.date.today()}}')\n",
        f"language = input()\nask(f'{RULES}{{language}}')\n",
        f"@app.post('/plan')\ndef plan(days: int):\n    return ask(f'{RULES}{{days}}')\n",
        f"@app.post('/plan')\ndef plan(store=Depends(open)):\n    return ask(f'{RULES}{{store}}')\n",
        "wish = input()\nask(wish)\n",
        f"def input():\n    return 'quiet'\n\nwish = input()\nask(f'{RULES}{{wish}}')\n",
        f"def plan(wish):\n    return ask(f'{RULES}{{wish}}')\n",
    ],
)
def test_what_is_chosen_computed_or_given_by_nobody_is_no_input(tmp_path: Path, code: str) -> None:
    assert sources(tmp_path, code) == []
