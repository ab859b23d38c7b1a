"""Widths: what an index is declared with, and what its model gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import store

CODE = """
from openai import OpenAI
from pinecone import Pinecone
client, pinecone = OpenAI(), Pinecone()
pinecone.create_index('pages', dimension={declared})
rows = client.embeddings.create(input=texts, {embedding}).data
pinecone.Index('pages').upsert(vectors=[('a', rows[0].embedding)])
"""


@pytest.mark.parametrize(
    ("declared", "embedding", "expected"),
    [
        ("1536", "model='text-embedding-3-small'", (1536, 1536)),
        ("1536", "model='text-embedding-3-large'", (1536, 3072)),
        ("512", "model='text-embedding-3-large', dimensions=512", (512, 512)),
        ("512", "model='text-embedding-3-large', dimensions=width", (512, None)),
        ("512", "model='a-model-of-ours'", (512, None)),
        ("512", "model=chosen", (512, None)),
        ("width", "model='text-embedding-3-large'", (None, 3072)),
    ],
)
def test_the_width_of_an_index_and_of_its_model(
    tmp_path: Path, declared: str, embedding: str, expected: tuple[int | None, int | None]
) -> None:
    found = store(tmp_path, {"fill.py": CODE.format(declared=declared, embedding=embedding)})
    assert (found.dimension.value, found.given_dimension) == expected
    assert found.dimension.state == ("unknown" if declared == "width" else "set")
