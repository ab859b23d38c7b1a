"""Bars of block characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.report.text.bar import interval_bar, share_bar
from groundrules.report.wording import percent

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0.0, "        "), (1e-6, "▏       "), (0.5, "████    "), (0.55, "████▍   "), (1.0, "████████")],
)
def test_share_is_drawn_to_an_eighth(share: float, drawn: str) -> None:
    assert share_bar(share, 8) == drawn


def test_interval_is_solid_then_shaded_then_dotted() -> None:
    assert interval_bar(0.25, 0.5, 8) == "██▒▒····"
    assert interval_bar(0.3, 0.3, 10) == "███·······"
    assert interval_bar(0.0003, 0.011, 8) == "▒·······"


@given(shares, shares, st.integers(1, 40))
def test_bars_fill_their_cells(one: float, other: float, cells: int) -> None:
    low, high = sorted((one, other))
    assert len(share_bar(one, cells)) == len(interval_bar(low, high, cells)) == cells


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "0 %"),
        (1e-7, "<0.01 %"),
        (0.99999, ">99.9 %"),
        (0.0004, "0.04 %"),
        (0.014, "1.4 %"),
        (0.02, "2 %"),
        (0.38, "38 %"),
        (0.996, "99.6 %"),
        (1.0, "100 %"),
    ],
)
def test_percent_never_rounds_to_none_or_all(share: float, told: str) -> None:
    assert percent(share) == told


@given(shares)
def test_only_none_is_told_as_none_and_only_all_as_all(share: float) -> None:
    assert (percent(share) == "0 %") == (share == 0)
    assert (percent(share) == "100 %") == (share == 1)
