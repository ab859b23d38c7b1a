"""The card of a dataset, drawn: one line an aspect, shares as bars on one scale, nothing of what is zero."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rich.text import Text

from groundrules.report.dataset_card import DatasetCard, Tally
from groundrules.report.dataset_wording import (
    rows_phrase,
    told_of,
)
from groundrules.report.text.aspect import INDENT_CELLS, draw_aspect, draw_layer_name
from groundrules.report.text.bar import interval_bar, share_bar
from groundrules.report.text.paper import Paper
from groundrules.report.visible import sentence
from groundrules.report.wording import percent

_MOST_BAR_CELLS = 16
_FEWEST_BAR_CELLS = 4
_MOST_CUES = 4
_MOST_LABELS = 5


def draw_card(paper: Paper, card: DatasetCard) -> None:
    """The card as a part of the ending, under the layers."""
    draw_layer_name(paper, "dataset", f"{card.name}: {rows_phrase(card)}")
    _draw_changing_facts(paper, card)
    _draw_labels(paper, card)
    for aspect, told in told_of(card):
        if told:
            draw_aspect(paper, aspect, told)


def _draw_changing_facts(paper: Paper, card: DatasetCard) -> None:
    found = card.changing_facts
    if not found.of:
        return
    if not found.hits:
        draw_aspect(paper, "changing facts", f"none in {found.of:,} records (at most {percent(found.high)} of them)")
        return
    interval = f"95 % interval {percent(found.low).removesuffix(' %')} to {percent(found.high)}"
    told = f"{percent(found.share)} of {found.of:,} records ({interval})"
    bar = Text(interval_bar(found.low, found.high, _bar_cells(paper)))
    draw_aspect(paper, "changing facts", told, drawing=bar)
    _draw_tallies(paper, found.cues[:_MOST_CUES], found.of)


def _draw_labels(paper: Paper, card: DatasetCard) -> None:
    _draw_tallies(paper, card.labels[:_MOST_LABELS], card.sampled, "labels")
    more = card.label_count - _MOST_LABELS
    if card.labels and more > 0:
        draw_aspect(paper, "", f"and {more:,} more")


def _draw_tallies(paper: Paper, tallies: Sequence[Tally], of: int, aspect: str = "") -> None:
    """Counts as bars, one a line, the digits in a column; the aspect is named on the first."""
    digits = max((len(f"{tally.count:,}") for tally in tallies), default=0)
    for position, tally in enumerate(tallies):
        bar = Text(share_bar(tally.count / of if of else 0.0, _bar_cells(paper)), "cyan")
        name = sentence("".join(islice(tally.name, 80)))
        draw_aspect(paper, aspect if position == 0 else "", f"{tally.count:>{digits},} {name}", drawing=bar)


def _bar_cells(paper: Paper) -> int:
    """Narrow paper has room for words first."""
    return max(min(_MOST_BAR_CELLS, (paper.width - INDENT_CELLS) // 3), _FEWEST_BAR_CELLS)
