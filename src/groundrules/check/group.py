"""What is very common is said once a project: the findings of a `group: project` rule become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from groundrules.check.fingerprint import digest
from groundrules.check.judgement import related_to
from groundrules.domain.finding import Finding, Related
from groundrules.domain.rule import SEVERITIES, Rule


def grouped(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Merge the findings of each grouped rule within one project and persona; the others pass unchanged."""
    result: list[Finding] = []
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        if rules[finding.rule].group == "project":
            groups.setdefault((finding.rule, finding.project, finding.persona), []).append(finding)
        else:
            result.append(finding)
    return [*result, *(_merged(members) for members in groups.values())]


def _merged(members: list[Finding]) -> Finding:
    """The gravest member speaks for all; a group keeps its fingerprint as members come and go."""
    first = max(members, key=lambda finding: SEVERITIES.index(finding.severity))
    others = [member for member in members if member is not first]
    same = digest(first.rule, first.project, first.persona, "group")
    if not others:
        return msgspec.structs.replace(first, fingerprint=same)
    places = "place" if len(others) == 1 else "places"
    return msgspec.structs.replace(
        first,
        message=f"{first.message}, and {len(others)} more {places}",
        related=(*first.related, *_places(others)),
        evidence={**first.evidence, "places": len(members)},
        fingerprint=same,
    )


def _places(others: list[Finding]) -> Iterable[Related]:
    shown = list(related_to([other.location for other in others], ""))
    for other, related in zip(others, shown, strict=False):
        text = other.label or other.title
        yield Related(related.location, f"{text} {related.message}".rstrip())
