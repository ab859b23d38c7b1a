"""Whether a served project records what its model calls cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import project

APP = """
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()

@app.get("/")
def answer(question: str):
    response = OpenAI().responses.create(model="gpt-5.6-luna", input=question, max_output_tokens=9)
    {line}
    return response.output_text
"""


@pytest.mark.parametrize(
    ("line", "more", "lacks"),
    [
        ("pass", {}, True),
        ("log(response.usage)", {}, False),
        ("log(response.usage.total_tokens)", {}, False),
        ("record(total_cost=price(response))", {}, False),
        ("max_input_tokens = 4000", {}, True),
        ("pass", {".env.example": "LANGFUSE_PUBLIC_KEY=pk\n"}, False),
        ("pass", {"requirements.txt": "openai\nopenlit==1.0\n"}, False),
        ("pass", {"requirements.txt": "openai\nlangsmith-like==1.0\n"}, True),
        ("pass", {"trace.py": "import weave\nweave.init('trails')\n"}, False),
    ],
)
def test_a_served_project_lacks_tracing_where_nothing_shows_any(
    tmp_path: Path, line: str, more: dict[str, str], lacks: bool
) -> None:
    assert project(tmp_path, {"app.py": APP.replace("{line}", line), **more}).lacks_tracing is lacks


def test_what_is_not_served_is_not_asked(tmp_path: Path) -> None:
    text = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.6-luna', input='a')\n"
    assert not project(tmp_path, {"app.py": text}).lacks_tracing
