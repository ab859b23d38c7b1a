"""The catalogue by qualified name, and the words that make a file worth parsing."""

from __future__ import annotations

import pytest

from groundrules.domain.catalogue import CallSign, Catalogue, CatalogueEntry, CommandSign
from groundrules.link.product.signs import Signs, model_packages, triggers

ENTRIES = (
    CatalogueEntry("one", "model_call", "One", python=(CallSign("one.Client.ask"), CallSign("one.Client"))),
    CatalogueEntry("many", "chat_model", "Many", python=(CallSign("chain*.ChatOne", gives="chain.chat-model"),)),
    CatalogueEntry("node", "model_call", "Node", javascript=(CallSign("@one/sdk:Client.ask"),)),
    CatalogueEntry("web", "served_path", "Web", python=(CallSign("web.serve"),)),
    CatalogueEntry("module", "fine_tune_job", "Module", shell=(CommandSign("python -m tuner.run"),)),
    CatalogueEntry("command", "fine_tune_job", "Command", shell=(CommandSign("tune run *_fine"),)),
    CatalogueEntry("http", "data_source", "HTTP", python=(CallSign("requests.get"),)),
)
CATALOGUE = Catalogue({entry.id: entry for entry in ENTRIES}, {}, "2026-11-25")

NAMES: list[tuple[str, list[str]]] = [
    ("one.Client.ask", ["one"]),
    ("one.Client", ["one"]),
    ("one.Client.tell", []),
    ("ones.Client.ask", []),
    ("chain_one.ChatOne", ["many"]),
    ("chain.models.one.ChatOne", ["many"]),
    ("chain.ChatOne", ["many"]),
    ("chain_one.ChatTwo", []),
    ("unchain.ChatOne", []),
]


@pytest.mark.parametrize(("name", "ids"), NAMES)
def test_the_signs_of_a_name(name: str, ids: list[str]) -> None:
    assert [sign.entry.id for sign in Signs(CATALOGUE).of(name)] == ids


def test_each_language_has_its_own() -> None:
    signs = Signs(CATALOGUE)
    assert [sign.entry.id for sign in signs.of("@one/sdk:Client.ask", "javascript")] == ["node"]
    assert signs.of("@one/sdk:Client.ask") == []


def test_what_a_call_gives() -> None:
    signs = Signs(CATALOGUE)
    assert signs.gives("chain_one.ChatOne") == "chain.chat-model"
    assert signs.gives("one.Client") == "one.Client"
    assert signs.gives("nobody.Thing") == "nobody.Thing"


def hits(text: str, *, product: bool = True) -> bool:
    return any(word in text for word in triggers(CATALOGUE, "python", product=product))


@pytest.mark.parametrize(
    "text",
    [
        "import one",
        "from one import Client",
        "import os, one",
        "from chain_one import ChatOne",
        "!python -m tuner.run --x",
        "!tune run full_fine",
        "open('rows.jsonl')",
        "SYSTEM_PROMPT = ''",
        "system_prompt = ''",
        "import web",
    ],
)
def test_code_worth_parsing(text: str) -> None:
    assert hits(text)


@pytest.mark.parametrize(
    "text", ["# see http://one.example", "x = 'one'", "import requests", "import other", "python x.py"]
)
def test_code_that_is_not(text: str) -> None:
    assert not hits(text)


def test_of_tests_and_examples_only_what_reaches_a_model() -> None:
    assert hits("import one", product=False)
    assert not hits("import web", product=False)
    assert not hits("system_prompt = ''", product=False)


def test_packages_that_reach_a_model() -> None:
    assert "one" in model_packages(CATALOGUE)
    assert "web" not in model_packages(CATALOGUE)
