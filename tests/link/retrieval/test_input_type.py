"""Models that tell documents from questions, told and not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import store

STORE = """
from langchain_chroma import Chroma
{imports}
store = Chroma("notes", {embedding}, persist_directory="db")


def fill(chunks):
    store.add_documents(chunks, ids=["a"])


def ask(question):
    return store.similarity_search({question}, k=3)
"""
GOOGLE = "from langchain_google_genai import GoogleGenerativeAIEmbeddings"
HUB = "from langchain_huggingface import HuggingFaceEmbeddings"
OLLAMA = "from langchain_ollama import OllamaEmbeddings"
E5 = 'HuggingFaceEmbeddings(model_name="intfloat/e5-large-v2"{more})'


def words(folder: Path, imports: str, embedding: str, question: str = "question") -> str:
    text = STORE.format(imports=imports, embedding=embedding, question=question)
    return store(folder, {"notes.py": text}).alike_words


@pytest.mark.parametrize(
    ("imports", "embedding", "found"),
    [
        (GOOGLE, 'GoogleGenerativeAIEmbeddings(model="gemini-embedding-001")', ""),
        (GOOGLE, 'GoogleGenerativeAIEmbeddings(model="m", task_type="retrieval_query")', "as retrieval_query"),
        (GOOGLE, 'GoogleGenerativeAIEmbeddings(model="m", task_type="semantic_similarity")', ""),
        (GOOGLE, 'GoogleGenerativeAIEmbeddings(model="m", task_type=KIND)', ""),
        (OLLAMA, 'OllamaEmbeddings(model="nomic-embed-text:latest")', "without a prefix"),
        (OLLAMA, 'OllamaEmbeddings(model="mxbai-embed-large")', ""),
        (HUB, E5.format(more=""), "without a prefix"),
        (HUB, E5.format(more=', encode_kwargs={"normalize_embeddings": True}'), "without a prefix"),
        (HUB, E5.format(more=', query_encode_kwargs={"prompt": "query: "}'), ""),
        (HUB, 'HuggingFaceEmbeddings(model_name="./models/e5-large-v2")', ""),
        (HUB, 'HuggingFaceEmbeddings(model_name="intfloat/multilingual-e5-large-instruct")', ""),
    ],
)
def test_both_sides_alike(tmp_path: Path, imports: str, embedding: str, found: str) -> None:
    assert words(tmp_path, imports, embedding) == found


def test_a_prefix_put_by_hand(tmp_path: Path) -> None:
    assert words(tmp_path, HUB, E5.format(more=""), 'f"query: {question}"') == ""


@pytest.mark.parametrize(
    ("model", "kind", "found"),
    [
        ("voyage-3.5", "", "without an input type"),
        ("voyage-3.5", ', input_type="query"', "as query"),
        ("text-embedding-3-small", "", ""),
    ],
)
def test_one_function_for_both_sides(tmp_path: Path, model: str, kind: str, found: str) -> None:
    text = f"""
        import chromadb
        import voyageai

        notes = chromadb.PersistentClient("db").get_or_create_collection("notes")

        def vectors(texts):
            return voyageai.Client().embed(texts, model="{model}"{kind}).embeddings

        def fill(texts, ids):
            notes.upsert(ids=ids, documents=texts, embeddings=vectors(texts))

        def ask(question):
            return notes.query(query_embeddings=vectors([question]), n_results=4)
    """
    assert store(tmp_path, {"notes.py": text}).alike_words == found
