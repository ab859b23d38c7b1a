"""The card of a dataset with its charts: shares as bars, drawn as SVG. Units: widths are per cent of the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundrules.report.dataset_card import DatasetCard, Tally
from groundrules.report.dataset_wording import (
    rows_phrase,
    told_of,
)
from groundrules.report.wording import percent

_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that is certain up to `sure` and may reach `likely`, with its name and figure."""

    name: str
    told: str
    sure: float
    likely: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one scale, under a title; `more` were left out."""

    title: str
    bars: list[Bar]
    more: int = 0


@dataclass(frozen=True, slots=True)
class CardView:
    """A dataset: what its rows are, its charts, and its aspects in words."""

    card: DatasetCard
    rows: str
    charts: list[Chart]
    aspects: list[tuple[str, str]]


def card_view(card: DatasetCard) -> CardView:
    """The card as it is drawn."""
    return CardView(card, rows_phrase(card), list(_charts(card)), [(name, told) for name, told in _told(card) if told])


def _charts(card: DatasetCard) -> Iterator[Chart]:
    found = card.changing_facts
    if found.of:
        interval = f"95 % interval {percent(found.low)} to {percent(found.high)}"
        told = f"{percent(found.share)} of {found.of:,} records ({interval})"
        yield Chart("changing facts", [Bar("records that state one", told, found.low * 100, found.high * 100)])
        if found.cues:
            yield _tallies("signs of changing facts", found.cues, found.of, len(found.cues))
    if card.labels:
        yield _tallies("labels", card.labels, card.sampled, card.label_count)
    wrong = _wrong(card)
    if wrong:
        yield Chart("records with something wrong", wrong)


def _tallies(title: str, tallies: Sequence[Tally], of: int, total: int) -> Chart:
    shown = tallies[:_MOST_BARS]
    bars = [Bar(tally.name, f"{tally.count:,}", *_share(tally.count, of)) for tally in shown]
    return Chart(title, bars, max(0, total - len(shown)))


def _wrong(card: DatasetCard) -> list[Bar]:
    repeats = card.duplicates.exact + card.duplicates.near
    counted = [
        ("personal data", card.personal_data.records, card.personal_data.of),
        ("secrets", card.secrets.records, card.secrets.of),
        ("duplicates", repeats, card.duplicates.of),
        ("conflicts", card.conflicts.records, card.conflicts.of),
        ("malformed", card.malformed, card.records),
    ]
    return [Bar(name, f"{number:,} of {of:,}", *_share(number, of)) for name, number, of in counted if number and of]


def _share(number: int, of: int) -> tuple[float, float]:
    share = round(min(100 * number / of, 100), 2) if of else 0.0
    return share, share


def _told(card: DatasetCard) -> Iterator[tuple[str, str]]:
    yield "trained on by", ", ".join(card.jobs[:5])
    yield from told_of(card)
