"""The verdict in words, the same in every format."""

from __future__ import annotations

from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.report.layers import Layer, layers_of
from groundrules.report.verdict.concern import Concern
from groundrules.report.verdict.judgement import Judgement

_FITS = {
    "right tool": "a fine-tune is the right tool here",
    "wrong tool": "a fine-tune is the wrong tool for what it teaches",
    "too early": "a fine-tune may come too early",
    "unknown": "whether a fine-tune is the right tool is unknown",
}


def has_assets(project: Project) -> bool:
    """Whether there is anything to tell of a project."""
    return any(layer.found for layer in layers_of(project)) or bool(project.unreadable_languages)


def shown_projects(outcome: Outcome) -> list[Project]:
    """The projects that there is something to tell of, in their order."""
    return [project for project in outcome.projects if has_assets(project)]


def aspects_of(layer: Layer) -> list[tuple[str, str]]:
    """What is told of a layer under each of the guidance's headings; those that say nothing are left out."""
    aspects = [
        ("set up", layer.setup),
        ("fresh data", layer.fresh_data),
        ("drifts", layer.drifts),
        ("evaluated by", layer.evaluated_by),
        ("cost", layer.cost),
    ]
    return [(aspect, told) for aspect, told in aspects if told]


def fit_words(judgement: Judgement) -> str:
    """`job.py:14: a fine-tune is the wrong tool for what it teaches`."""
    return f"{judgement.job}: {_FITS[judgement.fit]}"


def reasons_of(judgement: Judgement) -> list[tuple[str, tuple[str, ...]]]:
    """The reasons for and against, and what is not known; those that there are."""
    reasons = [
        ("speaks for", judgement.speaks_for),
        ("against", judgement.speaks_against),
        ("unknown", judgement.unknown),
    ]
    return [(name, told) for name, told in reasons if told]


def concern_words(concern: Concern) -> str:
    """What was seen, and the rules that found something."""
    return concern.says + (f"; found by {', '.join(concern.rules)}" if concern.rules else "")
