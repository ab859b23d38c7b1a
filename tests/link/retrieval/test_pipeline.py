"""Retrieval pipelines: how places that answer are joined with indexes, and what is told of their prompts."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.unknown import UnknownType
from groundrules.link.retrieval.grounding import GroundingWords, joined
from tests.link.linked import catalogue, project

HEAD = """
import chromadb
from openai import OpenAI

plots = chromadb.PersistentClient(path="plots.db").get_collection("rules")
client = OpenAI()


def passages_of(question):
    found = plots.query(query_texts=[question], n_results=4)
    return "\\n".join(found["documents"][0])


def ask(messages):
    return client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=messages).choices[0].message.content


"""
CHAIN = """
from langchain.chains import RetrievalQA
from langchain_chroma import Chroma
from langchain_core.prompts import PromptTemplate
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

store = Chroma("rules", OpenAIEmbeddings(model="text-embedding-3-small"), persist_directory="plots.db")
TEMPLATE = PromptTemplate.from_template("Tell the gardener what these rules say.\\n{context}\\n{question}")
chain = RetrievalQA.from_chain_type(llm=ChatOpenAI(), retriever=store.as_retriever(), OPTIONS)
"""


def pipelines(folder: Path, code: str) -> list[RetrievalPipeline]:
    return project(folder, {"ask.py": code}).retrieval_pipelines


def answered(folder: Path, body: str) -> RetrievalPipeline:
    (found,) = pipelines(folder, HEAD + body)
    return found


def test_chunks_are_followed_through_functions_into_a_message(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        'def answer(question):\n    text = passages_of(question)\n'
        '    return ask([{"role": "user", "content": f"Answer the question {question} by these rules: {text}"}])\n',
    )  # fmt: skip
    assert (found.chunk_message, found.task, found.join_confidence) == ("user", "answer", "high")
    assert found.store is not None
    assert found.store.name == "rules"
    assert [item.top_k.value for item in found.retrievals] == [4]


def test_a_system_message_that_is_not_known_makes_it_unknown(tmp_path: Path) -> None:
    found = answered(
        tmp_path,
        'def answer(question, tone):\n    text = passages_of(question)\n'
        '    return ask([{"role": "system", "content": tone},\n'
        '        {"role": "user", "content": f"Answer the question {question} by these rules: {text}"}])\n',
    )  # fmt: skip
    assert isinstance(found.task, UnknownType)
    assert found.chunk_message == "user"


def test_an_answer_of_a_model_holds_no_chunks(tmp_path: Path) -> None:
    found = pipelines(
        tmp_path,
        HEAD + 'def short(question):\n'
        '    first = ask([{"role": "user", "content": f"Answer the question: {passages_of(question)}"}])\n'
        '    return client.responses.create(model="gpt-4.1", input=f"Shorten this answer to a question: {first}")\n',
    )  # fmt: skip
    assert len(found) == 1


def test_an_index_that_is_asked_for_no_answer_is_not_resolved(tmp_path: Path) -> None:
    found = answered(tmp_path, "print(passages_of('May I burn leaves?'))\n")
    assert not found.is_followed
    assert isinstance(found.cites, UnknownType)


@pytest.mark.parametrize(
    ("options", "says_unknown", "cites"),
    [
        ("", True, False),
        ("return_source_documents=True", True, True),
        ("return_source_documents=WITH", True, None),
        ('chain_type_kwargs={"prompt": TEMPLATE}', False, False),
        ('chain_type_kwargs={"verbose": True}', True, False),
        ('chain_type_kwargs={"document_prompt": other}', None, None),
        ("chain_type_kwargs=made_elsewhere()", None, None),
        ("**options()", None, None),
    ],
)
def test_the_prompt_of_a_chain(tmp_path: Path, options: str, says_unknown: bool | None, cites: bool | None) -> None:
    (found,) = pipelines(tmp_path, CHAIN.replace("OPTIONS", options))
    known = [None if isinstance(value, UnknownType) else value for value in (found.says_unknown, found.cites)]
    assert known == [says_unknown, cites]


WORDS = GroundingWords(catalogue().grounding)


@pytest.mark.parametrize(
    "text",
    [
        "If you don't know the answer, just say that you don't know.",
        "If the context does not contain the answer, reply with 'no match'.",
        "Si no encuentras la respuesta, dilo.",
        "Se a resposta não estiver no texto, diga que não sabe.",
        "Wenn der Kontext die Antwort nicht enthält, sage es.",
        "Si la réponse n'est pas dans le contexte, dites que vous ne savez pas.",
        "如果上下文中没有答案,请说不知道。",
    ],
)
def test_what_to_say_without_an_answer(text: str) -> None:
    assert WORDS.says_unknown(joined([text]))


@pytest.mark.parametrize(
    "text",
    [
        "Answer based only on the following context.",
        "Given the context information and not prior knowledge, answer the query.",
        "Do not make up an answer.",
        "Responde únicamente con la información del contexto.",
        "Responda apenas com base no contexto.",
        "Antworte nur auf Grundlage der Dokumente.",
        "Réponds uniquement à partir du contexte.",
        "请仅根据提供的上下文回答问题。",
    ],
)
def test_keeping_to_the_chunks(text: str) -> None:
    assert WORDS.keeps_to_chunks(joined([text]))


@pytest.mark.parametrize(
    "text",
    [
        "Answer the question of the user in a friendly tone.",
        "Use the following pieces of context to answer the question.",
        "Responde a la pregunta con amabilidad usando el contexto.",
        "Beantworte die Frage freundlich mit diesem Kontext.",
        "Réponds à la question avec ce contexte.",
        "请根据上下文回答问题。",
    ],
)
def test_prompts_that_say_neither(text: str) -> None:
    assert not WORDS.says_unknown(text)
    assert not WORDS.keeps_to_chunks(text)
    assert not WORDS.asks_sources(text)
    assert WORDS.task(text) == "answer"


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("You are a grader assessing relevance of a document to a question. Give a binary score.", "grader"),
        ("Rephrase the follow up question to be a standalone question.", "rewriter"),
        ("Create a step by step plan for the question.", "planner"),
        ("Summarize the conversation so far.", "memory"),
        ("Write a short story about these words.", "writer"),
        ("List the colours below.", "other"),
        ("Answer the question. If you do not know, say so and offer to rephrase the question.", "answer"),
    ],
)
def test_what_a_prompt_does_with_the_chunks(text: str, task: str) -> None:
    assert WORDS.task(text) == task
