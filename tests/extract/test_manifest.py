from __future__ import annotations

import pytest

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind
from tests.extract.reading import plain, read, shown, words


def found(facts: FileFacts) -> list[tuple[str, str, str, str]]:
    assert facts.problems == ()
    return [(found.name, found.specifier, found.version, found.group) for found in facts.dependencies]


REQUIREMENTS = """# what we need
-r base.txt
--index-url https://pypi.org/simple
openai==1.35.3  # pinned
LangChain_Community[all]>=0.2, <0.3 ; python_version < "3.12"
chromadb == 0.5.3 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
numpy
-e .
./local
-e git+https://github.com/a/My.Package.git@main#egg=my-package
git+https://github.com/b/other.git
torch @ https://download.pytorch.org/torch.whl
https://example.com/no-name.whl
pandas==2.*
llama-index ~=0.10 --no-binary :all:
??? !!!
"""


def test_requirements_in_every_form_pip_takes() -> None:
    assert found(read("requirements.txt", "requirements", REQUIREMENTS)) == [
        ("openai", "==1.35.3", "1.35.3", ""),
        ("langchain-community", ">=0.2, <0.3", "", ""),
        ("chromadb", "== 0.5.3", "0.5.3", ""),
        ("numpy", "", "", ""),
        ("my-package", "@ git+https://github.com/a/My.Package.git@main#egg=my-package", "", ""),
        ("other", "@ git+https://github.com/b/other.git", "", ""),
        ("torch", "@ https://download.pytorch.org/torch.whl", "", ""),
        ("pandas", "==2.*", "", ""),
        ("llama-index", "~=0.10", "", ""),
    ]


def test_requirements_have_their_places() -> None:
    facts = read("requirements.txt", "requirements", REQUIREMENTS)
    assert [shown(REQUIREMENTS, facts.dependencies[position].span) for position in (0, 1, 3)] == [
        "openai==1.35.3",
        'LangChain_Community[all]>=0.2, <0.3 ; python_version < "3.12"',
        "numpy",
    ]


def test_requirements_that_windows_wrote_in_utf_16() -> None:
    facts = read("requirements.txt", "requirements", "openai==1.0\r\nnumpy\r\n".encode("utf-16"))
    assert [(found.name, found.span.line) for found in facts.dependencies] == [("openai", 1), ("numpy", 2)]


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("requirements.txt", ""),
        ("requirements-dev.txt", "dev"),
        ("dev-requirements.txt", "dev"),
        ("requirements/test.txt", "test"),
        ("requirements/base.txt", ""),
        ("a/requirements_docs.in", "docs"),
    ],
)
def test_the_group_of_a_requirements_file_is_in_its_name(path: str, group: str) -> None:
    assert [found.group for found in read(path, "requirements", "numpy\n").dependencies] == [group]


PYPROJECT = """
[project]
dependencies = [
    "openai>=1",
    "tiktoken",
]
[project.optional-dependencies]
rag = ["chromadb==0.5.3"]
[dependency-groups]
dev = ["pytest", {include-group = "lint"}]
[tool.uv]
dev-dependencies = ["ruff"]
[tool.pdm.dev-dependencies]
docs = ["sphinx"]
[tool.hatch.envs.lint]
dependencies = ["black"]
[tool.poetry.dependencies]
python = "^3.11"
langchain = "^0.2"
qdrant_client = {version = "1.9.0", extras = ["x"]}
mine = {git = "https://github.com/me/mine"}
[tool.poetry.group.test.dependencies]
deepeval = "*"
"""


def test_pyproject_in_every_form() -> None:
    facts = read("pyproject.toml", "toml", PYPROJECT)
    assert found(facts) == [
        ("openai", ">=1", "", ""),
        ("tiktoken", "", "", ""),
        ("chromadb", "==0.5.3", "0.5.3", "rag"),
        ("pytest", "", "", "dev"),
        ("sphinx", "", "", "docs"),
        ("ruff", "", "", "dev"),
        ("black", "", "", "lint"),
        ("langchain", "^0.2", "", ""),
        ("qdrant-client", "1.9.0", "", ""),
        ("mine", "@ https://github.com/me/mine", "", ""),
        ("deepeval", "*", "", "test"),
    ]
    assert shown(PYPROJECT, facts.dependencies[0].span) == '"openai>=1"'
    assert shown(PYPROJECT, facts.dependencies[7].span) == "langchain "
    assert len(facts.documents) == 1


def test_pipfile() -> None:
    facts = read("Pipfile", "requirements", '[packages]\nopenai = "*"\n[dev-packages]\npytest = {version = ">=8"}\n')
    assert found(facts) == [("openai", "*", "", ""), ("pytest", ">=8", "", "dev")]


def test_setup_cfg() -> None:
    source = "[metadata]\nname = x\n[options]\ninstall_requires =\n    openai>=1\n"
    source += "    # why\n    numpy ; x\npackages = find:\n"
    source += "[options.extras_require]\nrag = chromadb\ntest =\n    pytest\n[flake8]\nmax = 3\n    no\n"
    facts = read("setup.cfg", "requirements", source)
    assert found(facts) == [
        ("openai", ">=1", "", ""),
        ("numpy", "", "", ""),
        ("chromadb", "", "", "rag"),
        ("pytest", "", "", "test"),
    ]
    assert shown(source, facts.dependencies[2].span) == "chromadb"


def test_conda_environment() -> None:
    source = "dependencies:\n  - python=3.11\n  - pytorch=2.1=cuda\n"
    source += "  - conda-forge::faiss >=1.7\n  - pip:\n    - openai==1.0\n"
    assert found(read("environment.yml", "yaml", source)) == [
        ("pytorch", "==2.1", "2.1", ""),
        ("faiss", ">=1.7", "", ""),
        ("openai", "==1.0", "1.0", ""),
    ]


def test_package_json() -> None:
    source = """{
  "scripts": {"eval": "cd app && npx promptfoo eval", "test": "jest"},
  "dependencies": {"openai": "^4.0.0", "@LangChain/core": "0.2.1"},
  "devDependencies": {"vitest": "*"}
}"""
    facts = read("web/package.json", "json", source)
    assert found(facts) == [
        ("openai", "^4.0.0", "", ""),
        ("@langchain/core", "0.2.1", "0.2.1", ""),
        ("vitest", "*", "", "dev"),
    ]
    assert {found.ecosystem for found in facts.dependencies} == {"npm"}
    assert [(found.job, found.where) for found in facts.commands] == [("eval", "npm script")] * 2 + [
        ("test", "npm script")
    ]
    assert words(facts.commands) == ["cd app", "npx promptfoo eval", "jest"]
    assert [shown(source, command.span) for command in facts.commands][1] == '"cd app && npx promptfoo eval"'


LOCKS: list[tuple[str, FileKind, str, list[tuple[str, str, int]]]] = [
    (
        "uv.lock",
        "toml",
        'version = 1\n\n[[package]]\nname = "openai"\nversion = "1.2"\nsource = { registry = "x" }\n\n'
        '[[package]]\nname = "A_b"\nversion = "3"\n',
        [("openai", "1.2", 4), ("a-b", "3", 9)],
    ),
    (
        "poetry.lock",
        "toml",
        '[[package]]\nname = "openai"\nversion = "1.2"\n[package.extras]\n\n[[package]]\nname = "x"\nversion = "2"\n',
        [("openai", "1.2", 2), ("x", "2", 7)],
    ),
    (
        "package-lock.json",
        "json",
        '{"packages": {\n"": {"version": "0"},\n"node_modules/openai": {\n"version": "4.1"},\n'
        '"node_modules/@a/b": {"version": "2"}, "node_modules/a/node_modules/c": {"version": "9"}}}',
        [("openai", "4.1", 3), ("@a/b", "2", 5)],
    ),
    (
        "package-lock.json",
        "json",
        '{\n  "lockfileVersion": 1,\n  "dependencies": {\n    "openai": {\n      "version": "3.2.1"\n    }\n  }\n}\n',
        [("openai", "3.2.1", 4)],
    ),
    ("yarn.lock", "other", '# v1\n\nopenai@^4.0.0, openai@^4.1.0:\n  version "4.2"\n\n"@a/b@^1":\n  version: 1.1\n',
     [("openai", "4.2", 3), ("@a/b", "1.1", 6)]),
    ("pnpm-lock.yaml", "yaml",
     "packages:\n\n  '@a/b@1.1(zod@3)':\n    x: y\n  openai@4.2:\n    x: y\n  /old/3.0:\n    x: y\n",
     [("@a/b", "1.1", 3), ("openai", "4.2", 5), ("old", "3.0", 7)]),
    ("Pipfile.lock", "other",
     '{\n    "default": {\n        "openai": {\n            "hashes": [\n                "x"\n            ],\n'
     '            "version": "==1.2"\n        }\n    }\n}\n', [("openai", "1.2", 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "kind", "source", "expected"), LOCKS)
def test_lock_files_tell_versions_and_lines(
    path: str, kind: FileKind, source: str, expected: list[tuple[str, str, int]]
) -> None:
    facts = read(path, kind, source)
    assert [(found.name, found.version, found.span.line) for found in facts.dependencies] == expected
    assert facts.documents == ()


def test_a_lock_file_of_an_unknown_form_is_counted() -> None:
    assert [problem.reason for problem in read("uv.lock", "toml", "x = 1\n" * 500).problems] == ["not parseable"]


def test_a_broken_manifest_is_counted() -> None:
    facts = read("pyproject.toml", "toml", "[project\n")
    assert [(problem.reason, problem.line) for problem in facts.problems] == [("not parseable", 1)]
    assert [plain(found) for found in facts.documents] == []
