"""One pass over a text: words, and numbers by their shape (money, clock times, dates, contacts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CODES = (
    "USD|EUR|GBP|CHF|AED|INR|MXN|CAD|AUD|JPY|CNY|EGP|SAR|BRL|PLN|SEK|NOK|DKK|ZAR|SGD|HKD|KRW|TRY|COP|ARS|CLP|PEN|Rs"
)
_TERM = re.compile(
    rf"""(?ix)
    (?P<word> [^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/-]|[.:]\w|\.?\s?\d|://) )   # the common case, before the costly ones
  | (?P<email> [\w.+-]{{1,64}}@[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}})+ )
  | (?P<url> https?://[^\s"'<>)\]]+ | www\.[^\s"'<>)\]]+
      | \b[a-z0-9-]{{2,40}}\.(?:com|org|net|edu|gov|co\.uk|io|de|fr|es|ch|mx)(?:/[^\s"'<>)\]]*)?\b )
  | (?P<money> [$€£¥₹]\s?\d[\d.,]* | \b(?:{_CODES})\.?\s?\d[\d.,]* | \d[\d.,]*\s?(?:[€£¥₹]|(?:{_CODES})\b) )
  | (?P<api> (?<![\w/])/(?:api|v\d)/[\w{{}}/-]+ )
  | (?P<phone> \+\d[\d\s().-]{{7,18}}\d | \(\d{{2,5}}\)\s?\d[\d\s-]{{4,12}}\d | \(\d{{3}}\)\s?\d{{3}}-[A-Z]{{4}}
      | \b\d{{3}}[-.]\d{{3}}[-.]\d{{4}}\b | \b1-8\d\d-[\dA-Z-]{{7,9}} | \b0\d{{8,10}}\b )
  | (?P<isodate> \b(?:19|20)\d\d-[01]\d-[0-3]\d\b | \b[0-3]?\d[./][01]?\d[./](?:19|20)?\d\d\b )
  | (?P<clock> \b[0-2]?\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b\.?|uhr\b|hrs\b) | \b[0-2]?\d:[0-5]\d\b(?!:)
      | \b[0-2]?\dh(?:[0-5]\d)?\b | \b24/7\b )
  | (?P<designation> \b(?-i:[A-Z]{{2,6}})[- ]?\d{{2,}}(?:[\w+-]*\b)? )
  | (?P<version> \bv\d+(?:\.\d+)+ | \b\d+\.\d+\.\d+\b )
  | (?P<percent> \d[\d.,]*\s?% )
  | (?P<rating> \b\d(?:\.\d+)?\s?/\s?(?:5|10)\b )
  | (?P<year> \b(?:1[5-9]|20)\d\d\b )
  | (?P<number> \d[\d.,]*\+? )
  | (?P<other> [^\W\d_]+(?:['’-][^\W\d_]+)* )
  | (?P<break> [.!?\n]+ )
    """
)


class Term(NamedTuple):
    """A word or number: its kind, its text in lower case with straight apostrophes, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def terms_of(text: str) -> Iterator[Term]:
    """The terms of a text; `break` ends a sentence."""
    for match in _TERM.finditer(text):
        kind = match.lastgroup or "word"
        yield Term("word" if kind == "other" else kind, match[0].lower().replace("’", "'"), match.start(), match.end())


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, cut as `terms_of` cuts them."""
    return [term.text for term in terms_of(text) if term.kind != "break"]


_WORD = re.compile(r"\w+")


def plain_words_of(text: str) -> list[str]:
    """The words of a text cut at everything that is no letter or digit: quick, for comparing whole texts."""
    return _WORD.findall(text.lower())
