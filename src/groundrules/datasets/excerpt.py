"""Excerpts that may be shown: short, on one line, without personal data or keys."""

from __future__ import annotations

import re
import unicodedata

EXCERPT_CHARACTERS = 160
_READ_CHARACTERS = 2000
_AROUND_CHARACTERS = 50

_REDACTIONS = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "<e-mail>"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*", re.DOTALL), "<key>"),
    (re.compile(r"\b(?:sk|pk|rk|ghp|gho|ghs|hf|xox[abp]|glpat|AKIA|ASIA|AIza|eyJ)[-_]?[A-Za-z0-9_\-.]{12,}"), "<key>"),
    (re.compile(r"\b(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{32,}\b"), "<key>"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"), "<account>"),
    (re.compile(r"(?<![\w.])(?!(?:19|20)\d\d-\d\d-\d\d\b)\+?\(?\d[\d\s().-]{7,18}[\dA-Z]{2,}"), "<number>"),
    (re.compile(r"\d{7,}"), "<number>"),
)


def excerpt_around(before: str, name: str, after: str) -> str:
    """What stands before and after a value that is not shown, which `name` stands for."""
    before, after = _redacted(before), _redacted(after)
    if len(before) > _AROUND_CHARACTERS:
        before = "…" + before[-_AROUND_CHARACTERS:].partition(" ")[2]
    if len(after) > _AROUND_CHARACTERS:
        after = after[:_AROUND_CHARACTERS].rpartition(" ")[0] + "…"
    return f"{before}<{name}>{after}"


def excerpt_of(text: str) -> str:
    """A text as one redacted line of at most 160 characters."""
    text = _redacted(text[:_READ_CHARACTERS])
    shown = "".join(character if _is_visible(character) else " " for character in text)
    line = " ".join(shown.split())
    return line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1].rstrip() + "…"


def _redacted(text: str) -> str:
    for pattern, replacement in _REDACTIONS:
        text = pattern.sub(replacement, text)
    return text


def _is_visible(character: str) -> bool:
    # Cc, Cf, Cs, Co, Cn: control, format (direction marks and the like), surrogates, private, unassigned
    return not unicodedata.category(character).startswith("C")
