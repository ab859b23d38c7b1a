"""Training data looked up among the rows that a model is scored on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from groundrules.datasets import overlap
from groundrules.domain.record import Overlap
from tests.datasets.test_repetition import DISTINCT, pair, prose


def compare(folder: Path, training: Iterable[Any], other: Iterable[Any], other_name: str = "valid.jsonl") -> Overlap:
    (folder / "train.jsonl").write_text("\n".join(map(json.dumps, training)), encoding="utf-8")
    rows = list(other)
    text = json.dumps(rows) if other_name.endswith(".json") else "\n".join(map(json.dumps, rows))
    (folder / other_name).write_text(text, encoding="utf-8")
    return overlap(folder, ["train.jsonl"], [other_name])


def test_nothing_in_common(tmp_path: Path) -> None:
    found = compare(tmp_path, DISTINCT[:30], DISTINCT[30:])
    assert (found.of, found.training, found.complete) == (10, 30, True)
    assert (found.records, found.share, found.pairs) == (0, 0.0, ())


def test_exact_near_and_prompt_alone(tmp_path: Path) -> None:
    near = pair(DISTINCT[3]["prompt"], DISTINCT[3]["completion"].rsplit(" ", 1)[0] + " indeed")
    asked = pair(DISTINCT[5]["prompt"], "something else altogether")
    found = compare(tmp_path, DISTINCT[:30], [*DISTINCT[30:], DISTINCT[7], near, asked])
    assert (found.exact, found.near, found.prompts, found.of) == (1, 1, 1, 13)
    assert [(item.line, item.other_line, item.is_near) for item in found.pairs] == [
        (11, 8, False),
        (12, 4, True),
        (13, 6, False),
    ]
    assert (found.pairs[0].path, found.pairs[0].other_path) == ("valid.jsonl", "train.jsonl")


def test_another_shape_on_the_other_side(tmp_path: Path) -> None:
    chats = [
        {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": row["prompt"]},
                      {"role": "assistant", "content": row["completion"]}]}
        for row in DISTINCT
    ]  # fmt: skip
    cases = [{"question": row["prompt"], "answer": row["completion"]} for row in DISTINCT[:4]]
    found = compare(tmp_path, chats, cases, "cases.json")
    assert (found.exact, found.of) == (4, 4)


def test_one_instruction_for_all_is_no_leak(tmp_path: Path) -> None:
    rows = [pair("Write a post in my style, please", " ".join(prose(n, 30))) for n in range(40)]
    assert compare(tmp_path, rows[:30], rows[30:]).records == 0


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text(json.dumps(DISTINCT[0]), encoding="utf-8")
    found = overlap(tmp_path, ["train.jsonl"], ["gone.jsonl"])
    assert (found.of, found.records) == (0, 0)
    assert found.unread == "not a regular file"
