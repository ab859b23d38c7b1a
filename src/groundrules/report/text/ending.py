"""The end of the text report: what was found, what it needs, the counts, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.report.coverage import coverage_line, left_out_phrase, skipped_places, unknown_phrases
from groundrules.report.dataset_card import cards_of
from groundrules.report.layers import Layer, layers_of
from groundrules.report.needs import Need, needs_of
from groundrules.report.summary import hidden_phrase, suppressed_phrase, unused_phrases, verdict
from groundrules.report.text.aspect import draw_aspect, draw_layer_name
from groundrules.report.text.dataset_card import draw_card
from groundrules.report.text.paper import Paper
from groundrules.report.visible import sentence

_MOST_PROJECTS = 20
_MOST_CARDS = 8


def draw_ending(paper: Paper, outcome: Outcome) -> None:
    """Every project with something in it, then the counts and the coverage."""
    shown = [project for project in outcome.projects if _has_assets(project)]
    for project in shown[:_MOST_PROJECTS]:
        _draw_project(paper, project, outcome)
        paper.line()
    if len(shown) > _MOST_PROJECTS:
        _say(paper, f"and {len(shown) - _MOST_PROJECTS:,} more projects (all of them are in the json report)")
        paper.line()
    if not shown:
        _say(paper, "no prompt, retrieval or fine-tune was found")
    for phrase in _closing(outcome):
        _say(paper, phrase)


def _has_assets(project: Project) -> bool:
    return any(layer.found for layer in layers_of(project)) or bool(project.unreadable_languages)


def _draw_project(paper: Paper, project: Project, outcome: Outcome) -> None:
    name = f" ({sentence(project.name)})" if project.name else ""
    paper.line(("what was found in ", "bold"), (sentence(project.path), "bold"), name)
    for layer in layers_of(project):
        _draw_layer(paper, layer)
    cards = cards_of(project)
    for card in cards[:_MOST_CARDS]:
        draw_card(paper, card)
    if len(cards) > _MOST_CARDS:
        draw_layer_name(paper, "", f"and {len(cards) - _MOST_CARDS:,} more (all of them are in the json report)")
    findings = [one for one in outcome.findings if one.project == project.path and one.suppressed is None]
    for need in needs_of(findings, outcome.guidance):
        _draw_need(paper, need)


def _draw_layer(paper: Paper, layer: Layer) -> None:
    draw_layer_name(paper, layer.name, ", ".join(layer.consists_of))
    aspects = {
        "fresh data": layer.fresh_data,
        "drifts": layer.drifts,
        "evaluated by": layer.evaluated_by,
        "cost": layer.cost,
    }
    for aspect, told in aspects.items():
        if told:
            draw_aspect(paper, aspect, told)


def _draw_need(paper: Paper, need: Need) -> None:
    draw_layer_name(paper, "need", need.need)
    draw_aspect(paper, "taken", ", ".join(need.taken))
    draw_aspect(paper, "advised", need.advised)
    of = f"{need.findings:,} of " if need.findings > len(need.rules) else ""
    draw_aspect(paper, "found by", f"{of}{', '.join(need.rules)}")


def _closing(outcome: Outcome) -> Iterator[str]:
    yield "; ".join(filter(None, [verdict(outcome), suppressed_phrase(outcome), hidden_phrase(outcome)]))
    yield from (f"unused suppression: {phrase}" for phrase in unused_phrases(outcome))
    yield from (f"skipped: {place}" for place in skipped_places(outcome.coverage))
    yield from unknown_phrases(outcome.coverage)
    yield from filter(None, [left_out_phrase(outcome.coverage.left_out)])
    yield coverage_line(outcome)


def _say(paper: Paper, phrase: str) -> None:
    paper.flow(Text(""), Text(phrase), rest=Text("  "))
