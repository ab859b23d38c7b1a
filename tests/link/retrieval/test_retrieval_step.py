"""Steps of retrieval: what a library ignores, how chunks fit, and which loads unpickle."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.retrieval_step import RetrievalStep
from tests.link.linked import projects

STORE = "from langchain_chroma import Chroma\nstore = Chroma(persist_directory='db', embedding_function=e)\n"
SPLIT = "from langchain_text_splitters import RecursiveCharacterTextSplitter as Splitter\n"
LIBRARY = """
from langchain_community.vectorstores import FAISS
FAISS.from_texts(rows, e).save_local({written!r})
FAISS.load_local({read!r}, e, allow_dangerous_deserialization={allowed})
"""


def steps(folder: Path, text: str) -> list[RetrievalStep]:
    return [step for item in projects(folder, {"index.py": text}) for step in item.retrieval_steps]


@pytest.mark.parametrize(
    ("call", "ignored"),
    [
        ("store.as_retriever(k=9)", "k=9"),
        ("store.as_retriever(score_threshold=0.4)", "score_threshold=0.4"),
        ("store.as_retriever(filter=rights)", "filter"),
        ("store.as_retriever(k=9, search_kwargs={'k': 9})", None),
        ("store.as_retriever(k=None)", None),
        ("store.as_retriever(**options)", None),
        ("store.as_retriever(search_type='mmr', search_kwargs={'k': 9, 'score_threshold': 0.4})", None),
        ("store.as_retriever(search_kwargs={'score_threshold': 0.4})", "score_threshold=0.4"),
        (
            "store.as_retriever(search_type='similarity_score_threshold', search_kwargs={'score_threshold': 0})",
            "a threshold of 0",
        ),
        ("store.similarity_search_with_relevance_scores('x', score_threshold=0)", "a threshold of 0"),
        ("store.similarity_search_with_relevance_scores('x')", None),
        ("store.similarity_search('x', k=9)", None),
    ],
)
def test_what_a_retriever_ignores(tmp_path: Path, call: str, ignored: str | None) -> None:
    (step,) = [item for item in steps(tmp_path, STORE + call + "\n") if item.name != "Chroma"]
    assert (step.ignored.text if step.ignored is not None else None) == ignored


@pytest.mark.parametrize(
    ("call", "size", "overlap"),
    [
        ("Splitter(chunk_size=900)", 900, 200),
        ("Splitter()", 4000, 200),
        ("Splitter(chunk_size=LARGE, chunk_overlap=LARGE)", 700, 700),
        ("Splitter.from_language('python', chunk_size=90, chunk_overlap=0)", 90, 0),
        ("Splitter(chunk_size=int(argument))", "unknown", 200),
        ("Splitter(chunk_size='900')", "unknown", 200),
    ],
)
def test_the_sizes_of_chunks(tmp_path: Path, call: str, size: object, overlap: object) -> None:
    (step,) = steps(tmp_path, f"{SPLIT}LARGE = 700\n{call}\n")
    assert (step.chunk_size.value if step.chunk_size.state == "set" else step.chunk_size.state) == size
    assert step.chunk_overlap.value == overlap


def test_chunks_are_measured_against_the_model_that_embeds_them(tmp_path: Path) -> None:
    text = SPLIT + (
        "from langchain_chroma import Chroma\n"
        "from langchain_huggingface import HuggingFaceEmbeddings\n"
        "chunks = Splitter(chunk_size=5500, chunk_overlap=0).split_documents(pages)\n"
        "other = Splitter(chunk_size=90000, chunk_overlap=0)\n"
        "Chroma.from_documents(chunks, HuggingFaceEmbeddings(model_name='BAAI/bge-base-en-v1.5'))\n"
    )
    used, unused = steps(tmp_path, text)
    assert (used.least_chunk_tokens, used.embedder_limit, used.embedder) == (1000, 512, "BAAI/bge-base-en-v1.5")
    assert (unused.least_chunk_tokens, unused.embedder_limit) == (None, None)


@pytest.mark.parametrize(
    ("written", "read", "allowed", "found"),
    [
        ("pages", "pages", "True", [True]),
        ("pages", "./pages/", "True", [True]),
        ("pages", "fetched", "True", [False]),
        ("pages", "pages", "False", []),
        ("pages", "pages", "flag", []),
    ],
)
def test_a_load_that_unpickles_knows_who_wrote_it(
    tmp_path: Path, written: str, read: str, allowed: str, found: list[bool]
) -> None:
    loads = steps(tmp_path, LIBRARY.format(written=written, read=read, allowed=allowed))
    assert [item.written_at is not None for item in loads if item.unpickled_at is not None] == found


def test_an_index_that_is_pickled_and_loaded_by_hand(tmp_path: Path) -> None:
    text = (
        "import pickle\n"
        "from langchain_community.vectorstores import FAISS\n"
        "with open('pages.pkl', 'wb') as target:\n"
        "    pickle.dump(FAISS.from_texts(rows, e), target)\n"
        "with open('pages.pkl', 'rb') as source:\n"
        "    pages = pickle.load(source)\n"
        "with open('weights.pkl', 'rb') as source:\n"
        "    weights = pickle.load(source)\n"
        "pages.as_retriever()\n"
    )
    loads = [item for item in steps(tmp_path, text) if item.unpickled_at is not None]
    assert [(item.location.line, item.written_at and item.written_at.line) for item in loads] == [(6, 4)]
