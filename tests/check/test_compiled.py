from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from groundrules.check import check, verify_rules
from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge import load_rules
from tests.check.example import project, rule, rules, settings, store
from tests.knowledge.pack import RULE, write

_AFTER = {
    "label": "label: '{store.nam}'",
    "related": "related:\n  store.location: here\n  store.name: there",
    "related place": "related:\n  store.location: here\n  store.locatoin: there",
    "related text": "related:\n  store.location: here {store.nam}",
    "evidence": "evidence:\n  name: store.name\n  size: store.size",
    "severity_when": "severity_when:\n  error: store.x",
    "persona_when": "persona_when: {pedantic: store.x}",
    "confidence": "confidence: store.name",
    "confidence word": "confidence: hihg",
    "confidence_when": "confidence_when:\n  low: store.x",
}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("store.is_filled", "store.is_filed", 8, "when: `store` has no field 'is_filed' (did you mean 'is_filled'?)"),
        ("at: store.location", "at: store.name", 9, "at: `store.name` is not a place"),
        ("at: store.location", "at: store.ingestions", 9, "at: `store.ingestions` is not a place"),
        ("at: store.location", "at: None", 9, "at: `None` is not a place"),
        ("{store.name}", "{stor.name}", 10, "message: nothing is called 'stor' here (did you mean 'store'?)"),
        ("{store.name}", "{store.name", 10, "message: a placeholder is not closed"),
        ("", _AFTER["label"], 15, "label: `store` has no field 'nam'"),
        ("", _AFTER["related"], 17, "related: `store.name` is not a place or a list of places"),
        ("", _AFTER["related place"], 17, "did you mean 'location'"),
        ("", _AFTER["related text"], 16, "related: `store` has no field 'nam'"),
        ("", _AFTER["evidence"], 17, "evidence: `store` has no field 'size'"),
        ("", _AFTER["severity_when"], 16, "severity_when: `store` has no field 'x'"),
        ("", _AFTER["persona_when"], 15, "persona_when: `store` has no field 'x'"),
        ("", _AFTER["confidence"], 15, "confidence: a confidence is low, medium, high"),
        ("", _AFTER["confidence word"], 15, "confidence: nothing is called 'hihg'"),
        ("", _AFTER["confidence_when"], 16, "confidence_when: `store` has no field 'x'"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in RULE
    text = RULE.replace(old, new, 1) if old else f"{RULE}{new}\n"
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": text})
    with pytest.raises(GroundrulesError) as caught:
        verify_rules(load_rules(root).values())
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == ("rules/retrieval/no-refresh.yaml", line)


def test_a_sound_rule_passes_and_runs(tmp_path: Path) -> None:
    loaded = load_rules(write(tmp_path / "rules", {"retrieval/no-refresh.yaml": RULE}))
    verify_rules(loaded.values())
    assert check([project(vector_stores=[store()])], loaded, settings()).findings == []


@pytest.mark.parametrize("fields", [{"judges": "vectorstore"}, {"family": None}])
def test_a_rule_that_cannot_run_is_a_mistake(fields: dict[str, Any]) -> None:
    with pytest.raises(GroundrulesError) as caught:
        verify_rules([rule(**fields)])
    assert caught.value.path == "rules/retrieval/some-rule.yaml"


def test_a_condition_outside_the_language_stops_the_run() -> None:
    with pytest.raises(GroundrulesError, match="no field 'x'"):
        check([project(vector_stores=[store()])], rules(rule(when="store.x")), settings())
