"""The rows of the guidance's decision matrix that a project shows, with the approach taken and the one advised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal as OneOf

import msgspec

from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.finding import Finding

Approach = OneOf["fine-tune", "retrieval", "prompt", "evaluation"]
_TAKEN: dict[str, Approach] = {
    "fine-tuning": "fine-tune",
    "datasets": "fine-tune",
    "retrieval": "retrieval",
    "prompting": "prompt",
    "model-calls": "prompt",
    "evaluation": "evaluation",
}


class Need(msgspec.Struct, frozen=True):
    """One need: the guidance's id and words, the layers its findings stand in, what is advised, the findings' rules."""

    id: str
    need: str
    taken: tuple[Approach, ...]
    advised: str
    rules: tuple[str, ...]
    findings: int


def need_statements(guidance: Guidance, ids: Iterable[str]) -> list[Statement]:
    """The statements among these ids that are rows of the decision matrix, in the order of the guidance."""
    wanted = set(ids)
    return [statement for statement in guidance.statements if statement.id in wanted and statement.need]


def needs_of(findings: Iterable[Finding], guidance: Guidance) -> list[Need]:
    """The needs behind some findings, in the order of the guidance."""
    found = list(findings)
    statements = need_statements(guidance, (cited for finding in found for cited in finding.guidance))
    return [_need(statement, [one for one in found if statement.id in one.guidance]) for statement in statements]


def _need(statement: Statement, findings: list[Finding]) -> Need:
    return Need(
        statement.id,
        statement.need,
        tuple(sorted({_TAKEN[finding.family] for finding in findings})),
        statement.best,
        tuple(sorted({finding.rule for finding in findings})),
        len(findings),
    )
