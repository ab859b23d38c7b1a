"""What counts as reading how near a hit is, and where it is from: names that are only unpacked are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.unknown import UnknownType
from tests.link.linked import project

HEAD = """
import chromadb
from openai import OpenAI

plots = chromadb.PersistentClient(path="plots.db").get_collection("rules")
client = OpenAI()


def ask(question):
    found = plots.query(query_texts=[question], n_results=4, include=["documents", "metadatas", "distances"])
"""
ANSWER = """
    messages = [{"role": "user", "content": f"Use these rules.\\n{context}\\n{question}"}]
    return client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=messages).choices[0].message.content
"""
ZIP = "zip(found['documents'][0], found['metadatas'][0], found['distances'][0])"
SCORED = """
import { Chroma } from "@langchain/community/vectorstores/chroma";
import { OpenAIEmbeddings } from "@langchain/openai";
import OpenAI from "openai";

const client = new OpenAI();

export async function ask(question: string) {
  const store = await Chroma.fromExistingCollection(new OpenAIEmbeddings(), { collectionName: "rules" });
  const scored = await store.similaritySearchWithScore(question, 4);
  BODY
  const messages = [{ role: "user", content: `Use these rules.\\n${context}\\n${question}` }];
  return client.chat.completions.create({ model: "gpt-4.1-2025-04-14", messages });
}
"""


@pytest.mark.parametrize(
    ("body", "floor", "cites"),
    [
        (f"    rows = {ZIP}\n    context = [t for t, metadata, distance in rows]", False, False),
        (f"    context = [t for t, metadata, distance in {ZIP}]", False, False),
        (f"    context = [t for t, metadata, distance in {ZIP} if distance < 0.4]", None, False),
        (f"    context = [(t, metadata['name']) for t, metadata, distance in {ZIP}]", False, True),
        (f"    context = keep({ZIP})", None, True),
        (f"    rows = list({ZIP})\n    context = keep(rows)", None, True),
        ("    context = found['documents'][0]\n    print(found['distances'])", None, True),
    ],
)
def test_parts_of_a_row_are_read_where_they_are_used(
    tmp_path: Path, body: str, floor: bool | None, cites: bool
) -> None:
    (pipeline,) = project(tmp_path, {"ask.py": HEAD + body + ANSWER}).retrieval_pipelines
    assert pipeline.cites is cites
    assert isinstance(pipeline.has_floor, UnknownType) if floor is None else pipeline.has_floor is floor


@pytest.mark.parametrize(
    ("body", "floor"),
    [
        ("const context = scored.map(([document]) => document.pageContent).join();", False),
        ("const context = scored.map((pair) => pair[0].pageContent).join();", False),
        ("const context = scored.filter(([, near]) => near > 0.3).map(([document]) => document.pageContent);", None),
        ("const context = scored.map(([document, near]) => `${near} ${document.pageContent}`).join();", None),
        (
            "if (scored[0][1] < 0.3) return null;\n  const context = scored.map(([document]) => document.pageContent);",
            None,
        ),
        ("const context = await keep(scored);", None),
    ],
)
def test_scores_that_come_with_hits(tmp_path: Path, body: str, floor: bool | None) -> None:
    tree = {"ask.ts": SCORED.replace("BODY", body)}
    found = [item.has_floor for item in project(tmp_path, tree).retrieval_pipelines]
    assert len(found) == 1
    assert isinstance(found[0], UnknownType) if floor is None else found[0] is floor
