"""The rows of the guidance's decision matrix that a project shows, with the approach taken and the one advised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal as OneOf

import msgspec

from groundrules.domain.catalogue import Guidance, Statement
from groundrules.domain.finding import Finding
from groundrules.domain.project import Project
from groundrules.report.verdict.need_sign import Sign, signs_of

Approach = OneOf["fine-tune", "retrieval", "prompt", "evaluation"]
Standing = OneOf["as advised", "partly as advised", "not as advised", "unknown"]
TAKEN: dict[str, Approach] = {
    "fine-tuning": "fine-tune",
    "datasets": "fine-tune",
    "retrieval": "retrieval",
    "prompting": "prompt",
    "model-calls": "prompt",
    "evaluation": "evaluation",
}
"""The layer that the findings of a family stand in."""
_MET_BY_RETRIEVAL = ("need.private-documents", "need.fresh-facts", "need.coding-agent")
"""Needs that retrieval is advised for: what is found in a retrieval is how it is done, and not that it is done."""


class Need(msgspec.Struct, frozen=True):
    """One need: the guidance's id and words, the layers taken, what is advised, and what shows it.

    `rules` and `findings` are those that cite it, `seen_in` the assets that show it, in words. `standing` says whether
    what was taken is what is advised: findings of the rules that cite it say that it is not, save those in a retrieval
    where retrieval is advised.
    """

    id: str
    need: str
    taken: tuple[Approach, ...]
    advised: str
    rules: tuple[str, ...]
    findings: int
    seen_in: tuple[str, ...] = ()
    standing: Standing = "unknown"


def need_statements(guidance: Guidance, ids: Iterable[str]) -> list[Statement]:
    """The statements among these ids that are rows of the decision matrix, in the order of the guidance."""
    wanted = set(ids)
    return [statement for statement in guidance.statements if statement.id in wanted and statement.need]


def needs_of(findings: Iterable[Finding], guidance: Guidance, project: Project | None = None) -> list[Need]:
    """The needs behind some findings, and those that the assets of a project show, in the order of the guidance."""
    found = list(findings)
    signs = signs_of(project) if project is not None else []
    cited = [*(name for finding in found for name in finding.guidance), *(sign.need for sign in signs)]
    return [
        _need(
            statement,
            [one for one in found if statement.id in one.guidance],
            [sign for sign in signs if sign.need == statement.id],
        )
        for statement in need_statements(guidance, cited)
    ]


def _need(statement: Statement, findings: list[Finding], signs: list[Sign]) -> Need:
    return Need(
        statement.id,
        statement.need,
        tuple(sorted({*(TAKEN[finding.family] for finding in findings), *(sign.taken for sign in signs)})),
        statement.best,
        tuple(sorted({finding.rule for finding in findings})),
        len(findings),
        tuple(dict.fromkeys(sign.words for sign in signs)),
        _standing(statement.id, findings, signs),
    )


def _standing(need: str, findings: list[Finding], signs: list[Sign]) -> Standing:
    against = [one for one in findings if not _is_in_what_is_advised(need, one)]
    is_taken = len(against) < len(findings) or any(sign.is_advised for sign in signs)
    if against:
        return "partly as advised" if is_taken else "not as advised"
    return "as advised" if is_taken and all(sign.is_advised for sign in signs) else "unknown"


def _is_in_what_is_advised(need: str, finding: Finding) -> bool:
    return need in _MET_BY_RETRIEVAL and TAKEN[finding.family] == "retrieval"
