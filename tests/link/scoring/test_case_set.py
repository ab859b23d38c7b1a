"""The cases of evaluations: counted, and asked something."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.link.scoring.row_count import LARGEST_BYTES, rows_of
from tests.link.linked import ASK, evaluations

PROMPTFOO = "prompts: [a]\nproviders: [openai:gpt-5.6-luna]\n"
SCORE = "score = sum(case['expected'] in ask(case['question']) for case in cases) / len(cases)\n"
ROWS = "\n".join(f'{{"question": "{n}", "expected": "a"}}' for n in range(7))


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("a.jsonl", '{"a": 1}\n\n{"a": 2}\n', 2),
        ("a.json", '[{"a": 1}, {"a": 2}]', 2),
        ("a.json", '{"version": 1, "cases": [{}, {}, {}]}', 3),
        ("a.json", '{"model": "a"}', None),
        ("a.json", "[1, 2]", None),
        ("a.json", "[", None),
        ("a.csv", 'question,answer\n"a\nb",c\nd,e\n', 2),
        ("a.tsv", "question\tanswer\na\tb\n", 1),
        ("a.csv", "", 0),
        ("a.txt", "a\nb\n", None),
        ("a.jsonl", "a" * (LARGEST_BYTES + 1), None),
    ],
)
def test_rows_are_counted_where_a_file_is_understood(tmp_path: Path, name: str, text: str, rows: int | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert rows_of(str(tmp_path), name) == rows


def test_bytes_that_are_no_text_and_files_that_are_not_there_have_no_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    assert rows_of(str(tmp_path), "a.jsonl") is None
    assert rows_of(str(tmp_path), "b.jsonl") is None


def counted(folder: Path, tree: dict[str, str]) -> list[int]:
    found = evaluations(folder, {"llm.py": ASK, **tree})
    return [item.case_set.count for item in found if item.case_set is not None]


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("import json\ncases = [json.loads(line) for line in open('golden.jsonl')]\n", [7]),
        ("cases = [{'question': 'a', 'expected': 'b'}, {'question': 'c', 'expected': 'd'}]\n", [2]),
        ("cases = [{'question': 'a', 'expected': 'b'}] * 9\n", []),
        ("cases = [{'question': 'a', 'expected': 'b'}, {'question': 'c'}]\ncases.append(more())\n", []),
        ("cases = load('golden.jsonl')\nquestions = [{'question': 'a'}, {'question': 'b'}]\n", []),
        ("cases = load('results.jsonl')\n", []),
        ("cases = load('golden-elsewhere.jsonl')\n", []),
    ],
)
def test_cases_are_counted_where_all_are_in_the_tree(tmp_path: Path, before: str, count: list[int]) -> None:
    files = {"evals/golden.jsonl": ROWS, "evals/results.jsonl": ROWS}
    text = f"from llm import ask\n{before}{SCORE}"
    assert counted(tmp_path, {**files, "evals/score_answers.py": text}) == count


def test_smoke_runs_are_not_counted(tmp_path: Path) -> None:
    cases = "cases = [{'question': 'a', 'expected': 'b'}, {'question': 'c', 'expected': 'd'}]\n"
    assert counted(tmp_path, {"evals/smoke_answers.py": f"from llm import ask\n{cases}{SCORE}"}) == []


@pytest.mark.parametrize(
    ("text", "asks_nothing"),
    [
        ("tests:\n  - vars: {a: b}\n", True),
        ("tests:\n  - vars: {a: b}\n    assert: [{type: contains, value: c}]\n", False),
        ("tests:\n  - vars: {a: b}\n  - {vars: {a: c}, assert: [{type: is-json}]}\n", False),
        ("defaultTest: {assert: [{type: is-json}]}\ntests:\n  - vars: {a: b}\n", False),
        ("defaultTest: file://default.yaml\ntests:\n  - vars: {a: b}\n", False),
        ("defaultTest: {vars: {c: d}}\ntests:\n  - vars: {a: b}\n", True),
        ("tests: file://cases.csv\n", False),
        ("tests:\n  - file://cases.yaml\n", False),
        ("scenarios: [{config: []}]\ntests:\n  - vars: {a: b}\n", False),
    ],
)
def test_cases_without_an_assertion_ask_nothing(tmp_path: Path, text: str, asks_nothing: bool) -> None:
    (found,) = evaluations(tmp_path, {"promptfooconfig.yaml": PROMPTFOO + text})
    assert (found.asks_nothing_at is not None) is asks_nothing


@pytest.mark.parametrize(("scorers", "asks_nothing"), [("[]", True), ("[exact]", False), ("scorers", False)])
def test_an_empty_list_of_scorers_asks_nothing(tmp_path: Path, scorers: str, asks_nothing: bool) -> None:
    text = f"from braintrust import Eval\nfrom llm import ask\nEval('a', data=rows, task=ask, scores={scorers})\n"
    (found,) = evaluations(tmp_path, {"llm.py": ASK, "evals/eval_answers.py": text})
    assert (found.asks_nothing_at is not None) is asks_nothing


def test_cases_count_once_for_a_project_and_not_at_all_where_one_set_is_not_counted(tmp_path: Path) -> None:
    reads = f"from llm import ask\ncases = load('golden.jsonl')\n{SCORE}"
    tree = {"evals/golden.jsonl": ROWS, "evals/first.py": reads, "evals/second.py": reads}
    assert [item.added_cases for item in evaluations(tmp_path / "a", {"llm.py": ASK, **tree})] == [7, 0]
    more = {**tree, "evals/third.py": f"from llm import ask\ncases = fetch()\n{SCORE}"}
    assert [item.added_cases for item in evaluations(tmp_path / "b", {"llm.py": ASK, **more})] == [7, 0, None]
