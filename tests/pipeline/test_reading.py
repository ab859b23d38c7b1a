"""Which files of a tree are parsed: those that mention a product, those that use them, and nothing for nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from groundrules.discover import discover
from groundrules.domain.catalogue import Catalogue
from groundrules.knowledge import load_catalogue, rules_root
from groundrules.pipeline.reading import read_tree

ASK = "from openai import OpenAI\n\n\ndef ask(text):\n    return OpenAI().responses.create(model='m', input=text)\n"
TUNE = "base_model: m\nmicro_batch_size: 2\ndatasets:\n  - path: a.jsonl\n"


@cache
def catalogue() -> Catalogue:
    return load_catalogue(rules_root())


def read(root: Path, tree: dict[str, str]) -> set[str]:
    """The paths of the files of a tree that are parsed."""
    for path, text in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return {item.path for item in read_tree(discover(root), catalogue())[1]}


PARSED: dict[str, str] = {
    "ask.py": ASK,
    "many.py": "import os, openai\n",
    "lazy.py": "def f():\n    from langchain_openai import ChatOpenAI\n",
    "rows.py": "with open('train.jsonl', 'w') as file:\n    file.write(row)\n",
    "words.py": "SYSTEM_PROMPT = 'Answer our customers.'\n",
    "prompts/welcome.py": "TEXT = 'Answer our customers.'\n",
    "ask.ts": 'import OpenAI from "openai";\n',
    "tune.yaml": TUNE,
    "run.sh": "echo\n",
    "README.md": "# Words\n",
    "pyproject.toml": "[project]\nname = 'a'\n",
    "package.json": "{}\n",
    ".github/workflows/ci.yml": "on: push\n",
    "docker-compose.yml": "services: {}\n",
    ".env": "A=b\n",
}


@pytest.mark.parametrize("path", PARSED)
def test_what_may_say_something_is_parsed(tmp_path: Path, path: str) -> None:
    assert read(tmp_path, {path: PARSED[path]}) == {path}


SILENT: dict[str, str] = {
    "plain.py": "# Licensed under http://www.apache.org/licenses\nimport os\n",
    "array.py": "values = array.array('i')\nraise ValueError('tune in to openai')\n",
    "plain.ts": "export const a = 1;\n",
    "locale/de.json": '{"model": "Modell", "data": "Daten"}\n',
    "k8s/service.yaml": "kind: Service\n",
    "train.jsonl": "{}\n",
    "table.csv": "a,b\n",
    "main.go": "package main\n",
}


@pytest.mark.parametrize("path", SILENT)
def test_what_says_nothing_is_not(tmp_path: Path, path: str) -> None:
    assert read(tmp_path, {path: SILENT[path]}) == set()


def test_users_of_what_reaches_a_model_are_parsed_and_theirs(tmp_path: Path) -> None:
    tree = {
        "llm/client.py": ASK,
        "llm/__init__.py": "from .client import ask\n",
        "first.py": "from llm import ask\n",
        "second.py": "import first\n",
        "third.py": "import second\n",
        "fourth.py": "import third\n",
        "other.py": "import json\n",
    }
    found = read(tmp_path, tree)
    assert {"llm/__init__.py", "first.py", "second.py"} <= found
    assert not {"fourth.py", "other.py"} & found


def test_a_test_is_parsed_where_it_tests_what_reaches_a_model(tmp_path: Path) -> None:
    tree = {
        "ask.py": ASK,
        "user.py": "from ask import ask\n",
        "tests/test_ask.py": "from ask import ask\n",
        "tests/test_user.py": "import user\n",
        "tests/test_words.py": "system_prompt = 'x'\n",
    }
    assert read(tmp_path, tree) == {"ask.py", "user.py", "tests/test_ask.py"}


def test_a_product_in_words_only_leads_to_no_users(tmp_path: Path) -> None:
    tree = {"words.py": "SYSTEM_PROMPT = 'x'\n", "user.py": "import words\n"}
    assert read(tmp_path, tree) == {"words.py"}


def test_what_cannot_be_read_is_shown_to_be_counted(tmp_path: Path) -> None:
    (tmp_path / "tune.yaml").write_bytes(b"base: caf\xe9\n")
    (tmp_path / "a.py").write_bytes(b"import os\0\n")
    assert read(tmp_path, {}) == {"tune.yaml", "a.py"}


def test_any_other_file_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("A = 1\n")
    reader, facts = read_tree(discover(tmp_path), catalogue())
    assert facts == []
    asked = reader.facts("plain.py")
    assert asked is not None
    assert [item.target for item in asked.assignments] == ["A"]
    assert reader.facts("absent.py") is None
