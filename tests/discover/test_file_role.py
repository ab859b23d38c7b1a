from __future__ import annotations

import pytest

from groundrules.discover.kind import kind_of
from groundrules.discover.role import role_of
from groundrules.domain.source import FileRole

ROLES: list[tuple[str, FileRole]] = [
    ("src/agent.py", "product"),
    ("src/retrieval.py", "product"),
    ("src/medieval/king.py", "product"),
    ("src/contest.py", "product"),
    ("src/latest/agent.py", "product"),
    ("few_shot_examples/a.jsonl", "product"),
    ("README.md", "product"),
    ("tests/test_agent.py", "test"),
    ("tests/data.json", "test"),
    ("src/test_agent.py", "test"),
    ("src/agent_test.py", "test"),
    ("conftest.py", "test"),
    ("test.js", "test"),
    ("src/contest.js", "product"),
    ("src/chat.spec.ts", "test"),
    ("src/chat.test-d.ts", "test"),
    ("src/chat.test.tsx", "test"),
    ("src/__tests__/chat.ts", "test"),
    ("integration_tests/run.py", "test"),
    ("evals/run.py", "evaluation"),
    ("eval/promptfooconfig.yaml", "evaluation"),
    ("promptfooconfig.yaml", "evaluation"),
    ("evaluate.py", "evaluation"),
    ("src/rag_eval.py", "evaluation"),
    ("src/ragEvaluation.ts", "evaluation"),
    ("src/answers.eval.ts", "evaluation"),
    ("run_evals.sh", "evaluation"),
    ("rag_evaluation/metrics.py", "evaluation"),
    ("evals/test_answers.py", "evaluation"),
    ("evals/examples/rows.jsonl", "evaluation"),
    ("data/golden_set.jsonl", "evaluation"),
    ("tests/evals/eval.py", "evaluation"),
    ("tests/evaluate_rag.py", "evaluation"),
    ("tests/test_evaluate.py", "test"),
    ("tests/golden_prompts/answer.txt", "test"),
    ("golden_retriever.py", "product"),
    ("EVALUATION.md", "product"),
    ("examples/chat.py", "example"),
    ("examples/evals/run.py", "example"),
    ("examples/tests/test_chat.py", "example"),
    ("packages/a/cookbook/rag.ipynb", "example"),
    ("docs/conf.py", "documentation"),
    ("website/index.mdx", "documentation"),
    ("tests/fixtures/agent.py", "fixture"),
    ("fixtures/agent.py", "fixture"),
    ("src/testdata/agent.py", "fixture"),
    ("tests/cassettes/chat.yaml", "fixture"),
    ("src/chat_pb2.py", "generated"),
    ("src/chat_pb2_grpc.py", "generated"),
    ("static/app.min.js", "generated"),
    ("tests/generated/api.ts", "generated"),
    ("data/test/rows.jsonl", "product"),
    ("data/test/rows.py", "test"),
]


@pytest.mark.parametrize(("path", "role"), ROLES)
def test_a_path_has_its_role(path: str, role: FileRole) -> None:
    assert role_of(path, kind_of(path) or "other") == role
