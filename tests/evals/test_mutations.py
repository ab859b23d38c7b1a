"""The score of planted mistakes: its projects are silent, its edits apply, and a few of the mistakes are found."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutations", ROOT / "evals" / "mutations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutations"] = module
    spec.loader.exec_module(module)
    return module


mutations = _script()
MUTANTS = mutations.mutants()
FEW = [
    next(item for item in MUTANTS if item.rule == rule)
    for rule in ("embedding-model-mismatch", "dimension-mismatch", "duplicate-ingestion", "open-vector-database")
]


@pytest.mark.parametrize("project", mutations.CLEAN)
def test_a_clean_project_is_silent(project: str) -> None:
    assert mutations.said_of(project) == []


@pytest.mark.parametrize("mutant", FEW, ids=lambda item: item.name)
def test_a_mistake_is_found(mutant: object) -> None:
    said = mutations.said_of(mutant.project, mutant.edits)  # type: ignore[attr-defined]
    assert mutations.is_found(mutant, said), said


def test_every_edit_applies(tmp_path: Path) -> None:
    for number, mutant in enumerate(MUTANTS):
        root = tmp_path / str(number)
        mutations.shutil.copytree(mutations.PROJECTS / mutant.project, root)
        mutations.mutate(root, mutant.edits)


def test_an_edit_that_does_not_apply_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    with pytest.raises(ValueError, match="0 times"):
        mutations.mutate(tmp_path, (mutations.Edit("a.py", "y = 1", "y = 2"),))


def test_another_rule_beside_the_expected_one_is_a_miss() -> None:
    mutant = MUTANTS[0]
    right, other = mutations.Said(mutant.rule, mutant.path), mutations.Said("no-evals", mutant.path)
    assert mutations.is_found(mutant, [right])
    assert not mutations.is_found(mutant, [right, other])
    assert not mutations.is_found(mutant, [mutations.Said(mutant.rule, "elsewhere.py")])
