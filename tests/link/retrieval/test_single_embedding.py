"""Embedding requests: models that write, and texts that are sent one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.vector_store import Embedding
from tests.link.linked import projects

OPENAI = "from openai import OpenAI\nclient = OpenAI()\n"
CREATE = "client.embeddings.create(model='text-embedding-3-small', input={})"


def embedding(folder: Path, text: str) -> Embedding:
    (found,) = [item for project in projects(folder, {"embed.py": text}) for item in project.embeddings]
    return found


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("for row in rows:\n    " + CREATE.format("row['text']"), None),
        ("for row in rows:\n    text = row['text']\n    " + CREATE.format("text"), 5),
        ("for text in texts:\n    " + CREATE.format("[text]"), 4),
        ("for text in texts:\n    " + CREATE.format("[text.strip()]"), 4),
        ("[" + CREATE.format("text") + " for text in texts]", 3),
        ("for batch in batches:\n    " + CREATE.format("batch"), None),
        ("for texts in shards:\n    " + CREATE.format("texts"), None),
        ("for n in range(0, 9, 3):\n    part = rows[n:n + 3]\n    " + CREATE.format("part"), None),
        ("for attempt in range(3):\n    " + CREATE.format("[question]"), None),
        ("while True:\n    " + CREATE.format("[input()]"), None),
        (CREATE.format("[question]"), None),
        ("def one(text):\n    return " + CREATE.format("text") + "\nfor row in rows:\n    one(row.text)", 6),
        ("def one(texts):\n    return " + CREATE.format("texts") + "\nfor row in rows:\n    one(row)", None),
        ("def one(x: list[str]):\n    return " + CREATE.format("x") + "\nfor row in rows:\n    one(row)", None),
        ("def one(text):\n    return " + CREATE.format("text") + "\none(question)", None),
    ],
)
def test_one_text_a_request_in_a_loop(tmp_path: Path, code: str, line: int | None) -> None:
    found = embedding(tmp_path, f"{OPENAI}{code}\n").single_in_loop
    assert (found.line if found is not None else None) == line


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("from langchain_ollama import OllamaEmbeddings\nOllamaEmbeddings(model='llama3.2:3b')", True),
        ("from langchain_ollama import OllamaEmbeddings\nOllamaEmbeddings(model='bge-m3')", False),
        ("from langchain_ollama import OllamaEmbeddings\nOllamaEmbeddings(model=name)", False),
        ("from langchain_openai import OpenAIEmbeddings\nOpenAIEmbeddings(model='gpt-4o')", True),
        ("from langchain_openai import OpenAIEmbeddings\nOpenAIEmbeddings(model='gpt-4o', base_url=own)", False),
        ("from langchain_openai import OpenAIEmbeddings\nOpenAIEmbeddings()", False),
        ("import ollama\nollama.embed(model='mistral', input='x')", True),
    ],
)
def test_a_model_that_writes_is_told_from_one_that_embeds(tmp_path: Path, code: str, writes: bool) -> None:
    assert embedding(tmp_path, code + "\n").generates_text is writes
