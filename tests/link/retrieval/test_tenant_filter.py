"""Indexes that hold what belongs to users: where they are asked through everything, and what narrows a query."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.location import Location
from groundrules.domain.unknown import UnknownType
from tests.link.linked import store

HEAD = """
from fastapi import FastAPI
from langchain_chroma import Chroma
from langchain_openai import OpenAIEmbeddings

app = FastAPI()
notes = Chroma("notes", OpenAIEmbeddings(model="text-embedding-3-small"), persist_directory="db")


@app.post("/notes")
def add(text: str, WRITER):
    notes.add_texts([text], metadatas=[META])


@app.post("/ask")
def ask(question: str, ASKER):
    return find(question, ASKER_NAME)


def find(question, who):
    FIND
"""
ASK = "return notes.similarity_search(question, k=4)"


def tree(
    find: str, meta: str = '{"owner": tenant_id}', writer: str = "tenant_id", asker: str = "tenant_id"
) -> dict[str, str]:
    text = HEAD.replace("WRITER", f"{writer}: str").replace("META", meta).replace("ASKER_NAME", asker)
    return {"app.py": text.replace("ASKER", f"{asker}: str").replace("FIND", find)}


def test_who_asks_is_known_to_what_calls_the_query(tmp_path: Path) -> None:
    found = store(tmp_path, tree(ASK))
    assert isinstance(found.unfiltered_at, Location)
    assert found.owner == "tenant_id"
    assert found.owned_at is not None


@pytest.mark.parametrize(
    ("find", "meta", "writer", "asker"),
    [
        (
            "return notes.similarity_search(question, k=4, filter={'owner': who})",
            "{'o': tenant_id}",
            "tenant_id",
            "tenant_id",
        ),
        (
            "return notes.as_retriever(search_kwargs={'filter': {'owner': who}})",
            "{'o': tenant_id}",
            "tenant_id",
            "tenant_id",
        ),
        (ASK, "{'source': name}", "name", "tenant_id"),
        (ASK, "{'owner': tenant_id}", "tenant_id", "session"),
        (
            "found = notes.similarity_search(question, k=4)\n"
            "    return [one for one in found if one.metadata['tenant_id'] == who]",
            "{'tenant_id': tenant_id}",
            "tenant_id",
            "tenant_id",
        ),
    ],
)
def test_what_is_narrowed_or_belongs_to_nobody(tmp_path: Path, find: str, meta: str, writer: str, asker: str) -> None:
    assert store(tmp_path, tree(find, meta, writer, asker)).unfiltered_at is None


@pytest.mark.parametrize(
    "find",
    [
        "return notes.similarity_search(question, k=4, filter=filter_of(who))",
        "return notes.similarity_search(question, **options(who))",
    ],
)
def test_a_filter_that_is_not_known(tmp_path: Path, find: str) -> None:
    found = store(tmp_path, tree(find)).unfiltered_at
    assert found is None or isinstance(found, UnknownType)


def test_a_program_that_serves_nobody(tmp_path: Path) -> None:
    text = tree(ASK)["app.py"].replace("from fastapi import FastAPI\n", "").replace("app = FastAPI()\n", "")
    assert (
        store(
            tmp_path, {"app.py": text.replace('@app.post("/notes")\n', "").replace('@app.post("/ask")\n', "")}
        ).unfiltered_at
        is None
    )


def test_a_user_that_a_dependency_gives(tmp_path: Path) -> None:
    text = (
        tree(ASK)["app.py"].replace("tenant_id: str", "user=Depends(get_current_user)").replace("tenant_id", "user.id")
    )
    found = store(tmp_path, {"app.py": text.replace("import FastAPI", "import Depends, FastAPI")})
    assert isinstance(found.unfiltered_at, Location)
    assert found.owner == "user"
