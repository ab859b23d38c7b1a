"""The report for programs: one JSON document of the shape in `document.py`."""

from __future__ import annotations

from groundrules.domain.finding import Finding, SuppressedBy
from groundrules.domain.outcome import Coverage, Outcome, UnusedSuppression
from groundrules.domain.project import Project
from groundrules.report.asset import ids_of, records_of
from groundrules.report.asset_value import place_of, plain
from groundrules.report.coverage import coverage_line
from groundrules.report.dataset_card import cards_of
from groundrules.report.document import (
    AssetCountRecord,
    CoverageRecord,
    FindingRecord,
    LeftOutRecord,
    ProjectRecord,
    RelatedPlace,
    Report,
    Silencer,
    SkippedRecord,
    Summary,
    UnusedRecord,
)
from groundrules.report.encoding import encoded
from groundrules.report.look import Look
from groundrules.report.summary import verdict
from groundrules.report.verdict.page import page_of


def render(outcome: Outcome, look: Look) -> str:
    """The document, indented by two."""
    return encoded(report_of(outcome))


def report_of(outcome: Outcome) -> Report:
    """The outcome as the published shape."""
    findings = [*outcome.findings, *outcome.suppressed]
    ids = ids_of(outcome.projects)
    return Report(
        "groundrules/1",
        outcome.version,
        _summary(outcome),
        tuple(_finding(finding) for finding in findings),
        tuple(_unused(unused) for unused in outcome.unused_suppressions),
        tuple(_project(project, outcome) for project in outcome.projects),
        tuple(records_of(outcome.projects)),
        tuple(card for project in outcome.projects for card in cards_of(project, ids)),
        coverage_record(outcome.coverage, coverage_line(outcome)),
    )


def _summary(outcome: Outcome) -> Summary:
    counted = [finding.severity for finding in outcome.findings if finding.suppressed is None]
    suppressed = len(outcome.findings) - len(counted) + len(outcome.suppressed)
    errors, warnings, notes = counted.count("error"), counted.count("warning"), counted.count("note")
    return Summary(verdict(outcome), errors, warnings, notes, suppressed, outcome.hidden)


def _finding(finding: Finding) -> FindingRecord:
    return FindingRecord(
        finding.rule,
        finding.family,
        finding.severity,
        finding.confidence,
        finding.persona,
        finding.title,
        finding.message,
        finding.instead,
        finding.guidance,
        finding.project,
        place_of(finding.location),
        finding.label,
        tuple(RelatedPlace(place_of(related.location), related.message) for related in finding.related),
        {name: plain(value) for name, value in finding.evidence.items()},
        finding.fingerprint,
        _silencer(finding.suppressed),
        finding.fix,
    )


def _silencer(by: SuppressedBy | None) -> Silencer | None:
    if by is None:
        return None
    return Silencer(by.kind, by.reason, by.until, place_of(by.location) if by.location else None)


def _unused(unused: UnusedSuppression) -> UnusedRecord:
    return UnusedRecord(place_of(unused.location), unused.rules, unused.problem)


def _project(project: Project, outcome: Outcome) -> ProjectRecord:
    page = page_of(project, outcome)
    return ProjectRecord(
        project.path,
        project.name,
        project.kind,
        project.is_served,
        project.unreadable_languages,
        page.layers,
        page.needs,
        page.concerns,
        page.fine_tunes,
    )


def coverage_record(coverage: Coverage, line: str) -> CoverageRecord:
    """The coverage as the published shape, with the sentence that says it."""
    return CoverageRecord(
        line,
        coverage.files_read,
        coverage.files_with_llm_code,
        tuple(SkippedRecord(one.path, one.reason, one.detail, one.line) for one in coverage.skipped),
        tuple(LeftOutRecord(one.path, one.marker, one.files) for one in coverage.left_out),
        tuple(
            AssetCountRecord(one.kind, one.found, one.resolved, one.found - one.resolved, one.unknown_reasons)
            for one in coverage.assets
        ),
        coverage.poisoned,
        tuple(coverage.not_covered),
        coverage.catalogue_date,
        coverage.models_date,
        coverage.guidance_date,
        coverage.seconds,
    )
