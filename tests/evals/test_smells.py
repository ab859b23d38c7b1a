"""The score of labelled lines: what meets a label, and what counts for and against."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from groundrules.knowledge import load_rules, rules_root

ROOT = Path(__file__).parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("smells", ROOT / "evals" / "smells.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["smells"] = module
    spec.loader.exec_module(module)
    return module


smells = _script()


def test_labels_name_rules_that_exist() -> None:
    labels = smells.read_labels(smells.LABELS)
    assert {label.rule for label in labels} <= set(load_rules(rules_root()))
    assert len(set(labels)) == len(labels)


def test_a_finding_counts_for_the_labels_that_its_places_meet() -> None:
    labels = [
        smells.Label("a", "app.py", 10, "retired-model", True),
        smells.Label("a", "app.py", 40, "retired-model", True),
        smells.Label("a", "app.py", 80, "unbounded-call", True),
        smells.Label("a", "app.py", 90, "unbounded-call", False),
    ]
    findings = [
        [smells.Place("a", "app.py", 12, "retired-model"), smells.Place("a", "app.py", 40, "retired-model")],
        [smells.Place("a", "app.py", 91, "unbounded-call")],
        [smells.Place("a", "other.py", 80, "unbounded-call")],
    ]
    result = smells.score(findings, labels)
    assert [len(part) for part in result] == [2, 1, 1, 1]
    assert (round(result.precision, 3), round(result.recall, 3)) == (0.667, 0.667)


def test_a_small_repository_is_scored(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "requirements.txt").write_text("openai\n", encoding="utf-8")
    (tmp_path / "a" / "app.py").write_text(
        "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4-turbo', input='hello')\n", encoding="utf-8"
    )
    labels = [smells.Label("a", "app.py", 2, "retired-model", True)]
    findings = smells.spoken(tmp_path, labels, smells.datetime.date(2026, 11, 25))
    assert smells.score(findings, labels).recall == 1.0
