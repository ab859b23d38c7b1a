"""A drawn line fits, and what is underlined is what was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from groundrules.report.text.snippet import CUT, draw, near


def shown(line: str, start: int, end: int, width: int) -> str:
    drawing = draw(line, start, end, width)
    return drawing.before + drawing.spanned + drawing.after


def test_line_that_fits_is_whole() -> None:
    drawing = draw("a = call(b)", 4, 8, 40)
    assert (drawing.before, drawing.spanned, drawing.after) == ("a = ", "call", "(b)")
    assert (drawing.start, drawing.length) == (4, 4)


def test_tabs_end_at_the_next_stop() -> None:
    drawing = draw("\ta\tb", 3, 4, 40)
    assert drawing.before == "    a   "
    assert drawing.spanned == "b"


def test_full_width_characters_count_two_cells() -> None:
    drawing = draw('x = "漢字" + y', 11, 12, 40)
    assert drawing.spanned == "y"
    assert drawing.start == 13
    assert draw('x = "漢字"', 5, 7, 40).length == 4


def test_line_is_cut_on_both_sides_of_the_span() -> None:
    text = shown("a" * 100 + "SPAN" + "b" * 100, 100, 104, 20)
    assert text.startswith(CUT)
    assert text.endswith(CUT)
    assert "SPAN" in text
    assert cell_len(text) == 20


def test_span_longer_than_the_line_shows_its_start() -> None:
    drawing = draw("a" * 50 + "S" * 50, 50, 100, 20)
    assert drawing.before == CUT
    assert set(drawing.spanned) == {"S"}
    assert drawing.after == CUT


def test_span_outside_the_line_is_one_caret_at_its_end() -> None:
    drawing = draw("short", 90, 95, 40)
    assert (drawing.start, drawing.length) == (5, 1)


def test_very_long_lines_keep_the_stretch_around_the_span() -> None:
    line, start, end = near("a" * 1_000_000 + "SPAN" + "b" * 1_000_000, 1_000_000, 1_000_004, 80)
    assert len(line) < 1_000
    assert line[start:end] == "SPAN"


@given(
    line=st.text(st.characters(exclude_categories=()), max_size=120) | st.text("\t漢a\x1b\u0301 ", max_size=120),
    start=st.integers(0, 130),
    length=st.integers(0, 130),
    width=st.integers(20, 90),
)
def test_drawing_fits_and_underlines_the_span(line: str, start: int, length: int, width: int) -> None:
    drawing = draw(line, start, start + length, width)
    cells = sum(map(cell_len, drawing.before + drawing.spanned + drawing.after))
    assert cells <= width
    if drawing.spanned and cell_len(drawing.spanned):
        assert drawing.start + drawing.length <= width + 1
    kept = line[start : start + length].replace(" ", "").replace("\t", "")
    if CUT not in drawing.after and kept.isascii() and kept.isprintable() and "\x1b" not in kept:
        assert "".join(drawing.spanned.split()) == kept
