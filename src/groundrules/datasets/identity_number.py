"""Numbers of people: payment cards, bank accounts and national identity numbers, each proved by its check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from groundrules.datasets.checksum import is_codice_fiscale, is_cpf, is_dni, is_iban, is_luhn, is_nir, is_ssn

_SEPARATORS = re.compile(r"[ .\-/\u00a0]")

_JOINED = re.compile(r"[\w.+-]")
"""A character before a number that makes it part of something longer. Asked after the match: a pattern that begins with
a look behind is tried at every character, one that begins with a digit is not."""

_TEST_CARDS = frozenset(
    {"4242424242424242", "4000056655665556", "4111111111111111", "4012888888881881", "4222222222222",
     "4012000033330026", "4000000000000002", "4000000000000077", "4000000000009995", "5555555555554444",
     "5200828282828210", "5105105105105100", "5454545454545454", "2223003122003222", "2222420000001113",
     "378282246310005", "371449635398431", "378734493671000", "6011111111111117", "6011000990139424",
     "3056930009020004", "30569309025904", "38520000023237", "3566002020360505", "3530111333300000",
     "6200000000000005", "4917610000000000", "4462030000000000"}
)  # fmt: skip
"""Numbers that payment services publish for tests."""


class Found(NamedTuple):
    """A stretch of a text that has the shape of a kind of number, and whether its check digits are right."""

    kind: str
    value: str
    start: int
    end: int
    is_valid: bool


class _Kind(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    is_valid: Callable[[str], bool]
    has_digits_together: bool = True


def _is_card(digits: str) -> bool:
    return is_luhn(digits) and digits not in _TEST_CARDS and len(set(digits)) > 3


_KINDS = (
    _Kind(
        "payment card number",
        re.compile(
            r"(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6(?:011|5\d\d|4[4-9]\d))(?:([ -]?)\d{4}(?:\1\d{4}){2})"
            r"|3[47]\d\d(?:([ -]?)\d{6}\2\d{5}))(?![\w.-]*\d)"
        ),
        _is_card,
    ),
    _Kind("IBAN", re.compile(r"[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), is_iban),
    _Kind("Spanish identity number", re.compile(r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]\b"), is_dni),
    _Kind(
        "French social security number",
        re.compile(r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d\b"),
        is_nir,
    ),
    _Kind("Brazilian taxpayer number", re.compile(r"\d{3}\.\d{3}\.\d{3}-\d\d\b"), is_cpf),
    _Kind(
        "Italian taxpayer code",
        re.compile(r"[A-Z]{6}\d\d[A-EHLMPRST](?:[04][1-9]|[1256]\d|[37][01])[A-Z]\d{3}[A-Z]\b"),
        is_codice_fiscale,
        has_digits_together=False,
    ),
    _Kind("US social security number", re.compile(r"\d{3}-\d\d-\d{4}(?![\w-])"), is_ssn),
)

CHECKED_KINDS = frozenset(kind.name for kind in _KINDS)
FEWEST_DIGITS = re.compile(r"\d(?:[ .\-]?\d){4}")
"""A text without five digits in a row, separators aside, holds none of them but the Italian code."""


def identity_numbers(text: str) -> Iterator[Found]:
    """Every stretch that has the shape of such a number. Texts without enough digits cost two searches."""
    has_digits = FEWEST_DIGITS.search(text) is not None
    for kind in _KINDS:
        if kind.has_digits_together and not has_digits:
            continue
        for match in kind.pattern.finditer(text):
            if match.start() and _JOINED.match(text[match.start() - 1]):
                continue
            value = _SEPARATORS.sub("", match[0])
            yield Found(kind.name, value, match.start(), match.end(), kind.is_valid(value))
