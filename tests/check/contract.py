"""What every rule and every fixture of a rule must be: the problems of a set of them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from groundrules.check import verify_rules
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.rule import Rule
from groundrules.knowledge import load_rules
from groundrules.knowledge.document import read_document
from groundrules.knowledge.rule import FAMILIES, FILLED_IN

_KEYS = [name for name in Rule.__struct_fields__ if name not in FILLED_IN]
_FEWEST = {"bad-": 1, "good-": 2}


def problems_of(root: Path, fixtures: Path) -> list[str]:
    """Everything that is wrong with the rules under `root` and their fixtures."""
    try:
        rules = load_rules(root)
    except GroundrulesError as error:
        return [str(error)]
    found = [problem for rule in rules.values() for problem in _rule_problems(root, rule)]
    found += [problem for rule in rules.values() for problem in _fixture_problems(fixtures, rule)]
    return found + list(_orphans(fixtures, rules.values()))


def _rule_problems(root: Path, rule: Rule) -> Iterator[str]:
    try:
        verify_rules([rule])
    except GroundrulesError as error:
        yield str(error)
    text = (root.parent / rule.path).read_text(encoding="utf-8")
    keys = list(read_document(text, rule.path).data)
    ordered = sorted(keys, key=_KEYS.index)
    if keys != ordered:
        yield f"{rule.path}: keys out of order: {', '.join(ordered)}"
    for key in ("title", "message", "label"):
        words = getattr(rule, key)
        if words.rstrip().endswith(".") or "\n" in words.strip():
            yield f"{rule.path}: {key}: one line without a full stop"
    for key in ("why", "instead", "silent_when", "known_misses"):
        if not getattr(rule, key):
            yield f"{rule.path}: {key} is empty"


def _fixture_problems(fixtures: Path, rule: Rule) -> Iterator[str]:
    folder = fixtures / str(rule.family) / rule.id
    cases = sorted(path for path in folder.glob("*") if path.is_dir())
    for prefix, fewest in _FEWEST.items():
        if sum(case.name.startswith(prefix) for case in cases) < fewest:
            yield f"{rule.id}: fewer than {fewest} fixtures {prefix}<case>"
    for case in cases:
        yield from (f"{rule.id}/{case.name}: {problem}" for problem in _case_problems(case))
    if rule.fix == "safe" and not any((case / "fixed").is_dir() for case in cases):
        yield f"{rule.id}: its fix is safe, but no fixture has fixed/"


def _case_problems(case: Path) -> Iterator[str]:
    expected = case / "expected.txt"
    lines = expected.read_text(encoding="utf-8").split() if expected.is_file() else []
    if not case.name.startswith(tuple(_FEWEST)):
        yield "its name is neither bad-<case> nor good-<case>"
    elif case.name.startswith("bad-") != bool(lines):
        yield "expected.txt has the findings of a bad case, and a good case has none"
    if not any(path.is_file() and path != expected for path in case.rglob("*")):
        yield "there is no project in it"


def _orphans(fixtures: Path, rules: Iterable[Rule]) -> Iterator[str]:
    known = {f"{rule.family}/{rule.id}" for rule in rules}
    for family in (path for path in fixtures.glob("*") if path.is_dir()):
        if family.name not in FAMILIES:
            yield f"{family.name}: no family of rules"
        for folder in (path for path in family.glob("*") if path.is_dir()):
            if f"{family.name}/{folder.name}" not in known:
                yield f"{family.name}/{folder.name}: no rule has these fixtures"
