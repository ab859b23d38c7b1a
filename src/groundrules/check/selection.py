"""Which rules run, and which of their findings are shown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.finding import Finding
from groundrules.domain.rule import CONFIDENCES, PERSONAS, SEVERITIES, Persona, Rule
from groundrules.domain.settings import Settings


def names_of(rules: Mapping[str, Rule]) -> set[str]:
    """Everything that a selection may name: rule ids and families."""
    return set(rules) | {rule.family for rule in rules.values() if rule.family}


def selected(rules: Mapping[str, Rule], settings: Settings) -> list[Rule]:
    """The rules that `select` names (all where it names none), without those that `ignore` names.

    Errors: `GroundrulesError` for a name that is neither a rule nor a family.
    """
    known = names_of(rules)
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise GroundrulesError(f"no rule or family is called {name!r}{nearest(name, known)}")
    return [
        rule
        for rule in rules.values()
        if (not settings.select or _named(rule, settings.select)) and not _named(rule, settings.ignore)
    ]


def _named(rule: Rule, names: Container[str | None]) -> bool:
    return rule.id in names or rule.family in names


def is_heard(persona: Persona, settings: Settings) -> bool:
    """Whether the persona of this run hears what is said to another."""
    return PERSONAS.index(persona) <= PERSONAS.index(settings.persona)


def is_wanted(finding: Finding, settings: Settings) -> bool:
    """Whether a finding is grave and sure enough, and lies where this run looks."""
    return (
        SEVERITIES.index(finding.severity) >= SEVERITIES.index(settings.min_severity)
        and CONFIDENCES.index(finding.confidence) >= CONFIDENCES.index(settings.min_confidence)
        and is_under(finding.location.path, settings.only)
    )


def is_under(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of these, or lies under one; every path is under none at all."""
    folders = [folder.removesuffix("/").removeprefix("./") for folder in folders]
    return not folders or any(folder in ("", ".", path) or path.startswith(f"{folder}/") for folder in folders)
