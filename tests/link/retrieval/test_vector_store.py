"""Vector stores: which places are one store, whether it is kept, and what embeds for either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import store, stores

CHROMA = "from langchain_chroma import Chroma\nfrom langchain_openai import OpenAIEmbeddings\n"
WRITE = CHROMA + "Chroma.from_documents(pages, OpenAIEmbeddings(model={model!r}), persist_directory={path!r})\n"
ASK = (
    CHROMA
    + "e = OpenAIEmbeddings(model={model!r})\n"
    + "Chroma(persist_directory={path!r}, embedding_function=e).similarity_search('x')\n"
)
SMALL, OLD = "text-embedding-3-small", "text-embedding-ada-002"


def two_files(written: str, asked: str, path: str = "db", other: str = "db") -> dict[str, str]:
    return {"write.py": WRITE.format(model=written, path=path), "ask.py": ASK.format(model=asked, path=other)}


def test_a_path_joins_who_fills_and_who_asks(tmp_path: Path) -> None:
    found = store(tmp_path, two_files(SMALL, SMALL, "db", "./db/"))
    assert (len(found.ingestions), len(found.retrievals), found.persistent) == (1, 1, True)
    assert found.embeddings_differ is False


def test_two_paths_are_two_stores(tmp_path: Path) -> None:
    found = stores(tmp_path, two_files(SMALL, OLD, "db", "other"))
    assert [item.name for item in found] == ["other", "db"]
    assert not any(item.embeddings_differ is True for item in found)


def test_two_models_in_one_store_differ(tmp_path: Path) -> None:
    found = store(tmp_path, two_files(SMALL, OLD))
    assert found.embeddings_differ is True
    assert found.ingest_embedding is not None and found.ingest_embedding.name == SMALL
    assert found.query_embedding is not None and found.query_embedding.name == OLD


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("sentence-transformers/all-MiniLM-L6-v2", "all-minilm-l6-v2"),
        ("models/embedding-001", "embedding-001"),
        ("facebook/dpr-ctx_encoder-single-nq-base", "facebook/dpr-question_encoder-single-nq-base"),
        ("voyage-4-large", "voyage-4-lite"),
        ("./models/bge", "BAAI/bge-m3"),
    ],
)
def test_names_that_may_mean_one_space_do_not_differ(tmp_path: Path, written: str, asked: str) -> None:
    assert store(tmp_path, two_files(written, asked)).embeddings_differ is not True


def test_a_model_that_a_caller_may_replace_is_not_certain(tmp_path: Path) -> None:
    asked = CHROMA + (
        f"def search(text, model={OLD!r}):\n"
        "    embedding = OpenAIEmbeddings(model=model)\n"
        "    return Chroma(persist_directory='db', embedding_function=embedding).similarity_search(text)\n"
    )
    found = store(tmp_path, {"write.py": WRITE.format(model=SMALL, path="db"), "ask.py": asked})
    assert isinstance(found.embeddings_differ, UnknownType)


def test_a_choice_at_run_time_is_not_certain(tmp_path: Path) -> None:
    choice = CHROMA + (
        f"def model(name):\n    return OpenAIEmbeddings(model={SMALL!r}) if name else OpenAIEmbeddings(model={OLD!r})\n"
        "Chroma.from_documents(pages, model(input()), persist_directory='db')\n"
        "Chroma(persist_directory='db', embedding_function=model(input())).similarity_search('x')\n"
    )
    assert isinstance(store(tmp_path, {"app.py": choice}).embeddings_differ, UnknownType)


def test_stores_without_a_name_are_not_compared_across_files(tmp_path: Path) -> None:
    asked = (
        CHROMA
        + f"import sys\ne = OpenAIEmbeddings(model={OLD!r})\n"
        + "Chroma(persist_directory=sys.argv[1], embedding_function=e).similarity_search('x')\n"
    )
    written = (
        CHROMA
        + "import sys\n"
        + f"Chroma.from_documents(pages, OpenAIEmbeddings(model={SMALL!r}), persist_directory=sys.argv[1])\n"
    )
    found = stores(tmp_path, {"ask.py": asked, "write.py": written})
    assert not any(item.embeddings_differ is True for item in found)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "import chromadb\nchromadb.PersistentClient('db').create_collection('a').add(ids=['1'], documents=['x'])\n",
            True,
        ),
        ("import chromadb\nchromadb.Client().create_collection('a').add(ids=['1'], documents=['x'])\n", False),
        (
            "import chromadb\nchromadb.HttpClient(host='h').create_collection('a').add(ids=['1'], documents=['x'])\n",
            True,
        ),
        (CHROMA + "Chroma.from_documents(pages, OpenAIEmbeddings())\n", False),
        (
            CHROMA
            + "import chromadb\nChroma.from_documents(p, OpenAIEmbeddings(), client=chromadb.PersistentClient('db'))\n",
            True,
        ),
        ("from langchain_community.vectorstores import FAISS\ni = FAISS.from_documents(p, e)\n", False),
        (
            "from langchain_community.vectorstores import FAISS\n"
            "i = FAISS.from_documents(p, e)\ni.save_local('kept')\n",
            True,
        ),
        (
            "import pickle\nfrom langchain_community.vectorstores import FAISS\n"
            "pickle.dump(FAISS.from_documents(p, e), f)\n",
            True,
        ),
    ],
)
def test_what_is_kept_and_what_is_not(tmp_path: Path, text: str, kept: bool) -> None:
    assert store(tmp_path, {"app.py": text}).persistent is kept


def test_indexes_in_memory_of_two_files_are_two(tmp_path: Path) -> None:
    text = "from langchain_community.vectorstores import FAISS\nindex = FAISS.from_documents(p, e)\n"
    assert len(stores(tmp_path, {"a.py": text, "b.py": text})) == 2


def test_the_embeddings_of_tests_are_not_compared(tmp_path: Path) -> None:
    tree = {"write.py": WRITE.format(model=SMALL, path="db"), "tests/test_ask.py": ASK.format(model=OLD, path="db")}
    assert store(tmp_path, tree).embeddings_differ is not True


def test_an_index_that_is_given_no_documents_is_emptied_and_not_filled(tmp_path: Path) -> None:
    text = (
        CHROMA + "from langchain.indexes import SQLRecordManager, index\n"
        "db = Chroma(persist_directory='db', embedding_function=OpenAIEmbeddings(model='text-embedding-3-small'))\n"
        "index({documents}, SQLRecordManager('a'), db, cleanup='full')\ndb.similarity_search('x')\n"
    )
    assert len(store(tmp_path / "a", {"run.py": text.replace("{documents}", "pages")}).ingestions) == 1
    assert store(tmp_path / "b", {"run.py": text.replace("{documents}", "[]")}).ingestions == []
