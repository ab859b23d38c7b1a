from __future__ import annotations

import json

from groundrules.knowledge import load_rules, rules_root
from tests.cli.project import run_group

RULES = load_rules(rules_root())


def test_the_table_has_every_rule_once() -> None:
    result = run_group("rules")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if line.startswith("  ")]
    assert [row[0] for row in rows] == list(RULES)
    assert all([row[1], row[2]] == [RULES[row[0]].severity, RULES[row[0]].persona] for row in rows)
    assert all(" ".join(row[3:]) == " ".join(RULES[row[0]].title.split()) for row in rows)
    assert f"{len(RULES)} rules" in result.stdout


def test_json_has_every_key_of_the_rule_files() -> None:
    document = json.loads(run_group("rules", "--format", "json").stdout)
    assert document["schema"] == "groundrules-rules/1"
    assert [rule["id"] for rule in document["rules"]] == list(RULES)
    for entry in document["rules"]:
        rule = RULES[entry["id"]]
        assert entry["when"] == rule.when
        assert entry["guidance"] == list(rule.guidance)
        assert entry["family"] == rule.family
        assert "lines" not in entry


def test_the_group_lists_its_commands_and_answers_a_wrong_one() -> None:
    assert run_group("--help").stdout.count("\n  audit") == 1
    result = run_group("explian")
    assert result.exit_code == 2
    assert "no command is called 'explian' (did you mean 'explain'?); known are audit, explain, rules" in result.stderr
