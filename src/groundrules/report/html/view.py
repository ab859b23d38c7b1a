"""What the templates show: everything settled, so that they only place it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from groundrules.domain.finding import Finding
from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.report.asset_value import plain
from groundrules.report.coverage import coverage_line, left_out_phrase, noun, skipped_place, unknown_phrases
from groundrules.report.dataset_card import cards_of
from groundrules.report.html.card import CardView, card_view
from groundrules.report.html.layer_map import LayerMap, layer_map
from groundrules.report.html.snippet import Snippet, Snippets
from groundrules.report.needs import need_statements
from groundrules.report.summary import hidden_phrase, suppressed_phrase, unused_phrases, verdict
from groundrules.report.verdict.page import Page, page_of
from groundrules.report.verdict.wording import aspects_of, fit_words, reasons_of, shown_projects
from groundrules.report.visible import sentence

_MOST_RELATED = 12
_MOST_SKIPPED = 200


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its places drawn. `haystack` is the text that a search goes through."""

    finding: Finding
    message: str
    instead: str
    places: list[Snippet]
    more_places: int
    needs: list[str]
    evidence: list[tuple[str, str]]
    haystack: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project with its verdict, its map and its datasets' cards. `number` counts from 1."""

    number: int
    title: str
    project: Project
    page: Page
    map: LayerMap
    layers: list[tuple[str, list[str]]]
    judgements: list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]]
    concerns: list[tuple[str, list[tuple[str, str, tuple[str, ...]]]]]
    cards: list[CardView]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    version: str
    verdict: str
    counts: list[tuple[str, int]]
    asides: list[str]
    findings: list[FindingView]
    families: list[str]
    project_paths: list[str]
    projects: list[ProjectView]
    coverage_line: str
    skipped: list[str]
    more_skipped: int
    unknown: list[str]
    asset_counts: list[tuple[str, int, int]]


def view_of(outcome: Outcome) -> ReportView:
    """The report of a run, suppressed findings last."""
    findings = sorted([*outcome.findings, *outcome.suppressed], key=_order)
    snippets = Snippets(outcome)
    coverage = outcome.coverage
    counting = [finding.severity for finding in findings if finding.suppressed is None]
    asides = [suppressed_phrase(outcome), hidden_phrase(outcome), *unused_phrases(outcome)]
    return ReportView(
        version=outcome.version,
        verdict=verdict(outcome),
        counts=[(severity, counting.count(severity)) for severity in ("error", "warning", "note")],
        asides=[aside for aside in asides if aside],
        findings=[_finding(finding, outcome, snippets) for finding in findings],
        families=sorted({finding.family for finding in findings}),
        project_paths=sorted({finding.project for finding in findings}),
        projects=[_project(project, number, outcome) for number, project in enumerate(shown_projects(outcome), 1)],
        coverage_line=coverage_line(outcome),
        skipped=[skipped_place(skipped) for skipped in coverage.skipped[:_MOST_SKIPPED]],
        more_skipped=max(0, len(coverage.skipped) - _MOST_SKIPPED),
        unknown=[*unknown_phrases(coverage), *filter(None, [left_out_phrase(coverage.left_out)])],
        asset_counts=[(noun(one.kind), one.found, one.resolved) for one in coverage.assets],
    )


def _order(finding: Finding) -> tuple[bool, int]:
    return finding.suppressed is not None, ("error", "warning", "note").index(finding.severity)


def _finding(finding: Finding, outcome: Outcome, snippets: Snippets) -> FindingView:
    places = [snippets.at(finding.location, finding.label)]
    places += [snippets.at(one.location, one.message) for one in finding.related[:_MOST_RELATED]]
    needs = [f"{need.need} → {need.best}" for need in need_statements(outcome.guidance, finding.guidance)]
    evidence = [(sentence(name), _value(value)) for name, value in finding.evidence.items() if value is not None]
    words = [finding.rule, finding.message, finding.project, *(place.place for place in places)]
    return FindingView(
        finding, sentence(finding.message), sentence(finding.instead), places,
        max(0, len(finding.related) - _MOST_RELATED), needs, evidence, sentence(" ".join(words)).lower(),
    )  # fmt: skip


def _value(value: Any) -> str:
    told = plain(value)
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)


def _project(project: Project, number: int, outcome: Outcome) -> ProjectView:
    page = page_of(project, outcome)
    aspects = [dict([("seen", "; ".join(layer.consists_of)), *aspects_of(layer)]) for layer in page.layers]
    names = list(dict.fromkeys(name for told in aspects for name in told))
    return ProjectView(
        number,
        project.path if project.path != "." else (project.name or "the whole tree"),
        project,
        page,
        layer_map(project, page),
        [(name, [told.get(name, "") for told in aspects]) for name in names],
        [(one.fit, fit_words(one), reasons_of(one)) for one in page.fine_tunes],
        _concerns(page),
        [card_view(card) for card in cards_of(project)],
    )


def _concerns(page: Page) -> list[tuple[str, list[tuple[str, str, tuple[str, ...]]]]]:
    names = dict.fromkeys(concern.name for concern in page.concerns)
    told = [(one.name, (one.layer, one.says, one.rules)) for one in page.concerns]
    return [(name, [what for one, what in told if one == name]) for name in names]
