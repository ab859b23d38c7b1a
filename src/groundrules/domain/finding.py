"""A finding: plain data that any output can show."""

from __future__ import annotations

from typing import Any

import msgspec

from groundrules.domain.location import Location
from groundrules.domain.rule import ConfidenceName, Family, Persona, Severity


class Related(msgspec.Struct, frozen=True):
    """Another place that belongs to a finding, with what stands there."""

    location: Location
    message: str


class SuppressedBy(msgspec.Struct, frozen=True, omit_defaults=True):
    """What silenced a finding: an inline comment or an entry of the configuration, with its reason and expiry."""

    kind: str
    reason: str = ""
    until: str = ""
    location: Location | None = None


class Finding(msgspec.Struct, omit_defaults=False):
    """One thing a rule has to say.

    `fingerprint` is stable under moved lines: made of the rule, the path, the entity and the text found there.
    `project` is the path of the project it belongs to. `evidence` holds named plain values.
    """

    rule: str
    family: Family
    severity: Severity
    confidence: ConfidenceName
    persona: Persona
    title: str
    message: str
    instead: str
    guidance: tuple[str, ...]
    location: Location
    label: str = ""
    related: tuple[Related, ...] = ()
    evidence: dict[str, Any] = {}
    project: str = "."
    fingerprint: str = ""
    suppressed: SuppressedBy | None = None
    fix: str = "none"
