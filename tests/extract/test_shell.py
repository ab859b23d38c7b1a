from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.source import FileKind
from groundrules.extract.lines import Lines
from groundrules.extract.shell import commands_in
from tests.extract.reading import plain, read, shown, words


@pytest.mark.parametrize(
    ("script", "commands"),
    [
        ("python train.py --epochs 3", ["python train.py --epochs 3"]),
        ("cd app && make test || exit 1; ls | wc -l &", ["cd app", "make test", "exit 1", "ls", "wc -l"]),
        ("python train.py \\\n  --model 'gpt 4' \\\n  --seed=1", ["python train.py --model gpt 4 --seed=1"]),
        ("# comment\necho a#b # c", ["echo a#b"]),
        ("OPENAI_API_KEY=x CUDA=0 python a.py", ["python a.py"]),
        ("python a.py > out.txt 2>&1 < in.txt >> log", ["python a.py"]),
        ("cat <<EOF > a\npython hidden.py\nEOF\npython b.py", ["cat", "python b.py"]),
        ("cat <<-'END'\n\tx y\n\tEND\nls", ["cat", "ls"]),
        ("if [ -f x ]; then python a.py; else python b.py; fi", ["[ -f x ]", "python a.py", "python b.py"]),
        ("for m in a b; do python a.py $m; done", ["python a.py $m"]),
        ("while true; do sleep 1; done", ["true", "sleep 1"]),
        ("case $1 in\n a|b) python a.py ;;\n *) python b.py | cat ;;\nesac\nls",
         ["python a.py", "python b.py", "cat", "ls"]),
        ("main() {\n  python a.py\n}\nmain", ["python a.py", "main"]),
        ("(cd a; make)", ["cd a", "make"]),
        ("ID=$(openai api fine_tuning.jobs.create -m gpt-4o)", ["openai api fine_tuning.jobs.create -m gpt-4o"]),
        ("echo `date` $((1 + 2))", ["date", "echo `date` $((1 + 2))"]),
        ("echo 'it''s' \"a \\\"b\\\"\" c\\ d", ["echo its a \"b\" c d"]),
        ("echo it's", ["echo it's"]),
        ("[[ $a =~ x ]] && b", ["[[ $a =~ x ]]", "b"]),
        ("run ${{ matrix.model || 'x' }} end", ["run ${{ matrix.model || 'x' }} end"]),
        ("exec 3<>/dev/tcp/a", ["exec"]),
    ],
)  # fmt: skip
def test_commands_are_split_as_a_shell_does(script: str, commands: list[str]) -> None:
    assert words(read("a.sh", "shell", script).commands) == commands


@pytest.mark.parametrize(
    ("script", "last"),
    [
        ('MODEL=gpt-4o\npython a.py --model "$MODEL"', "python a.py --model gpt-4o"),
        ("export M='a b'\nrun ${M}x", "run a bx"),
        ("M=${M:-small}\nrun $M", "run small"),
        ("run ${M:-small}", "run small"),
        ("M=$(date)\nrun $M", "run $M"),
        ("M=a\nrun '$M'", "run $M"),
        ("if x; then M=a; else M=b; fi\nrun $M", "run $M"),
        ("M=a\nM=a\nrun $M", "run a"),
        ("M=a run\nrun $M", "run $M"),
        ("M=a\nfor M in b; do :; done\nrun $M", "run $M"),
    ],
)
def test_variables_are_put_in_only_where_the_text_tells_their_value(script: str, last: str) -> None:
    assert words(read("a.sh", "shell", script).commands)[-1] == last


def test_values_that_repeat_values_do_not_explode() -> None:
    script = "A=aaaaaaaaaa\n" + "".join(f'{chr(65 + n + 1)}="${chr(65 + n)}${chr(65 + n)}"\n' for n in range(24))
    commands = read("a.sh", "shell", script + 'run "$Y"').commands
    assert words(commands) == ["run $Y"]


def test_commands_have_their_places() -> None:
    source = "set -e\n\nif x; then\n  python train.py \\\n    --seed 1 | tee log\nfi\n"
    commands = read("a.sh", "shell", source).commands
    assert [shown(source, command.span) for command in commands] == [
        "set -e",
        "x",
        "python train.py \\\n    --seed 1",
        "tee log",
    ]


def test_a_failure_that_is_swallowed() -> None:
    commands = read("a.sh", "shell", "a || true\nb || :\nc || exit 1\nd || echo no\ne").commands
    assert [(command.words[0], command.never_fails) for command in commands if command.words[0] in "abcde"] == [
        ("a", True),
        ("b", True),
        ("c", False),
        ("d", True),
        ("e", False),
    ]


def test_a_piece_of_a_file_is_placed_in_it() -> None:
    (first, second) = commands_in("a \\\n  b\nc", "notebook", lines=Lines("a \\\n  b\nc", 7, 5), cell=3, job="x")
    assert (first.span.line, first.span.column, first.span.end_line, first.cell, first.job) == (7, 5, 8, 3, "x")
    assert (second.span.line, second.span.column) == (9, 5)


@given(st.lists(st.from_regex(r"[a-z0-9._/=-]*[a-z0-9._/-]", fullmatch=True), min_size=1, max_size=6))
def test_quoted_words_come_back(parts: list[str]) -> None:
    script = "run " + " ".join(f"'{part}'" for part in parts)
    assert [command.words for command in commands_in(script, "shell")] == [("run", *parts)]


MAKEFILE = """MODEL ?= gpt-4o  # the model
RUN := uv run
NOW = $(shell date)
.PHONY: all
all: train

train: data.jsonl
\t@echo "start"
\t-$(RUN) python train.py --model ${MODEL} \\
\t    --seed 1 && echo $$HOME
\tcd $(UNKNOWN) && $(NOW)
eval: ; $(RUN) promptfoo eval
"""


def test_recipes_by_target_with_variables() -> None:
    commands = read("Makefile", "makefile", MAKEFILE).commands
    assert [(command.job, command.span.line, command.never_fails, *command.words) for command in commands] == [
        ("all", 5, False, "make", "train"),
        ("train", 8, False, "echo", "start"),
        ("train", 9, True, "uv", "run", "python", "train.py", "--model", "gpt-4o", "--seed", "1"),
        ("train", 9, True, "echo", "$HOME"),
        ("train", 11, False, "cd", "${UNKNOWN}"),
        ("train", 11, False, "date"),
        ("train", 11, False, "$(date)"),
        ("eval", 12, False, "uv", "run", "promptfoo", "eval"),
    ]


def test_a_justfile_indents_with_spaces() -> None:
    commands = read("justfile", "makefile", "eval *args:\n    @uv run evals.py {{args}}\n").commands
    assert [(command.job, command.words) for command in commands] == [("eval", ("uv", "run", "evals.py", "{{args}}"))]


DOCKERFILE = """# syntax=docker/dockerfile:1
FROM python:3.12 AS build
ARG MODEL=bge-small
ENV EMBEDDING_MODEL=$MODEL OPENAI_API_KEY=abc \\
    TOP_K=5
ENV OLD form here
RUN --mount=type=cache,target=/x pip install -r requirements.txt && \\
    # why
    python -m ingest --model $MODEL
RUN <<EOF
python a.py
python b.py
EOF
FROM scratch
HEALTHCHECK --interval=5s CMD curl localhost
ENTRYPOINT ["python", "-m", \\
  "app"]
CMD python serve.py
"""


def test_dockerfile_instructions() -> None:
    facts = read("Dockerfile", "dockerfile", DOCKERFILE)
    assert [(command.job, command.span.line, " ".join(command.words)) for command in facts.commands] == [
        ("build", 7, "pip install -r requirements.txt"),
        ("build", 9, "python -m ingest --model bge-small"),
        ("build", 11, "python a.py"),
        ("build", 12, "python b.py"),
        ("", 15, "curl localhost"),
        ("", 16, "python -m app"),
        ("", 18, "python serve.py"),
    ]
    assert plain(facts.documents[0]) == {
        "EMBEDDING_MODEL": "bge-small",
        "OPENAI_API_KEY": "<redacted>",
        "TOP_K": "5",
        "OLD": "form here",
    }


def test_compose_commands() -> None:
    source = """services:
  api:
    command: python serve.py --reload
    healthcheck: {test: [CMD, curl, localhost]}
  worker:
    entrypoint: ["python", "worker.py"]
    command: >
      --queue
      index
  idle: {image: redis}
"""
    facts = read("deploy/docker-compose.prod.yml", "yaml", source)
    assert [(command.job, command.where, command.span.line, *command.words) for command in facts.commands] == [
        ("api", "compose", 3, "python", "serve.py", "--reload"),
        ("api", "compose", 4, "curl", "localhost"),
        ("worker", "compose", 6, "python", "worker.py"),
        ("worker", "compose", 8, "--queue", "index"),
    ]
    assert len(facts.documents) == 1


@pytest.mark.parametrize(("path", "kind"), [("a.sh", "shell"), ("Makefile", "makefile"), ("Dockerfile", "dockerfile")])
def test_suppressions_are_found(path: str, kind: FileKind) -> None:
    facts = read(path, kind, "# groundrules: ignore[no-evals] later until=2027-01-31\nRUN x\n")
    assert [(found.rules, found.line, found.until) for found in facts.suppressions] == [
        (("no-evals",), 2, "2027-01-31")
    ]
