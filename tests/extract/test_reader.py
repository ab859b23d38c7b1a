from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.source import FileKind, Skipped, SourceFile
from groundrules.extract import Reader, facts_of, registry
from groundrules.extract.trigger import Trigger, _trie_pattern


class Disk:
    """Files in memory that count how often they are read."""

    def __init__(self, contents: dict[str, bytes | Skipped]) -> None:
        self.contents = contents
        self.reads: list[str] = []

    def read(self, file: SourceFile) -> bytes | Skipped:
        self.reads.append(file.path)
        return self.contents[file.path]


def file(path: str, kind: FileKind) -> SourceFile:
    return SourceFile(path, kind, "product", 0)


GONE = Skipped("gone.yaml", "vanished")
FILES = [
    file("a.py", "python"),
    file("b.py", "python"),
    file("c.ts", "typescript"),
    file("d.yaml", "yaml"),
    file("e.csv", "csv"),
    file("f.go", "other"),
    file("gone.yaml", "yaml"),
]


def disk() -> Disk:
    return Disk(
        {
            "a.py": b"from openai import OpenAI\n",
            "b.py": b"MODEL = 'x'\n",
            "c.ts": b'import OpenAI from "openai"\n',
            "d.yaml": b"model: x\n",
            "e.csv": b"openai\n",
            "f.go": b"openai\n",
            "gone.yaml": GONE,
        }
    )


def test_candidates_are_configuration_and_code_with_a_trigger() -> None:
    found = {facts.path: facts for facts in Reader(disk().read, ["openai"]).candidates(FILES)}
    assert list(found) == ["a.py", "c.ts", "d.yaml", "gone.yaml"]
    assert found["gone.yaml"].problems == (GONE,)
    assert [problem for path in ("a.py", "c.ts", "d.yaml") for problem in found[path].problems] == []
    assert [imported.target for imported in found["a.py"].imports] == ["openai.OpenAI"]


def test_files_without_a_trigger_are_read_on_demand_and_once() -> None:
    files = disk()
    reader = Reader(files.read, ["openai"], FILES)
    facts = reader.facts("b.py")
    assert facts is not None
    assert [assignment.target for assignment in facts.assignments] == ["MODEL"]
    assert reader.facts("b.py") is facts
    assert reader.facts("nowhere.py") is None
    assert files.reads == ["b.py"]


def test_facts_of_candidates_are_remembered() -> None:
    files = disk()
    reader = Reader(files.read, ["openai"])
    found = {facts.path: facts for facts in reader.candidates(FILES)}
    assert reader.facts("a.py") is found["a.py"]
    assert reader.read(FILES[3]) is found["d.yaml"]
    assert sorted(files.reads) == sorted(set(files.reads))


def test_a_bug_in_a_reader_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: bytes, file: SourceFile) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("groundrules.extract.yaml.read", broken)
    problems = facts_of(b"a: 1", file("a.yaml", "yaml")).problems
    assert problems == (Skipped("a.yaml", "not parseable", "ZeroDivisionError"),)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("a.yaml", "yaml", "yaml"),
        ("pyproject.toml", "toml", "manifest"),
        ("a/uv.lock", "toml", "manifest"),
        ("package.json", "json", "manifest"),
        ("requirements/dev.txt", "requirements", "manifest"),
        (".github/workflows/a.yaml", "workflow", "workflow"),
        ("action.yml", "yaml", "workflow"),
        ("docker-compose.yml", "yaml", "compose"),
        ("compose.prod.yaml", "yaml", "compose"),
        ("composer.json", "json", "json"),
        ("a.prompt", "prompt", "prompt"),
        ("rows.csv", "csv", None),
        ("a.sql", "sql", "sql"),
        ("a.go", "other", None),
    ],
)
def test_the_reader_of_a_file(path: str, kind: FileKind, name: str | None) -> None:
    assert registry.reader_name(file(path, kind)) == name


def test_starting_imports_no_parser() -> None:
    script = (
        "import sys, groundrules.extract; print(sorted({'yaml', 'tomli', 're2', 'tree_sitter'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("signs", "source", "hits"),
    [
        (["openai", "litellm"], b"import litellm", True),
        (["openai"], b"import os", False),
        (["a.b(", "c"], b"a.b(", True),
        (["a.b("], b"axb(", False),
        (["größe"], "größe".encode(), True),
        (["openai"], b"\xff\x00openai\xfe", True),
        ([], b"anything", False),
        ([""], b"anything", False),
    ],
)
def test_a_trigger_finds_words_as_they_are(signs: list[str], source: bytes, hits: bool) -> None:
    assert Trigger(signs).hits(source) is hits


def test_a_trigger_without_re2_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    trigger = Trigger(["openai", "open", "litellm", "a.b("])
    assert [trigger.hits(source) for source in (b"an open", b"a.b(", b"axb(", b"lite")] == [True, True, False, False]


@given(st.lists(st.binary(min_size=1, max_size=4), min_size=1, max_size=8, unique=True), st.binary(max_size=12))
def test_words_that_share_beginnings_are_one_pattern(words: list[bytes], source: bytes) -> None:
    found = re.compile(_trie_pattern(words), re.DOTALL).search(source) is not None
    assert found is any(word in source for word in words)
