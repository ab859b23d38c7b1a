"""One rule about one entity: silence, a finding, or a condition that met an unknown value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from groundrules.check.compiled import CompiledRule
from groundrules.check.expression import Expression
from groundrules.check.fingerprint import fingerprint
from groundrules.check.place import places
from groundrules.check.plain import plain
from groundrules.domain.finding import Finding, Related
from groundrules.domain.location import Location
from groundrules.domain.project import Project
from groundrules.domain.rule import ConfidenceName
from groundrules.domain.unknown import UnknownTouchedError

T = TypeVar("T")

_RELATED = 10
"""Places shown for one `related` entry; the rest are counted."""


def judge(compiled: CompiledRule, entity: Any, project: Project, for_auditor: bool) -> Finding | None:
    """What a rule says of an entity, if it speaks.

    Errors: `UnknownTouchedError` where its condition met a value that is not known.
    """
    if not compiled.when.holds(entity, project):
        return None
    rule = compiled.rule
    location = _location(compiled, entity, project)
    evidence = {name: _evidence(value, entity, project) for name, value in compiled.evidence}
    return Finding(
        rule=rule.id,
        family=compiled.family,
        severity=_first(compiled.severity_when, entity, project, rule.severity),
        confidence=_first(compiled.confidence_when, entity, project, _confidence(compiled, entity, project)),
        persona="auditor" if for_auditor else _first(compiled.persona_when, entity, project, rule.persona),
        title=rule.title,
        message=compiled.message.render(entity, project).strip(),
        instead=rule.instead.strip(),
        guidance=rule.guidance,
        location=location,
        label=compiled.label.render(entity, project),
        related=tuple(_related(compiled, entity, project)),
        evidence=evidence,
        project=project.path,
        fingerprint=fingerprint(rule.id, location.path, entity, evidence),
        fix=rule.fix,
    )


def _location(compiled: CompiledRule, entity: Any, project: Project) -> Location:
    found = places(_known(compiled.at, entity, project))
    own: Location = entity.location
    return found[0] if found else own


def _first(conditions: Iterable[tuple[T, Expression]], entity: object, project: Project, otherwise: T) -> T:
    for level, condition in conditions:
        try:
            if condition.holds(entity, project):
                return level
        except UnknownTouchedError:
            continue
    return otherwise


def _confidence(compiled: CompiledRule, entity: object, project: Project) -> ConfidenceName:
    if compiled.confidence is None:
        return compiled.rule.confidence  # type: ignore[return-value]  # a level, as `compiled.confidence` has checked
    level: ConfidenceName | None = _known(compiled.confidence, entity, project)
    return level or "low"


def _related(compiled: CompiledRule, entity: object, project: Project) -> Iterable[Related]:
    for expression, message in compiled.related:
        found = places(_known(expression, entity, project))
        text = message.render(entity, project) if found else ""
        yield from related_to(found, text)


def related_to(found: list[Location], text: str) -> Iterable[Related]:
    """Places with their message; the last one shown says how many more there are."""
    more = len(found) - _RELATED
    for position, location in enumerate(found[:_RELATED], start=1):
        yield Related(location, f"{text} (and {more} more)".lstrip() if more > 0 and position == _RELATED else text)


def _known(expression: Expression, entity: object, project: Project) -> Any:
    try:
        return expression.evaluate(entity, project)
    except UnknownTouchedError:
        return None


def _evidence(expression: Expression, entity: object, project: Project) -> Any:
    try:
        return plain(expression.evaluate(entity, project))
    except UnknownTouchedError:
        return "unknown"
