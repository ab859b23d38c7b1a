"""What keeps an index up to date, and what only looks as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import store

WRITE = """from langchain_chroma import Chroma
from langchain_openai import OpenAIEmbeddings


def write(pages):
    Chroma.from_documents(pages, OpenAIEmbeddings(), persist_directory="db")
"""
SCRIPT = WRITE + "\n\nwrite(open('pages.txt').readlines())\n"


def kinds(folder: Path, tree: dict[str, str]) -> list[str]:
    return [sign.kind for sign in store(folder, tree).refreshed_by]


def test_an_index_that_is_built_once_has_no_sign(tmp_path: Path) -> None:
    assert kinds(tmp_path, {"write.py": SCRIPT, "README.md": "```sh\nstreamlit run app.py\n```\n"}) == []


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("README.md", "```sh\npython write.py\n```\n", "command"),
        ("Makefile", "index:\n\tpython write.py\n", "command"),
        ("Makefile", "reindex:\n\t./run.sh\n", "command"),
        (
            ".github/workflows/a.yml",
            "on: {schedule: [{cron: '0 3 * * *'}]}\njobs: {a: {steps: [{run: python write.py}]}}\n",
            "schedule",
        ),
        ("main.py", "import schedule\nfrom write import write\nschedule.every().day.do(write)\n", "schedule"),
        ("web.py", "import streamlit as st\nfrom write import write\nwrite(st.file_uploader('Pages'))\n", "upload"),
        (
            "api.py",
            "from fastapi import FastAPI\nfrom write import write\n"
            "app = FastAPI()\n@app.post('/pages')\ndef reindex(): write([])\n",
            "webhook",
        ),
        (
            "api.py",
            "from fastapi import FastAPI\nfrom write import write\n"
            "app = FastAPI()\n@app.post('/ingest')\ndef add(): write([])\n",
            "webhook",
        ),
        ("cli.py", "import click\nfrom write import write\n@click.command()\ndef reindex(): write([])\n", "command"),
        (
            "cli.py",
            "import argparse\nfrom write import write\n"
            "p = argparse.ArgumentParser()\np.add_argument('--rebuild')\nwrite([])\n",
            "command",
        ),
    ],
)
def test_each_way_to_write_it_again_is_seen(tmp_path: Path, path: str, text: str, kind: str) -> None:
    assert kind in kinds(tmp_path, {"write.py": SCRIPT, path: text})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "```sh\npip install write\nstreamlit run app.py\n```\n"),
        ("README.md", "Run the program and write about it.\n"),
        (
            "api.py",
            "from fastapi import FastAPI\nfrom write import write\n"
            "app = FastAPI()\n@app.get('/pages')\ndef pages(): return []\n",
        ),
        ("other.py", "import streamlit as st\nst.file_uploader('A picture')\n"),
    ],
)
def test_what_does_not_write_it_again_is_no_sign(tmp_path: Path, path: str, text: str) -> None:
    assert kinds(tmp_path, {"write.py": SCRIPT, path: text}) == []


def test_a_guard_takes_the_upload_away(tmp_path: Path) -> None:
    guarded = WRITE.replace(
        "def write(pages):\n", "import os\n\n\ndef write(pages):\n    if os.path.exists('db'):\n        return\n"
    )
    web = "import streamlit as st\nfrom write import write\nwrite(st.file_uploader('Pages'))\n"
    assert kinds(tmp_path, {"write.py": guarded, "web.py": web}) == []


def test_what_lives_in_memory_is_built_anew(tmp_path: Path) -> None:
    text = "from langchain_community.vectorstores import FAISS\nindex = FAISS.from_documents(pages, embedding)\n"
    assert kinds(tmp_path, {"app.py": text}) == ["rebuild"]


def test_an_application_that_answers_is_no_step_of_its_own(tmp_path: Path) -> None:
    app = f"{SCRIPT}Chroma(persist_directory='db', embedding_function=OpenAIEmbeddings()).similarity_search('x')\n"
    assert kinds(tmp_path, {"app.py": app, "README.md": "```sh\npython app.py\n```\n"}) == []


@pytest.mark.parametrize(("method", "found"), [("add", []), ("upsert", ["upsert"])])
def test_adding_what_is_known_by_its_id_changes_nothing(tmp_path: Path, method: str, found: list[str]) -> None:
    opened = "import chromadb\nc = chromadb.PersistentClient('db').create_collection('a')\n"
    text = f"{opened}c.{method}(ids=['1'], documents=['x'])\n"
    assert kinds(tmp_path, {"write.py": text}) == found


def test_a_request_handler_in_javascript_that_calls_the_writer_brings_documents(tmp_path: Path) -> None:
    writer = (
        "import { ChromaClient } from 'chromadb'\n"
        "export const addPage = async (text: string) => {\n"
        "  const pages = await new ChromaClient({ path: 'http://chroma' }).getCollection({ name: 'pages' })\n"
        "  await pages.add({ documents: [text], ids: undefined })\n}\n"
    )
    handler = (
        "import { addPage, other } from '../../../lib/pages'\n"
        "export async function POST(request: Request) { await {called}(await request.text()) }\n"
    )
    tree = {"package.json": "{}", "lib/pages.ts": writer}
    at = "app/api/pages/route.ts"
    assert "upload" in kinds(tmp_path / "a", {**tree, at: handler.replace("{called}", "addPage")})
    assert "upload" not in kinds(tmp_path / "b", {**tree, at: handler.replace("{called}", "other")})
    empty = handler.replace("{called}(await request.text())", "addPage()")
    assert "upload" not in kinds(tmp_path / "d", {**tree, at: empty})
    assert "upload" not in kinds(tmp_path / "c", {**tree, "tools/x.ts": handler.replace("{called}", "addPage")})


def test_a_store_of_which_nobody_knows_whether_it_is_kept(tmp_path: Path) -> None:
    text = WRITE.replace('persist_directory="db"', "client=client_of_elsewhere()").replace(
        "def write", "from elsewhere import client_of_elsewhere\n\n\ndef write"
    )
    found = store(tmp_path, {"write.py": text + "\n\nwrite(open('pages.txt').readlines())\n"})
    assert isinstance(found.persistent, UnknownType)
    assert found.refreshed_by == []


@pytest.mark.parametrize(
    "job", ["sync_latest_from_upstream: {steps: [{run: ./sync.sh}]}", "reindex: {steps: [{run: echo done}]}"]
)
def test_a_job_that_only_sounds_like_a_step(tmp_path: Path, job: str) -> None:
    workflow = f"on: {{schedule: [{{cron: '0 3 * * *'}}]}}\njobs:\n  {job}\n"
    assert kinds(tmp_path, {"write.py": SCRIPT, ".github/workflows/a.yml": workflow}) == []


def test_a_job_that_syncs_documents(tmp_path: Path) -> None:
    workflow = "on: {schedule: [{cron: '0 3 * * *'}]}\njobs: {sync-docs: {steps: [{run: ./sync.sh}]}}\n"
    assert kinds(tmp_path, {"write.py": SCRIPT, ".github/workflows/a.yml": workflow}) == ["schedule"]


def test_whether_a_store_that_is_handed_in_is_kept_is_not_known(tmp_path: Path) -> None:
    text = """
        from langchain_community.vectorstores import Milvus

        class Notes(Milvus):
            def write(self, pages):
                self.add_texts(texts=pages)
    """
    found = store(tmp_path, {"notes.py": text})
    assert isinstance(found.persistent, UnknownType)
    assert found.refreshed_by == []


def test_a_client_made_of_options_may_keep_its_index(tmp_path: Path) -> None:
    text = """
        from elsewhere import options
        from qdrant_client import QdrantClient

        client = QdrantClient(**options())
        client.upsert(collection_name="notes", points=[])
    """
    assert isinstance(store(tmp_path, {"notes.py": text}).persistent, UnknownType)
