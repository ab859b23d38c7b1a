"""Small cases of model calls, one a classic mistake or a correct call of today, judged by all rules for pedantic ears.

A case is a folder `fixtures/calls/right-<what>/` or `wrong-<what>/`; its `expected.txt` holds every finding, a line
each. `pytest tests/test_calls.py --update-expected` writes these anew; read the difference before keeping it.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from groundrules.domain.outcome import Outcome
from groundrules.domain.settings import Settings
from groundrules.knowledge import rules_root
from groundrules.pipeline import audit
from tests.conftest import Expected

CASES = sorted(path for path in (rules_root().parent / "fixtures" / "calls").iterdir() if path.is_dir())
TODAY = datetime.date(2026, 11, 25)
OF_THE_PROJECT = {"no-evals", "no-tracing"}
"""Rules that judge what stands around a call; a case is a call and nothing else."""


def _audited(case: Path, folder: Path) -> Outcome:
    shutil.copytree(case, folder / case.name, ignore=shutil.ignore_patterns("expected.txt"))
    return audit(Settings(root=folder / case.name, persona="pedantic", today=TODAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_rules_say_of_a_call_what_is_expected(case: Path, tmp_path: Path, expected: Expected) -> None:
    outcome = _audited(case, tmp_path)
    assert [call for project in outcome.projects for call in project.model_calls], "the call is seen"
    found = {finding.rule for finding in outcome.findings} - OF_THE_PROJECT
    assert bool(found) is case.name.startswith("wrong-"), found
    lines = (f"{item.location.place}: {item.severity}[{item.rule}] {item.message}\n" for item in outcome.findings)
    expected(case / "expected.txt", "".join(lines))


def test_there_is_a_case_for_each_kind_of_call() -> None:
    assert len(CASES) >= 15
