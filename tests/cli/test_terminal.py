from __future__ import annotations

import pytest

from groundrules.cli.terminal import encoded, text_width, wants_color


@pytest.mark.parametrize(
    ("mode", "environment", "is_terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_color(mode: str, environment: dict[str, str], is_terminal: bool, expected: bool) -> None:
    assert wants_color(mode, environment, is_terminal) is expected


@pytest.mark.parametrize(("columns", "width"), [("72", 72), ("", 120), ("wide", 120), ("0", 120), ("²", 120)])
def test_the_width_of_a_log_is_fixed_unless_told(columns: str, width: int) -> None:
    assert text_width({"COLUMNS": columns}, is_terminal=False) == width


def test_what_an_encoding_lacks_is_spelled_out() -> None:
    assert encoded("price → 49 €", "ascii") == b"price \\u2192 49 \\u20ac"
    assert encoded("caf\udce9.py", "utf-8") == b"caf\\udce9.py"
    assert encoded("→", "utf-8") == "→".encode()
