"""Whatever bytes a file holds: no reader raises, spans stay inside the file, facts survive msgpack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.source import FileKind
from tests.extract.reading import read

FILES: list[tuple[str, FileKind]] = [
    ("a.yaml", "yaml"),
    ("a.toml", "toml"),
    ("a.json", "json"),
    ("a.jsonl", "jsonl"),
    (".env", "env"),
    ("requirements.txt", "requirements"),
    ("pyproject.toml", "toml"),
    ("Pipfile", "requirements"),
    ("setup.cfg", "requirements"),
    ("environment.yml", "yaml"),
    ("package.json", "json"),
    ("uv.lock", "toml"),
    ("package-lock.json", "json"),
    ("a.sh", "shell"),
    ("Makefile", "makefile"),
    ("Dockerfile", "dockerfile"),
    (".github/workflows/ci.yml", "workflow"),
    (".gitlab-ci.yml", "workflow"),
    (".circleci/config.yml", "workflow"),
    ("azure-pipelines.yml", "workflow"),
    (".travis.yml", "workflow"),
    ("Jenkinsfile", "workflow"),
    (".pre-commit-config.yaml", "workflow"),
    ("docker-compose.yml", "yaml"),
    ("a.prompt", "prompt"),
    ("README.md", "markdown"),
    ("index.rst", "markdown"),
    ("a.sql", "sql"),
    ("a.tf", "hcl"),
]
every_file = pytest.mark.parametrize(("path", "kind"), FILES, ids=[path for path, _ in FILES])

FRAGMENTS = [
    "a: ", "- ", "\n", "\n  ", "\n\t", "&a ", "*a", "<<: ",
    "|\n", ">-\n", "{", "}", "[", "]", ",", ":", '"', "'", "`", "```",
    "```bash\n", "$ ", "$(", ")", "${A:-b}", "{{ x }}", "=", "==1.0", "[[package]]\n", "[tool.poetry.dependencies]\n",
    '"""', "'''", "\\", "\\\n", "#", "# groundrules: ignore[a] b", "&&", "||", "|", ";;", "case x in\n", "esac",
    "for x in",
    "<<EOF\n", "EOF\n", "RUN ", "ENV A=b ", "CMD [", "run: ", "on: ", "jobs:", "steps:", "script:", "services:",
    "command: ", "\r\n", "\r", "\u2028", "\x85", "é", "😀", "\ufeff", "1e5", "0x1F", "22:30", ".nan", "true", "null",
    '"\\ud800"', "!Ref x", "---\n", "...\n", "stage('a') ", "sh 'b' ", "==\n", "::\n\n    ", "-e ", "-r x", "@ https://x",
]  # fmt: skip
mixed = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=25).map("".join)


@every_file
@settings(max_examples=60, deadline=None)
@given(source=st.binary(max_size=200))
def test_bytes_never_raise(path: str, kind: FileKind, source: bytes) -> None:
    problems = read(path, kind, source).problems
    assert [problem for problem in problems if problem.detail.endswith("Error")] == []


@every_file
@settings(max_examples=150, deadline=None)
@given(source=mixed)
def test_pieces_of_syntax_never_raise(path: str, kind: FileKind, source: str) -> None:
    problems = read(path, kind, source.encode("utf-8", "replace")).problems
    assert [problem for problem in problems if problem.detail.endswith("Error")] == []


@every_file
@pytest.mark.parametrize("bracket", ["[", "{", '{"a":', "[{", "a: [", "- ", "$(", "(", "`", "<div>", "\\"])
def test_deep_nesting_is_survived(path: str, kind: FileKind, bracket: str) -> None:
    for source in (bracket * 5_000, "a = " + bracket * 5_000, "a: " + bracket * 5_000, ("  " + bracket) * 3_000):
        problems = read(path, kind, source).problems
        assert [problem for problem in problems if problem.detail.endswith("Error")] == []


@every_file
@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\n",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbfa: b\n",
        b"a: 1\r\nb: 2\r\n",
        "a = 1\n".encode("utf-16"),
        b"a = " + b"9" * 10_000,
        b"a: " + b"9" * 10_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b"9" * 30,
        b"[" + b"1," * 50_000 + b"1]",
        b"a " * 600_000,
        b'"' * 50_000,
        b"'''" * 10_000,
        b"\\\n" * 10_000,
        b"-" * 100_000,
        b"#" * 100_000,
        b"a.b." * 10_000 + b"c = 1",
    ],
)
def test_odd_files_are_survived(path: str, kind: FileKind, source: bytes) -> None:
    problems = read(path, kind, source).problems
    assert [problem for problem in problems if problem.detail.endswith("Error")] == []


@every_file
def test_a_nul_character_is_binary(path: str, kind: FileKind) -> None:
    problems = read(path, kind, b"a: b\n\0\n").problems
    assert kind == "jsonl" or (problems[0].reason, problems[0].line) == ("binary", 2)


@every_file
def test_what_is_not_utf_8_says_on_which_line(path: str, kind: FileKind) -> None:
    problems = read(path, kind, b"a: b\n\xe9\n").problems if kind != "jsonl" else ()
    assert kind == "jsonl" or (problems[0].reason, problems[0].line) == ("not UTF-8", 2)


@pytest.mark.parametrize("kind", ["python", "shell", "markdown"])
def test_a_line_of_a_megabyte_is_generated_code(kind: FileKind) -> None:
    problems = read("a", kind, b"x\n" + b"a" * 1_000_001).problems
    assert (problems[0].reason, problems[0].line) == ("line too long", 2)
