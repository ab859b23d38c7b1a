"""The end of the text report: what was found, what it needs, the counts, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.report.coverage import coverage_line, left_out_phrase, skipped_places, unknown_phrases
from groundrules.report.dataset_card import cards_of
from groundrules.report.layers import Layer
from groundrules.report.needs import Need
from groundrules.report.summary import hidden_phrase, suppressed_phrase, unused_phrases, verdict
from groundrules.report.text.aspect import draw_aspect, draw_layer_name
from groundrules.report.text.dataset_card import draw_card
from groundrules.report.text.paper import Paper
from groundrules.report.verdict.concern import Concern
from groundrules.report.verdict.judgement import Judgement
from groundrules.report.verdict.page import page_of
from groundrules.report.verdict.wording import aspects_of, concern_words, fit_words, has_assets, reasons_of
from groundrules.report.visible import sentence
from groundrules.report.wording import listed

_MOST_PROJECTS = 20
_MOST_CARDS = 8


def draw_ending(paper: Paper, outcome: Outcome) -> None:
    """Every project with something in it, then the counts and the coverage."""
    shown = [project for project in outcome.projects if has_assets(project)]
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


def _draw_project(paper: Paper, project: Project, outcome: Outcome) -> None:
    name = f" ({sentence(project.name)})" if project.name else ""
    paper.line(("what was found in ", "bold"), (sentence(project.path), "bold"), name)
    page = page_of(project, outcome)
    for layer in page.layers:
        _draw_layer(paper, layer)
    cards = cards_of(project)
    for card in cards[:_MOST_CARDS]:
        draw_card(paper, card)
    if len(cards) > _MOST_CARDS:
        draw_layer_name(paper, "", f"and {len(cards) - _MOST_CARDS:,} more (all of them are in the json report)")
    for need in page.needs:
        _draw_need(paper, need)
    for judgement in page.fine_tunes:
        _draw_judgement(paper, judgement)
    for name, concerns in groupby(page.concerns, key=lambda concern: concern.name):
        if name != "cost":
            _draw_concerns(paper, name, list(concerns))


def _draw_layer(paper: Paper, layer: Layer) -> None:
    draw_layer_name(paper, layer.name, ", ".join(layer.consists_of))
    for aspect, told in aspects_of(layer):
        draw_aspect(paper, aspect, told)


def _draw_need(paper: Paper, need: Need) -> None:
    draw_layer_name(paper, "need", need.need)
    draw_aspect(paper, "taken", f"{', '.join(need.taken)} ({need.standing})")
    draw_aspect(paper, "advised", need.advised)
    if need.seen_in:
        draw_aspect(paper, "seen in", listed(need.seen_in, 3))
    if need.rules:
        of = f"{need.findings:,} of " if need.findings > len(need.rules) else ""
        draw_aspect(paper, "found by", f"{of}{', '.join(need.rules)}")


def _draw_judgement(paper: Paper, judgement: Judgement) -> None:
    draw_layer_name(paper, "judged", fit_words(judgement))
    for aspect, reasons in reasons_of(judgement):
        draw_aspect(paper, aspect, "; ".join(reasons))


def _draw_concerns(paper: Paper, name: str, concerns: list[Concern]) -> None:
    """Cost is told with each layer; the other concerns stand by themselves."""
    draw_layer_name(paper, name, "" if concerns else "nothing seen")
    for concern in concerns:
        draw_aspect(paper, concern.layer, concern_words(concern))


def _closing(outcome: Outcome) -> Iterator[str]:
    yield "; ".join(filter(None, [verdict(outcome), suppressed_phrase(outcome), hidden_phrase(outcome)]))
    yield from (f"unused suppression: {phrase}" for phrase in unused_phrases(outcome))
    yield from (f"skipped: {place}" for place in skipped_places(outcome.coverage))
    yield from unknown_phrases(outcome.coverage)
    yield from filter(None, [left_out_phrase(outcome.coverage.left_out)])
    yield coverage_line(outcome)


def _say(paper: Paper, phrase: str) -> None:
    paper.flow(Text(""), Text(phrase), rest=Text("  "))
