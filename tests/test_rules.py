"""Every rule by its fixtures: small projects that are wrong, and the same done right.

A case is a folder `fixtures/rules/<family>/<rule-id>/bad-<what>/` (or `good-`), its findings a line each in
`expected.txt`.
`pytest tests/test_rules.py --update-expected` writes these anew; read the difference before keeping it.
A case with a `history.yaml` is given the commits that it tells of (see `history_fixture.py`).
"""

from __future__ import annotations

import datetime
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from groundrules.check.run import entities_of
from groundrules.domain.finding import Finding
from groundrules.domain.outcome import Outcome
from groundrules.domain.rule import Rule
from groundrules.domain.settings import Settings
from groundrules.knowledge import load_rules, rules_root
from groundrules.pipeline import audit
from tests import history_fixture
from tests.conftest import Expected

FIXTURES = rules_root().parent / "fixtures"
TODAY = datetime.date(2026, 11, 25)
NOTHING_SEEN = re.compile(r"(?m)^Nothing is seen here: \S+")
"""In the README.md of a case whose very point is that no asset is found, with the reason."""


def _cases(folder: Path, depth: int) -> list[Path]:
    return sorted(path for path in folder.glob("/".join("*" * depth)) if path.is_dir())


RULE_CASES = _cases(FIXTURES / "rules", 3)
PROJECTS = _cases(FIXTURES / "projects", 1)


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return load_rules(rules_root())


def _audited(case: Path, folder: Path, rule: Rule | None) -> Outcome:
    """The outcome for a copy of a case: the repository around it and its ignore files play no part."""
    root = folder / case.name
    shutil.copytree(case, root, ignore=shutil.ignore_patterns("expected.txt", "fixed", history_fixture.NAME))
    if (case / history_fixture.NAME).is_file():
        history_fixture.give_history(root, case / history_fixture.NAME)
    if rule is None:
        return audit(Settings(root=root, today=TODAY))
    return audit(Settings(root=root, select=(rule.id,), persona=rule.persona, today=TODAY))


def _line(finding: Finding) -> str:
    return f"{finding.location.place}: {finding.severity}[{finding.rule}] {finding.message}"


def _text(outcome: Outcome) -> str:
    return "".join(f"{_line(finding)}\n" for finding in outcome.findings)


@pytest.mark.parametrize("case", RULE_CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_rule_says_what_its_fixture_expects(case: Path, tmp_path: Path, expected: Expected) -> None:
    rule = _rules()[case.parent.name]
    outcome = _audited(case, tmp_path, rule)
    _is_really_seen(case, outcome, rule)
    if case.name.startswith("good-"):
        assert _text(outcome) == ""
    else:
        assert outcome.findings, "a bad case is spoken of"
        expected(case / "expected.txt", _text(outcome))


def _is_really_seen(case: Path, outcome: Outcome, rule: Rule) -> None:
    """Silence proves nothing where nothing was found that the rule could judge."""
    readme = case / "README.md"
    if readme.is_file() and NOTHING_SEEN.search(readme.read_text(encoding="utf-8")):
        return
    seen = [entity for project in outcome.projects for entity in entities_of(project, rule.judges)]
    assert seen, f"no {rule.judges} was found in this case"
    if rule.judges == "project":
        assert any(_has_assets(entity) for entity in seen), "no asset was found in this case"


def _has_assets(project: object) -> bool:
    kinds = ("jobs", "datasets", "vector_stores", "model_calls", "prompts", "evaluations")
    return any(getattr(project, kind) for kind in kinds)


@pytest.mark.parametrize("case", PROJECTS, ids=lambda case: case.name)
def test_all_rules_say_of_a_project_what_is_expected(case: Path, tmp_path: Path, expected: Expected) -> None:
    outcome = _audited(case, tmp_path, None)
    assert outcome.projects
    expected(case / "expected.txt", _text(outcome))


def test_every_rule_has_its_cases() -> None:
    assert {case.parent.name for case in RULE_CASES} == set(_rules())
