"""Orderings by distance held against the indexes of their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import projects

TABLE = "create table notes (id int, body text, embedding vector(768));\n"
COSINE = "create index on notes using hnsw (embedding vector_cosine_ops);\n"
L2 = "create index on notes using ivfflat (embedding);\n"


def faults(folder: Path, sql: str) -> list[str]:
    found = projects(folder, {"schema.sql": sql, "package.json": "{}"})
    return [step.bypass for project in found for step in project.retrieval_steps if step.bypass]


@pytest.mark.parametrize(
    ("index", "query"),
    [
        (COSINE, "select id from notes order by embedding <=> $1 limit 5;"),
        (COSINE, "select id from notes order by 1 - (embedding <=> $1) desc;"),
        (COSINE, "select id from notes order by id, 1 - (embedding <=> $1) desc limit 5;"),
        (COSINE, "select id from other order by 1 - (embedding <=> $1) desc limit 5;"),
        ("", "select id from notes order by 1 - (embedding <=> $1) desc limit 5;"),
        (L2, "select id from notes order by embedding <-> $1 limit 5;"),
        (L2 + COSINE, "select id from notes order by embedding <=> $1 limit 5;"),
    ],
)
def test_what_an_index_serves_or_nobody_knows_of(tmp_path: Path, index: str, query: str) -> None:
    assert faults(tmp_path, TABLE + index + query) == []


@pytest.mark.parametrize(
    ("index", "query", "found"),
    [
        (COSINE, "select id from notes order by 1 - (embedding <=> $1) desc limit 5;", "made of the distance"),
        (COSINE, "select id from public.notes n order by n.embedding <-> $1 limit 5;", "made for cosine"),
        (COSINE, "select id from notes order by embedding <=> $1 desc limit 5;", "farthest first"),
        (L2, "select id from notes order by embedding <=> $1 limit 5;", "made for l2"),
    ],
)
def test_what_goes_past_its_index(tmp_path: Path, index: str, query: str, found: str) -> None:
    (words,) = faults(tmp_path, TABLE + index + query)
    assert found in words


@pytest.mark.parametrize(
    ("kind", "index", "is_too_wide"),
    [
        ("vector(2000)", "embedding vector_cosine_ops", False),
        ("vector(2001)", "embedding vector_cosine_ops", True),
        ("halfvec(4000)", "embedding halfvec_cosine_ops", False),
        ("halfvec(4001)", "embedding halfvec_cosine_ops", True),
        ("vector(3072)", "(embedding::halfvec(3072)) halfvec_cosine_ops", False),
        ("vector", "embedding vector_cosine_ops", False),
    ],
)
def test_a_column_that_is_too_wide(tmp_path: Path, kind: str, index: str, is_too_wide: bool) -> None:
    table = f"create table notes (id int, embedding {kind});\n"
    assert bool(faults(tmp_path, f"{table}create index on notes using hnsw ({index});\n")) is is_too_wide
