from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.knowledge import load_rules, rules_root
from tests.check.contract import problems_of
from tests.knowledge.pack import RULE, write

_SOUND = RULE.replace(
    "references:", "silent_when: [it is filled by hand]\nknown_misses: [schedules elsewhere]\nreferences:"
)
_CASES = {
    "bad-never/app.py": "x = 1\n",
    "bad-never/expected.txt": "app.py:1 warning[no-refresh]\n",
    "good-scheduled/app.py": "x = 1\n",
    "good-upsert/app.py": "x = 1\n",
}


def _written(folder: Path, text: str = _SOUND, cases: dict[str, str] | None = None) -> list[str]:
    root = write(folder / "rules", {"retrieval/no-refresh.yaml": text})
    for name, content in (_CASES if cases is None else cases).items():
        path = folder / "fixtures" / "retrieval" / "no-refresh" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return problems_of(root, folder / "fixtures")


def test_the_rules_keep_the_contract() -> None:
    root = rules_root()
    assert problems_of(root, root.parent / "fixtures" / "rules") == []


def test_every_rule_stands_in_a_family_and_under_its_name() -> None:
    for rule_id, rule in load_rules(rules_root()).items():
        assert rule.path == f"rules/{rule.family}/{rule_id}.yaml"


def test_a_sound_rule_has_no_problems(tmp_path: Path) -> None:
    assert _written(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("persona: regular\nsince: 0.1.0\n", "since: 0.1.0\npersona: regular\n", "keys out of order"),
        ("title: nothing refreshes the index", "title: nothing refreshes the index.", "without a full stop"),
        ("known_misses: [schedules elsewhere]\n", "", "known_misses is empty"),
        ("{store.name}", "{store.nam}", "did you mean 'name'"),
        ("need.fresh", "need.frsh", "did you mean 'need.fresh'"),
        ("silent_when:", "fix: safe\nsilent_when:", "no fixture has fixed/"),
    ],
)
def test_a_rule_that_breaks_it_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in _SOUND
    (problem,) = _written(tmp_path, _SOUND.replace(old, new))
    assert words in problem


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ({"good-a/a.py": "", "good-b/a.py": ""}, "fewer than 1 fixtures bad-<case>"),
        ({"bad-a/a.py": "", "bad-a/expected.txt": "x", "good-a/a.py": ""}, "fewer than 2 fixtures good-<case>"),
        ({**_CASES, "bad-never/expected.txt": "\n"}, "bad-never: expected.txt has the findings"),
        ({**_CASES, "good-upsert/expected.txt": "x"}, "good-upsert: expected.txt has the findings"),
        ({**_CASES, "good-empty/expected.txt": ""}, "good-empty: there is no project"),
        ({**_CASES, "worse/app.py": ""}, "worse: its name is neither"),
        ({**_CASES, "../no-refesh/bad-a/app.py": ""}, "retrieval/no-refesh: no rule has these fixtures"),
    ],
)
def test_fixtures_that_break_it_are_named(tmp_path: Path, cases: dict[str, str], words: str) -> None:
    (problem,) = _written(tmp_path, cases=cases)
    assert words in problem


def test_a_family_that_is_none_is_named(tmp_path: Path) -> None:
    problems = _written(tmp_path, cases={**_CASES, "../../retrievel/x/app.py": ""})
    assert "retrievel: no family of rules" in problems
