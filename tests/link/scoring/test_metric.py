"""What an evaluation covers, told by the metrics it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import ASK, evaluations

RAGAS = (
    "from ragas import EvaluationDataset, evaluate\nfrom ragas.metrics import AspectCritic, BleuScore, faithfulness\n"
)
ROWS = "rows = EvaluationDataset.from_list([{'user_input': 'a', 'response': ask('a')}])\n"
POLITE = "AspectCritic(name='polite', definition='Is it polite?')"
DEEPEVAL = (
    "from deepeval import assert_test\nfrom deepeval.metrics import FaithfulnessMetric, GEval\n"
    "from deepeval.test_case import LLMTestCase, LLMTestCaseParams\n"
    "def test_it():\n    case = LLMTestCase(input='a', actual_output=ask('a'))\n"
)


@pytest.mark.parametrize(
    ("text", "scores_retrieval"),
    [
        (f"{RAGAS}{ROWS}evaluate(rows, metrics=[{POLITE}])\n", False),
        (f"{RAGAS}{ROWS}POLITE = {POLITE}\nevaluate(rows, metrics=[POLITE, BleuScore()])\n", False),
        (f"{RAGAS}{ROWS}evaluate(rows, metrics=[{POLITE}, faithfulness])\n", True),
        (f"{RAGAS}{ROWS}evaluate(rows)\n", True),
        (f"{RAGAS}{ROWS}evaluate(rows, metrics=chosen)\n", True),
        (f"{RAGAS}{ROWS}evaluate(rows, metrics=[BleuScore(), made_here])\n", True),
        (f"{RAGAS}{ROWS}evaluate(rows, metrics=[BleuScore()])\nevaluate(rows)\n", True),
        (
            f"{RAGAS}{ROWS}evaluate(rows, metrics=[AspectCritic(name='x', definition='As the passages say?')])\n",
            True,
        ),
        (f"{DEEPEVAL}    assert_test(case, [GEval(name='polite', criteria='Is it polite?')])\n", False),
        (
            f"{DEEPEVAL}    assert_test(case, [GEval('x', evaluation_params=[LLMTestCaseParams.CONTEXT])])\n",
            True,
        ),
        (f"{DEEPEVAL}    assert_test(case, [FaithfulnessMetric()])\n", True),
    ],
)
def test_an_evaluation_covers_what_its_metrics_score(tmp_path: Path, text: str, scores_retrieval: bool) -> None:
    tree = {"llm.py": ASK, "evals/test_answers.py": f"from llm import ask\n{text}"}
    (evaluation,) = evaluations(tmp_path, tree)
    assert ("retrieval" in evaluation.covers) is scores_retrieval
