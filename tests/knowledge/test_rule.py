from __future__ import annotations

from pathlib import Path

import pytest

from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge import load_rules
from tests.knowledge.pack import RULE, write


def test_a_rule_is_its_file(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": RULE})
    (rule,) = load_rules(root).values()
    assert (rule.id, rule.family, rule.path) == ("no-refresh", "retrieval", "rules/retrieval/no-refresh.yaml")
    assert rule.lines["when"] == 8
    assert rule.why == "It drifts.\n"
    assert rule.since == "0.1.0"


def test_lines_of_entries_are_kept(tmp_path: Path) -> None:
    text = RULE + "related:\n  store.location: here\nevidence: {name: store.name}\n"
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": text})
    lines = load_rules(root)["no-refresh"].lines
    assert (lines["related"], lines["related.store.location"], lines["evidence.name"]) == (15, 16, 17)


def test_folders_that_are_no_family_are_left_alone(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {"catalog/x.yaml": "[]", "retrieval/no-refresh.yaml": RULE})
    assert list(load_rules(root)) == ["no-refresh"]


def test_packs_add_rules(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": RULE})
    pack = tmp_path / "ours"
    write(pack, {"prompting/our-own.yaml": RULE.replace("id: no-refresh", "id: our-own")})
    rules = load_rules(root, [pack])
    assert {rule.id: rule.family for rule in rules.values()} == {"no-refresh": "retrieval", "our-own": "prompting"}
    assert rules["our-own"].path == f"{pack.as_posix()}/prompting/our-own.yaml"


def test_a_pack_cannot_repeat_a_rule(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": RULE})
    pack = write(tmp_path / "ours", {"prompting/no-refresh.yaml": RULE})
    with pytest.raises(GroundrulesError, match=r"is already in rules/retrieval/no-refresh\.yaml") as caught:
        load_rules(root, [pack])
    assert caught.value.line == 1


def test_an_empty_or_misnamed_pack_is_a_mistake(tmp_path: Path) -> None:
    root = write(tmp_path / "rules", {})
    with pytest.raises(GroundrulesError, match="no rules here"):
        load_rules(root, [tmp_path / "missing"])
    pack = write(tmp_path / "ours", {"retrieva/no-refresh.yaml": RULE})
    with pytest.raises(GroundrulesError, match="did you mean 'retrieval'"):
        load_rules(root, [pack])


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("when:", "wen:", 8, "unknown key 'wen' (did you mean 'when'?)"),
        ("severity: warning", "severity: warnin", 3, "did you mean 'warning'"),
        ("judges: vector_store", "judges: vectorstore", 7, "did you mean 'vector_store'"),
        ("guidance: [need.fresh]", "guidance:\n  - thesis.one\n  - need.fesh", 8, "did you mean 'need.fresh'"),
        ("guidance: [need.fresh]", "guidance: []", 6, "cites at least one"),
        ("references: [https://example.com/refresh]", "references: []", 14, "at least one reference"),
        ("references: [https://example.com/refresh]", "", 1, "the key 'references' is missing"),
        ("references: [https://example.com/refresh]", "references: [see the docs]", 14, "not an http(s) address"),
        ("id: no-refresh", "id: norefresh", 1, "not the name of its file"),
        ("since: 0.1.0", "since: 0.1", 5, "since: expected `str`, got `float`"),
        ("why: |", "path: x\nwhy: |", 11, "unknown key 'path'"),
        ("why: |", "family: retrieval\nwhy: |", 11, "unknown key 'family'"),
        ("persona: regular", "persona: regular\npersona: auditor", 5, "twice"),
        (RULE, "- a\n", 1, "a rule is a mapping"),
        (RULE, "", 1, "a rule is a mapping"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in RULE
    root = write(tmp_path / "rules", {"retrieval/no-refresh.yaml": RULE.replace(old, new)})
    with pytest.raises(GroundrulesError) as caught:
        load_rules(root)
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == ("rules/retrieval/no-refresh.yaml", line)
