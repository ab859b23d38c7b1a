"""Hostile trees, end to end: what cannot be read is counted with its reason, the rest audited, nothing written."""

from __future__ import annotations

import datetime
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from groundrules.discover import discover
from groundrules.domain.outcome import Outcome
from groundrules.domain.settings import Settings
from groundrules.domain.source import Skipped, SkipReason, Tree
from groundrules.knowledge import load_catalogue, rules_root
from groundrules.link import link
from groundrules.pipeline import audit
from groundrules.pipeline.reading import read_tree

TODAY = datetime.date(2026, 11, 25)
CALL = """\
from openai import OpenAI

answer = OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Answer customers."}])
print(answer)
"""
TUNE = """\
from openai import OpenAI

client = OpenAI()
data = client.files.create(file=open("train.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="gpt-4o-mini-2024-07-18", training_file=data.id)
"""
ROW = '{"messages": [{"role": "user", "content": "%d"}, {"role": "assistant", "content": "No."}]}\n'
PLANTED = ("no-validation-data", "tune.py")
LONG_LINE_BYTES = 200_000_000

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
needs_odd_names = pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made there")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with one finding, to be found whatever stands beside it."""
    write(tmp_path, "requirements.txt", b"openai\n")
    write(tmp_path, "tune.py", TUNE.encode())
    write(tmp_path, "train.jsonl", "".join(ROW % number for number in range(60)).encode())
    write(tmp_path, "app/answer.py", CALL.encode())
    return tmp_path


def audited(root: Path) -> Outcome:
    """The outcome of an audit that leaves the tree as it was and still finds what was planted."""
    before = listing(root)
    outcome = audit(Settings(root=root, today=TODAY))
    assert listing(root) == before, "the audit wrote into the tree"
    assert PLANTED in {(finding.rule, finding.location.path) for finding in outcome.findings}
    return outcome


def listing(root: Path) -> dict[str, tuple[int, int]]:
    """Every name in a tree with its size and time of change; links are not followed."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - names may be no text
            status = os.lstat(path)
            found[path] = (status.st_size, status.st_mtime_ns)
    return found


def skipped(outcome: Outcome, path: str) -> Skipped:
    (found,) = [item for item in outcome.coverage.skipped if item.path == path]
    return found


def write(root: Path, name: str, content: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def bomb() -> bytes:
    """A YAML text of a kilobyte that would be gigabytes with its aliases written out."""
    lines = ["prompts: [a]", "providers: [b]", "tests: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


DEEP = 5_000
CASES: dict[str, tuple[str, bytes, SkipReason, int | None]] = {
    "not UTF-8": ("app/latin.py", b"import openai\nname = 'caf\xe9'\n", "not UTF-8", 2),
    "UTF-16 that its mark denies": ("app/wide.py", b"\xff\xfeimport openai\n", "not UTF-8", None),
    "NUL bytes": ("app/nul.py", b"import openai\0\n", "binary", None),
    "a YAML bomb": ("promptfooconfig.yaml", bomb(), "too many aliases", None),
    "a notebook that is no JSON": ("study.ipynb", b'{"cells": [{"source": "from openai import', "not parseable", None),
    "deep Python": ("app/deep.py", b"import openai\nx = " + b"[" * DEEP + b"]" * DEEP + b"\n", "nested too deeply", 2),
    "deep JSON": ("promptfooconfig.json", b'{"prompts": ' + b"[" * DEEP + b"]" * DEEP + b"}", "nested too deeply", 1),
    "deep YAML": ("promptfoo-a.yaml", b"prompts: " + b"[" * DEEP + b"]" * DEEP + b"\n", "nested too deeply", 1),
    "YAML that is none": ("promptfoo-b.yaml", b"prompts: [a\nproviders: }\n", "not parseable", 2),
    "a file too large": ("app/large.py", b"import openai\n" + b"x = 1\n" * 400_000, "too large", None),
    "a line too long": ("app/wide_line.py", b"import openai\nx = '" + b"a" * 1_100_000 + b"'\n", "line too long", 2),
}


@pytest.mark.parametrize(("name", "content", "reason", "line"), CASES.values(), ids=CASES)
def test_a_file_that_cannot_be_read_is_counted(
    tree: Path, name: str, content: bytes, reason: SkipReason, line: int | None
) -> None:
    write(tree, name, content)
    found = skipped(audited(tree), name)
    assert found.reason == reason
    assert line is None or found.line == line


def test_all_of_them_together(tree: Path) -> None:
    for name, content, _, _ in CASES.values():
        write(tree, name, content)
    found = {item.path: item.reason for item in audited(tree).coverage.skipped}
    assert found == {name: reason for name, _, reason, _ in CASES.values()}


def test_a_line_of_two_hundred_megabytes(tree: Path) -> None:
    with (tree / "app" / "endless.py").open("wb") as file:
        file.truncate(LONG_LINE_BYTES)
    assert skipped(audited(tree), "app/endless.py").reason == "too large"


def test_training_data_that_is_one_endless_line(tree: Path) -> None:
    with (tree / "train.jsonl").open("wb") as file:
        file.write(b'{"messages": [')
        file.truncate(LONG_LINE_BYTES)
    outcome = audited(tree)
    (dataset,) = (dataset for project in outcome.projects for dataset in project.datasets)
    assert dataset.profile is not None
    assert dataset.profile.malformed or dataset.profile.unread


@needs_links
def test_links(tree: Path) -> None:
    (tree / "app" / "again").symlink_to(tree, target_is_directory=True)
    (tree / "app" / "self.py").symlink_to(tree / "app" / "self.py")
    (tree / "app" / "out.py").symlink_to("/etc/hostname")
    found = {item.path: item.reason for item in audited(tree).coverage.skipped}
    assert found.keys() == {"app/again", "app/self.py", "app/out.py"}
    assert found["app/out.py"] == "symlink out of the tree"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_that_nobody_fills(tree: Path) -> None:
    os.mkfifo(tree / "app" / "pipe.py")
    assert skipped(audited(tree), "app/pipe.py").reason == "not a regular file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_is_closed(tree: Path) -> None:
    closed = tree / "closed"
    closed.mkdir()
    write(tree, "closed/answer.py", CALL.encode())
    closed.chmod(0)
    try:
        assert skipped(audited(tree), "closed").reason == "unreadable"
    finally:
        closed.chmod(0o700)


def test_a_file_that_is_gone_when_it_is_read(tree: Path) -> None:
    write(tree, "app/gone.py", CALL.encode())
    found = discover(tree)
    (tree / "app" / "gone.py").unlink()
    _, facts = read_tree(found, load_catalogue(rules_root()))
    problems = {item.path: item.problems[0].reason for item in facts if item.problems}
    assert problems == {"app/gone.py": "vanished"}
    assert "app/answer.py" in {item.path for item in facts if item.calls}


@needs_odd_names
@pytest.mark.parametrize(
    "name", ["new\nline.py", "bell\x07.py", "\x1b[31mred.py", 'quote".py', "a b.py", "%0A::error.py"]
)
def test_odd_names_are_audited_or_counted(tree: Path, name: str) -> None:
    write(tree, f"app/{name}", CALL.encode())
    outcome = audited(tree)
    read = {call.location.path for project in outcome.projects for call in project.model_calls}
    left = {item.path for item in outcome.coverage.skipped}
    assert any(name in path for path in read) or len(left) == 1


@needs_odd_names
def test_a_name_that_is_no_text(tree: Path) -> None:
    path = os.path.join(os.fsencode(tree), b"app", b"latin\xe9.py")  # noqa: PTH118 - no text
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - no text
            file.write(CALL.encode())
    except OSError:
        pytest.skip("such a name cannot be made here")
    assert len(audited(tree).coverage.skipped) == 1


def facts_of_run(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.location.place, finding.message) for finding in outcome.findings]


def test_two_runs_say_the_same(tree: Path) -> None:
    for name, content, _, _ in CASES.values():
        write(tree, name, content)
    first, second = audited(tree), audited(tree)
    assert facts_of_run(first) == facts_of_run(second)
    assert first.coverage.skipped == second.coverage.skipped
    assert first.coverage.assets == second.coverage.assets


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_says_nothing(tree: Path, seed: int) -> None:
    write(tree, "app/wrapper.py", b"from app.answer import answer\n\n\ndef ask(text):\n    return answer\n")
    write(tree, "app/user.py", b"import json\nfrom app.wrapper import ask\n\nprint(json.loads(ask('x')))\n")
    assert described(tree, lambda found: found) == described(tree, shuffled(seed))


def shuffled(seed: int) -> Callable[[Tree], Tree]:
    def shuffle(found: Tree) -> Tree:
        files = list(found.files)
        random.Random(seed).shuffle(files)
        return Tree(found.root, files, found.skipped, found.left_out, found.from_git)

    return shuffle


def described(root: Path, order: Callable[[Tree], Tree]) -> list[tuple[str, list[str], list[str]]]:
    """What linking makes of a tree whose files are listed in some order."""
    catalogue = load_catalogue(rules_root())
    found = order(discover(root))
    reader, facts = read_tree(found, catalogue)
    return [
        (project.path, [call.id for call in project.model_calls], [item.id for item in project.prompts])
        for project in link(found, facts, reader.facts, catalogue, TODAY)
    ]
