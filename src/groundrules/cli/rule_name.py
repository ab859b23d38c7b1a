"""The names that rules and families go by, read from the names of their files: a rule's id is its file."""

from __future__ import annotations

from groundrules.knowledge import rules_root
from groundrules.knowledge.rule import FAMILIES


def known_names() -> frozenset[str]:
    """Every rule id and every family."""
    root = rules_root()
    return frozenset(FAMILIES) | {path.stem for family in FAMILIES for path in (root / family).glob("*.yaml")}
