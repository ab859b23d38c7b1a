"""The verdict on one project, collapsed: its layers as a table, needs, fine-tunes and production concerns as lists."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.project import Project
from groundrules.report.dataset_card import DatasetCard, cards_of
from groundrules.report.dataset_wording import rows_phrase
from groundrules.report.markdown.inert import plain
from groundrules.report.verdict.page import Page
from groundrules.report.verdict.wording import aspects_of, concern_words, fit_words, reasons_of

_MOST_CARDS = 8


def project_block(project: Project, page: Page) -> list[str]:
    """The lines of a project."""
    name = f" ({plain(project.name, 100)})" if project.name else ""
    found = ", ".join(layer.name for layer in page.layers if layer.found) or "no layer that could be read"
    return [
        f"<details><summary><b>verdict</b> on {plain(project.path, 200)}{name}: {found}</summary>",
        "",
        *_layers(page),
        *_section("needs", _needs(page)),
        *_section("fine-tunes", _fine_tunes(page)),
        *_section("training data", [f"{plain(one.name, 200)}: {plain(rows_phrase(one))}" for one in _cards(project)]),
        *_section("production", _concerns(page)),
        "</details>",
    ]


def _cards(project: Project) -> list[DatasetCard]:
    return cards_of(project)[:_MOST_CARDS]


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"<b>{title}</b>", "", *(f"- {line}" for line in lines), ""] if lines else []


def _layers(page: Page) -> Iterator[str]:
    yield "| layer | " + " | ".join(layer.name for layer in page.layers) + " |"
    yield "| --- " * (len(page.layers) + 1) + "|"
    yield "| seen | " + " | ".join(plain("; ".join(layer.consists_of)) for layer in page.layers) + " |"
    told = [dict(aspects_of(layer)) for layer in page.layers]
    for aspect in dict.fromkeys(aspect for one in told for aspect in one):
        yield f"| {aspect} | " + " | ".join(plain(one.get(aspect, "")) for one in told) + " |"
    yield ""


def _needs(page: Page) -> list[str]:
    lines = []
    for need in page.needs:
        behind = "; ".join(filter(None, [", ".join(need.seen_in[:3]), ", ".join(need.rules)]))
        taken = f"taken: {', '.join(need.taken)} ({need.standing}); advised: {plain(need.advised)}"
        lines.append(f"{plain(need.need)}: {taken}; seen by: {plain(behind)}")
    return lines


def _fine_tunes(page: Page) -> list[str]:
    return [
        f"{plain(fit_words(one))}" + "".join(f"; {name}: {plain('; '.join(told))}" for name, told in reasons_of(one))
        for one in page.fine_tunes
    ]


def _concerns(page: Page) -> list[str]:
    """Cost stands in the table already."""
    shown = [concern for concern in page.concerns if concern.name != "cost"]
    return [f"{concern.name}, {concern.layer}: {plain(concern_words(concern))}" for concern in shown]
