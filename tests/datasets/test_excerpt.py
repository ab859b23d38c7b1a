"""What is shown of a record holds no personal data, no key, no control character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.datasets.excerpt import EXCERPT_CHARACTERS, excerpt_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write to ada.l+x@quill.co.uk now", "write to <e-mail> now"),
        ("call +44 20 7946 0958 today", "call <number> today"),
        ("call (970) 555-0199 today", "call <number> today"),
        ("order 1234567890 shipped", "order <number> shipped"),
        ("key sk-proj-Ab12Cd34Ef56Gh78 ends", "key <key> ends"),
        ("token ghp_0123456789abcdefABCDEF0123 ends", "token <key> ends"),
        ("account DE89 3704 0044 0532 0130 00 ends", "account <account> ends"),
        ("two\nlines\tand\x1b[31m a\u202eb", "two lines and [31m a b"),
        ("the year 2024 costs $1,350 at 9:30", "the year 2024 costs $1,350 at 9:30"),
    ],
)
def test_redacted(text: str, shown: str) -> None:
    assert excerpt_of(text) == shown


@given(st.text(max_size=400))
def test_short_and_visible(text: str) -> None:
    shown = excerpt_of(text)
    assert len(shown) <= EXCERPT_CHARACTERS
    assert not any(unicodedata.category(character).startswith("C") for character in shown)
