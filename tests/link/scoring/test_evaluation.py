"""Evaluations: those written by hand, wherever they stand, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, evaluations, project, projects

SCORE = "correct = sum(case['expected'] in ask(case['question']) for case in cases)\nprint(correct / len(cases))\n"
READ = "import json\nfrom llm import ask\ncases = [json.loads(line) for line in open('cases.jsonl')]\n"
CASES = (
    "from llm import ask\n"
    "cases = [{'question': 'a', 'expected': 'b'}, {'question': 'c', 'expected': 'd'}, {'question': 'e'}]\n"
)


def paths(folder: Path, tree: dict[str, str]) -> list[str]:
    return [evaluation.name for evaluation in evaluations(folder, {"llm.py": ASK, **tree})]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("evals/run.py", READ + SCORE),
        ("evaluation/answers.py", CASES + SCORE),
        ("tests/evals/run.py", READ + SCORE),
        ("evaluate_answers.py", READ + SCORE),
        ("scripts/run_eval.py", CASES + SCORE),
        ("checks/accuracy.py", READ + SCORE),
        ("scripts/check.py", READ.replace("cases.jsonl", "golden.jsonl") + SCORE),
        ("evals/http.py", "import requests\nscore = 'b' in requests.post('http://localhost/ask', json={}).text\n"),
        (
            "tests/test_answers.py",
            CASES + "def test_it():\n    accuracy = sum(map(ask, cases)) / 3\n    assert accuracy > 0.8\n",
        ),
        (
            "tests/test_judge.py",
            "from llm import ask\ndef test_it():\n    evaluation = ask('same?')\n    expected = 'b'\n",
        ),
        ("benchmark.py", "import subprocess\nsubprocess.run(['python', 'llm.py'])\n"),
    ],
)
def test_an_evaluation_by_hand_is_found(tmp_path: Path, path: str, text: str) -> None:
    assert paths(tmp_path, {path: text}) == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("train.py", "import torch\nfrom llm import ask\nmodel.eval()\n"),
        (
            "churn/evaluate.py",
            "from sklearn.metrics import f1_score\nimport pandas\n"
            "score = f1_score(1, 2)\nmodel.predict(pandas.read_csv('a.csv'))\n",
        ),
        ("benchmarks/speed.py", "from llm import ask\nlatency = 1\nthroughput = 2\ncases = 'a.json'\nask('x')\n"),
        ("agents/evaluator.py", "from llm import ask\nscore = ask('grade this CV')\nexpected = open('a.json')\n"),
        (
            "tests/test_llm.py",
            "from unittest.mock import patch\nfrom llm import ask\n"
            "CASES = ['a.json']\ndef test_score():\n    score = 1\n",
        ),
        ("tests/test_answer.py", "from llm import ask\ndef test_it():\n    assert ask('x')\n"),
        ("examples/evals/run.py", READ + SCORE),
        (
            "evals/generate_ground_truth.py",
            "from llm import ask\ntruth = [ask('a question on this')]\nopen('cases.jsonl')\n",
        ),
        ("evals/make_test_set.py", CASES),
        ("retrieval.py", "from llm import ask\nask('x')\n"),
    ],
)
def test_what_looks_like_one_is_not(tmp_path: Path, path: str, text: str) -> None:
    user = "from llm import ask\nfrom agents.evaluator import score\nask(score)\n"
    assert paths(tmp_path, {path: text, "app.py": user}) == []


def test_helpers_of_an_evaluation_are_part_of_it(tmp_path: Path) -> None:
    tree = {
        "evals/metrics.py": "def score(a, b):\n    return a == b\n",
        "evals/run.py": f"from evals.metrics import score\n{READ}{SCORE}",
    }
    assert paths(tmp_path, tree) == ["evals/run.py"]


def test_cases_alone_are_an_evaluation_elsewhere(tmp_path: Path) -> None:
    found = evaluations(tmp_path, {"llm.py": ASK, "evals/golden.jsonl": '{"question": "a"}\n'})
    assert [(item.name, item.product_id, item.is_report) for item in found] == [
        ("evals/golden.jsonl", "golden-set", True)
    ]


def test_a_tree_without_model_work_has_none(tmp_path: Path) -> None:
    assert projects(tmp_path, {"evals/run.py": READ.replace("from llm import ask\n", "") + SCORE}) == []


def test_an_evaluation_with_its_own_manifest_covers_the_project_around_it(tmp_path: Path) -> None:
    tree = {
        "llm.py": ASK,
        "requirements.txt": "openai\n",
        "evals/answers/requirements.txt": "openai\n",
        "evals/answers/run.py": READ + SCORE,
    }
    found = project(tmp_path, tree)
    assert [item.name for item in found.evaluations] == ["evals/answers/run.py"]


def test_an_inner_project_is_covered_by_the_evaluations_around_it_alone(tmp_path: Path) -> None:
    tree = {
        "llm.py": ASK, "web/requirements.txt": "openai\n", "web/llm.py": ASK, "web/evals/run.py": READ + SCORE,
    }  # fmt: skip
    outer, inner = projects(tmp_path, tree)
    assert (outer.path, outer.evaluations) == (".", [])
    assert [item.name for item in inner.own_evaluations] == ["web/evals/run.py"]
    assert inner.is_within_another
    assert not outer.is_within_another


def test_words_that_only_hold_lora_are_no_fine_tune(tmp_path: Path) -> None:
    (found,) = evaluations(tmp_path, {"llm.py": ASK, "evals/run.py": READ + "exploration = 'exploration'\n" + SCORE})
    assert "fine-tune" not in found.covers
    (tuned,) = evaluations(tmp_path, {"evals/run.py": READ + "model = 'out/lora-adapter'\n" + SCORE})
    assert "fine-tune" in tuned.covers


@pytest.mark.parametrize(
    ("lines", "covers"),
    [
        ("def context_recall(found, wanted):\n    return 1\n", True),
        ("metrics = ['gpt_groundedness', 'answer_length']\n", True),
        ("def is_faithful(answer):\n    return ask(answer)\n", True),
        ("metrics = ['answer_length', 'latency']\n", False),
    ],
)
def test_what_keeps_answers_to_the_passages_scores_a_retrieval(tmp_path: Path, lines: str, covers: bool) -> None:
    (found,) = evaluations(tmp_path, {"llm.py": ASK, "evals/run.py": READ + lines + SCORE})
    assert ("retrieval" in found.covers) is covers


def test_what_makes_cases_and_scores_them_is_an_evaluation(tmp_path: Path) -> None:
    assert paths(tmp_path, {"evals/generate_cases.py": READ + SCORE.replace("correct", "accuracy")}) == [
        "evals/generate_cases.py"
    ]
