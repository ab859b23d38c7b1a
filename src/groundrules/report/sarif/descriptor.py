"""Rules as SARIF describes them, so that code scanning can explain a result without us."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from groundrules.domain.finding import Finding
from groundrules.domain.rule import CONFIDENCES, Rule

NOTIFICATIONS = [
    {"id": "file-skipped", "shortDescription": {"text": "a file was not read, or not wholly"}},
    {"id": "tree-left-out", "shortDescription": {"text": "a folder of other people's code was left out"}},
    {"id": "coverage", "shortDescription": {"text": "what was read, and what the audit was judged by"}},
]
_PROBLEM_SEVERITY = {"error": "error", "warning": "warning", "note": "recommendation"}


def rule_descriptors(rules: dict[str, Rule], findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Every rule by id, and a short description of those that only findings name."""
    described = {rule_id: _descriptor(rule) for rule_id, rule in rules.items()}
    for finding in findings:
        described.setdefault(finding.rule, _bare_descriptor(finding))
    return [described[rule_id] for rule_id in sorted(described)]


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why.strip()},
        "help": {"text": _help(rule), "markdown": _markdown_help(rule)},
        "defaultConfiguration": {"level": rule.severity},
        "properties": _properties(rule),
    }


def _bare_descriptor(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.title or finding.rule},
        "defaultConfiguration": {"level": finding.severity},
    }


def _properties(rule: Rule) -> dict[str, Any]:
    """`precision` and `problem.severity` are the names by which GitHub sorts and filters."""
    written: dict[str, Any] = {
        "guidance": list(rule.guidance),
        "persona": rule.persona,
        "family": rule.family,
        "since": rule.since,
        "tags": sorted({"llm", rule.persona, *filter(None, [rule.family])}),
        "problem.severity": _PROBLEM_SEVERITY[rule.severity],
    }
    if rule.confidence in CONFIDENCES:
        written["precision"] = rule.confidence
    return written


def _help(rule: Rule) -> str:
    silent = f"\n\nIt stays silent when: {'; '.join(rule.silent_when)}." if rule.silent_when else ""
    return f"{rule.why.strip()}\n\nInstead: {rule.instead.strip()}{silent}\n\ngroundrules explain {rule.id}"


def _markdown_help(rule: Rule) -> str:
    parts = [rule.why.strip(), f"**Instead:** {rule.instead.strip()}"]
    if rule.silent_when:
        parts.append("**It stays silent when**\n" + "\n".join(f"- {reason}" for reason in rule.silent_when))
    if rule.references:
        parts.append("**References**\n" + "\n".join(f"- <{reference}>" for reference in rule.references))
    return "\n\n".join([*parts, f"`groundrules explain {rule.id}`"])
