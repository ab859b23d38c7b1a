"""The length of records in llm tokens: the least it can be, and how many exceed a limit for certain."""

from __future__ import annotations

from groundrules.datasets.llm_tokens import tokens_of
from groundrules.domain.dataset import LlmTokens
from tests.datasets.word_list import Profiler


def test_scripts_weigh_differently() -> None:
    assert tokens_of("a plain sentence of words " * 100) == 490
    assert tokens_of("数据集" * 100) == 157
    assert 280 < tokens_of("ведомость" * 110) < 310
    assert tokens_of("") == 0


def test_share_over_a_limit_is_certain(profile_of: Profiler) -> None:
    rows = [{"prompt": "q", "completion": "word " * (3000 if n < 5 else 20)} for n in range(50)]
    found = profile_of(rows).llm_tokens
    assert found.of == 50
    assert (found.share_over(2048), found.share_over(10), found.share_over(4096)) == (0.1, 1.0, 0.0)
    assert found.longest[0] == (2830, "train.jsonl", 1)
    assert [line for _, _, line in found.longest] == [1, 2, 3, 4, 5]


def test_nothing_read() -> None:
    assert LlmTokens().share_over(1) == 0.0
