"""Calls that nothing ends but their answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call

ASK = ".models.generate_content(model='gemini-3.8-flash', contents='Say hello'"
GEMINI = "from google import genai\nfrom google.genai import types\n"


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        (f"{GEMINI}genai.Client(){ASK})\n", True),
        (f"{GEMINI}genai.Client(){ASK}, config={{'temperature': 0}})\n", True),
        (f"{GEMINI}genai.Client(){ASK}, config=types.GenerateContentConfig(temperature=0))\n", True),
        (f"{GEMINI}genai.Client(){ASK}, config={{'http_options': {{'timeout': 9000}}}})\n", False),
        (f"{GEMINI}genai.Client(http_options={{'timeout': 9000}}){ASK})\n", False),
        (f"{GEMINI}genai.Client(http_options={{'retry_options': {{'attempts': 3}}}}){ASK})\n", False),
        (f"{GEMINI}genai.Client(http_options=chosen){ASK})\n", False),
        (f"{GEMINI}for attempt in range(3):\n    genai.Client(){ASK})\n", False),
        (f"{GEMINI}genai.Client(**more){ASK})\n", False),
        (f"{GEMINI}genai.Client(){ASK}, config=chosen)\n", False),
        (f"{GEMINI}wait_for(genai.Client(){ASK}))\n", False),
        (f"{GEMINI}import tenacity\ngenai.Client(){ASK})\n", False),
        ("from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Say hello')\n", False),
    ],
)
def test_what_waits_without_end(tmp_path: Path, text: str, waits: bool) -> None:
    assert call(tmp_path, {"app.py": text}).waits_without_end is waits
