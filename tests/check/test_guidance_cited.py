from __future__ import annotations

from groundrules.knowledge import load_guidance, load_rules, rules_root

_WAITING: set[str] = set()
"""Statements that no rule cites yet. Remove each one as soon as a rule cites it."""


def test_every_statement_is_judged_by_or_answered_by_the_report() -> None:
    root = rules_root()
    cited = {name for rule in load_rules(root).values() for name in rule.guidance}
    statements = load_guidance(root).statements
    silent = {statement.id for statement in statements if statement.id not in cited and not statement.answered_by}
    assert silent == _WAITING


def test_only_the_report_answers() -> None:
    answers = {statement.answered_by for statement in load_guidance(rules_root()).statements}
    assert answers <= {"", "report"}
