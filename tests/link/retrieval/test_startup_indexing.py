"""What a start repeats: where it is reached from, what keeps it from it, and whether the index then holds it twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.vector_store import VectorStore
from tests.link.linked import stores

HEAD = """
from langchain_chroma import Chroma
from langchain_pinecone import PineconeVectorStore
from langchain_community.vectorstores import FAISS
pages = load("pages")
"""
SERVED = "from fastapi import FastAPI\napp = FastAPI()\n"
FILL = "Chroma.from_documents(pages, e, persist_directory='db')\n"


def store(folder: Path, body: str, server: str = SERVED, **more: str) -> VectorStore:
    (found,) = stores(folder, {"main.py": HEAD + server + body, **{f"{name}.py": text for name, text in more.items()}})
    return found


@pytest.mark.parametrize(
    ("body", "again"),
    [
        (FILL, True),
        ("def fill():\n    return " + FILL + "index = fill()\n", True),
        ("class Library:\n    def __init__(self):\n        self.index = " + FILL + "library = Library()\n", True),
        ("if __name__ == '__main__':\n    " + FILL, False),
        ("def fill():\n    return " + FILL, False),
        ("def fill():\n    return " + FILL + "if __name__ == '__main__':\n    fill()\n", False),
        ("try:\n    " + FILL + "except ValueError:\n    pass\n", False),
        ("from functools import lru_cache\n@lru_cache\ndef fill():\n    return " + FILL + "fill()\n", False),
        ("Chroma.from_texts(['a', 'b'], e, persist_directory='db')\n", False),
        ("import os\nif not os.path.exists('db'):\n    " + FILL, False),
        ("if FRESH:\n    s = " + FILL + "else:\n    s = Chroma(persist_directory='db', embedding_function=e)\n", False),
        ("s = Chroma(persist_directory='db', embedding_function=e)\ns.add_documents(pages)\n", True),
    ],
)
def test_what_a_start_reaches(tmp_path: Path, body: str, again: bool) -> None:
    assert (store(tmp_path, body).rebuilt_on == "every start of the server") is again


def test_a_script_is_no_start(tmp_path: Path) -> None:
    assert store(tmp_path, FILL, server="").rebuilt_at is None


def test_a_module_that_a_server_imports_is_run_by_its_start(tmp_path: Path) -> None:
    found = store(tmp_path, FILL, server="", api="from fastapi import FastAPI\nimport main\napp = FastAPI()\n")
    assert (found.rebuilt_on, found.rebuilt_from) == ("every start of the server", None)


def test_a_page_is_rerun(tmp_path: Path) -> None:
    page = "import streamlit as st\nst.title('Pages')\n"
    assert store(tmp_path, FILL, server=page).rebuilt_on == "every rerun of the page"
    state = "import streamlit as st\nst.title('Pages')\nif 'index' not in st.session_state:\n    "
    state += "st.session_state.index = "
    assert store(tmp_path, FILL, server=state).rebuilt_at is None


@pytest.mark.parametrize(
    ("body", "repeated"),
    [
        (FILL, "on every start of the server"),
        ("Chroma.from_documents(pages, e)\n", ""),
        ("Chroma.from_documents(pages, e, persist_directory='db', ids=names)\n", ""),
        ("FAISS.from_documents(pages, e).save_local('db')\n", ""),
        ("s = PineconeVectorStore.from_documents(pages, e, index_name='i')\ns.delete(delete_all=True)\n", ""),
        (
            "def fill(rows):\n    s = PineconeVectorStore.from_documents(rows, e, index_name='i')\n"
            "    s.add_documents(rows)\n",
            "by two calls in a row",
        ),
        (
            "def fill(rows):\n    s = PineconeVectorStore.from_documents(rows, e, index_name='i')\n"
            "    s.add_documents(rows, ids=names)\n",
            "",
        ),
        (
            "def fill(rows, more):\n    s = PineconeVectorStore.from_documents(rows, e, index_name='i')\n"
            "    s.add_documents(more)\n",
            "",
        ),
        (
            "def fill(folder):\n    rows = load(folder)\n"
            "    s = PineconeVectorStore.from_documents(rows, e, index_name='i')\n"
            "    rows = load('more')\n    s.add_documents(rows)\n",
            "",
        ),
    ],
)
def test_what_is_added_twice(tmp_path: Path, body: str, repeated: str) -> None:
    assert store(tmp_path, body).repeated_on == repeated
