"""Projects in JavaScript and TypeScript: what serves them, and what is a package for others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.link.linked import call, projects

CALL = """
import OpenAI from "openai"
export const ask = (messages) => new OpenAI().chat.completions.create({ model: "gpt-4o", messages })
"""
SERVER = 'const express = require("express")\nconst app = express()\napp.post("/ask", ask)\n'


@pytest.mark.parametrize(
    ("path", "text", "is_served"),
    [
        ("server.js", SERVER, True),
        ("app/api/ask/route.ts", "export async function POST() {}\n", True),
        ("pages/api/ask.ts", "export default function handler() {}\n", True),
        ("web/src/pages/api/v1/ask.js", "export default function handler() {}\n", True),
        ("supabase/functions/ask/index.ts", "Deno.serve(() => new Response())\n", True),
        ("tests/server.js", SERVER, False),
        ("src/route.ts", "export const route = 1\n", False),
    ],
)
def test_what_serves_a_project(tmp_path: Path, path: str, text: str, is_served: bool) -> None:
    (found,) = projects(tmp_path, {"src/ask.ts": CALL, path: text})
    assert found.is_served is is_served


@pytest.mark.parametrize(
    ("folder", "manifest", "kind"),
    [
        ("", {"name": "wrapper", "exports": "./index.js"}, "library"),
        ("", {"name": "wrapper", "exports": "./index.js", "private": True}, "application"),
        ("", {"name": "shop", "main": "index.js"}, "application"),
        ("ai/", {"name": "shop-assistant", "private": True}, "application"),
        ("ai/", {"name": "ai", "private": True}, "library"),
        ("packages/wrapper/src/bridge/", {"name": "bridge", "private": True}, "library"),
    ],
)
def test_what_is_a_library(tmp_path: Path, folder: str, manifest: dict[str, object], kind: str) -> None:
    around = {"packages/wrapper/package.json": json.dumps({"name": "wrapper", "types": "./index.d.ts"})}
    tree = {f"{folder}package.json": json.dumps(manifest), f"{folder}ask.ts": CALL, **(around if folder else {})}
    assert [found.kind for found in projects(tmp_path, tree) if found.model_calls] == [kind]


def test_a_whole_response_is_an_envelope_and_its_text_is_not(tmp_path: Path) -> None:
    text = """
    const response = await fetch("https://api.openai.com/v1/chat/completions", {
      method: "POST",
      body: JSON.stringify({ model: "gpt-4.1-2025-04-14", messages: [] }),
    })
    const whole = JSON.parse(await response.text())
    const { choices } = await response.json()
    const rows = JSON.parse(choices[0].message.content)
    """
    assert [parse.location.line for parse in call(tmp_path, {"ask.mjs": text}).parses] == [8]


def test_the_prompt_of_a_pipe_is_that_of_its_model(tmp_path: Path) -> None:
    text = """
    import { ChatOpenAI } from "@langchain/openai"
    import { ChatPromptTemplate } from "@langchain/core/prompts"
    import { StringOutputParser } from "@langchain/core/output_parsers"

    const prompt = ChatPromptTemplate.fromMessages([["system", "Name the bird that is described: {look}"]])
    const llm = new ChatOpenAI({ model: "gpt-4.1-2025-04-14" })
    export const chain = prompt.pipe(llm).pipe(new StringOutputParser())
    """
    assert [prompt.text for prompt in call(tmp_path, {"bird.ts": text}).prompts] == [
        "Name the bird that is described: {look}"
    ]
