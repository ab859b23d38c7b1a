from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.discover.kind import kind_of, kind_of_shebang
from groundrules.domain.source import FileKind

KINDS: list[tuple[str, FileKind | None]] = [
    ("train.py", "python"),
    ("TRAIN.PY", "python"),
    ("setup.py", "python"),
    ("notebooks/rag.ipynb", "notebook"),
    ("src/chat.mjs", "javascript"),
    ("src/chat.tsx", "typescript"),
    ("src/env.d.ts", "typescript"),
    ("config.yaml", "yaml"),
    ("docker-compose.yml", "yaml"),
    ("pyproject.toml", "toml"),
    ("uv.lock", "toml"),
    ("poetry.lock", "toml"),
    ("Cargo.lock", None),
    ("pnpm-lock.yaml", "yaml"),
    ("yarn.lock", "requirements"),
    ("Pipfile.lock", "json"),
    ("bun.lock", "json"),
    ("package.json", "json"),
    ("package-lock.json", "json"),
    ("adapter_config.json", "json"),
    ("data/train.jsonl", "jsonl"),
    ("data/train.ndjson", "jsonl"),
    ("data/train.tsv", "csv"),
    ("data/train.parquet", "data"),
    ("data/train.jsonl.gz", "data"),
    ("data/train.json.zst", "data"),
    ("release.tar.gz", None),
    ("x.gz", None),
    (".env", "env"),
    (".env.example", "env"),
    ("deploy/prod.env", "env"),
    (".envrc", "env"),
    (".environment", None),
    ("requirements.txt", "requirements"),
    ("requirements-dev.txt", "requirements"),
    ("dev-requirements.in", "requirements"),
    ("requirements/base.txt", "requirements"),
    ("constraints.txt", "requirements"),
    ("Pipfile", "requirements"),
    ("setup.cfg", "requirements"),
    ("prompts/requirements.txt", "requirements"),
    ("Makefile", "makefile"),
    ("rules.mk", "makefile"),
    ("Dockerfile", "dockerfile"),
    ("Dockerfile.gpu", "dockerfile"),
    ("Dockerfile.dockerignore", None),
    ("dockerfile.py", "python"),
    ("api.Dockerfile", "dockerfile"),
    (".github/workflows/evals.yml", "workflow"),
    ("packages/a/.github/workflows/evals.yaml", "workflow"),
    (".github/dependabot.yml", "yaml"),
    (".github/workflows/notes.md", "markdown"),
    (".gitlab-ci.yml", "workflow"),
    (".circleci/config.yml", "workflow"),
    ("azure-pipelines.yml", "workflow"),
    ("Jenkinsfile", "workflow"),
    (".pre-commit-config.yaml", "workflow"),
    ("infra/main.tf", "hcl"),
    ("schema.sql", "sql"),
    ("run.sh", "shell"),
    ("README", "markdown"),
    ("docs/index.rst", "markdown"),
    ("answer.prompt", "prompt"),
    ("answer.prompty", "prompt"),
    ("prompts/answer.txt", "prompt"),
    ("prompts/answer.md", "prompt"),
    ("prompts/README.md", "markdown"),
    ("prompts/.gitkeep", None),
    ("prompts/answer.py", "python"),
    ("prompts/answer.yaml", "yaml"),
    ("app/prompt_templates/answer.txt", "prompt"),
    ("app/systemPrompts/answer.txt", "prompt"),
    ("app/preprompts/clarify", "prompt"),
    ("prompt_toolkit/notes.txt", None),
    ("docs/prompts/guide.md", "markdown"),
    ("system_prompt.txt", "prompt"),
    ("plugins/summarise/skprompt.txt", "prompt"),
    ("prompt_engineering.md", "markdown"),
    ("app/prompt_library/answer.j2", "prompt"),
    ("app/answer_prompt.jinja2", "prompt"),
    ("templates/index.jinja2", None),
    ("store/index.faiss", "other"),
    ("store/index.pkl", "other"),
    ("chroma/chroma.sqlite3", "other"),
    ("adapter/adapter_model.safetensors", "other"),
    ("cmd/server/main.go", "other"),
    ("logo.png", None),
    ("notes.txt", None),
    ("LICENSE", None),
    (".gitignore", None),
]


@pytest.mark.parametrize(("path", "kind"), KINDS)
def test_a_path_has_its_kind(path: str, kind: FileKind | None) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"#!/usr/bin/env python3\nprint()", "python"),
        (b"#!/usr/bin/python3.12 -u\n", "python"),
        (b"#!/usr/bin/env -S uv run --script\n", "python"),
        (b"#!/usr/bin/env node", "javascript"),
        (b"#!/bin/sh -e\r\n", "shell"),
        (b"#! /bin/bash\n", "shell"),
        (b"#!/usr/bin/perl\n", None),
        (b"#!\n", None),
        (b"#!/usr/bin/env", None),
        (b"\x7fELF python", None),
        (b"", None),
    ],
)
def test_a_shebang_names_its_kind(line: bytes, kind: FileKind | None) -> None:
    assert kind_of_shebang(line) == kind


@given(st.binary(max_size=64))
def test_any_first_line_is_read(line: bytes) -> None:
    assert kind_of_shebang(line) is None
    assert kind_of_shebang(b"#!/bin/bash " + line) == "shell"


@given(st.text(max_size=40))
def test_the_suffix_decides_wherever_a_python_file_lies(folder: str) -> None:
    assert kind_of(f"{folder}/agent.py") == "python"
