"""Numbers and contacts in a target, by their shape and their neighbours: prices, hours, dates, versions, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from groundrules.datasets.given import Given
from groundrules.datasets.lexicon import Language
from groundrules.datasets.term import Term
from groundrules.domain.record import Cue

_RANGE = re.compile(r"\s*(?:-|–|—|to|until|till|bis|a|à|au|hasta|and)\s*", re.IGNORECASE)
_RESERVED = re.compile(
    r"(?i)[@./]example\.|@(?:domain|email|test|mail|company)\.com|yourdomain|yourcompany|your-|localhost"
)
_RECENT = "recent-from"
_CODES = "catalogue-codes"
_SEVERAL_CODES = 2
_SHOWN_CHARACTERS = 60


def number_cues(
    text: str, terms: Sequence[Term], given: Given, shapes: Mapping[str, float], languages: Sequence[Language]
) -> Iterator[Cue]:
    """A cue for each number or contact that does not stand in the prompt."""
    codes = {term.text for term in terms if term.kind == "designation" and not given.holds(term.text)}
    if len(codes) >= _SEVERAL_CODES:
        yield Cue(_CODES, ", ".join(sorted(codes)[:3]).upper(), shapes[_CODES])
    for position, term in enumerate(terms):
        if term.kind in {"word", "break"} or given.holds(term.text) or _RESERVED.search(term.text):
            continue
        near = [terms[at] if 0 <= at < len(terms) else None for at in (position - 1, position + 1, position + 2)]
        name = _shape(term, near, text, shapes, languages)
        if name in shapes:
            yield Cue(name, text[term.start : term.end][:_SHOWN_CHARACTERS], shapes[name])


def _shape(
    term: Term, near: Sequence[Term | None], text: str, shapes: Mapping[str, float], languages: Sequence[Language]
) -> str:
    """The name of a number's cue, from its own shape and its neighbours (one before, two after)."""
    before, after, following = near
    if term.kind == "clock":
        until = following if after is not None and after.kind == "word" else after
        is_range = until is not None and until.kind == "clock" and _RANGE.fullmatch(text, term.end, until.start)
        return "opening-hours" if is_range or term.text == "24/7" else "clock-time"
    if term.kind == "year":
        return "recent-year" if int(term.text) >= shapes[_RECENT] else "past-year"
    if term.kind != "number":
        return term.kind
    words = {neighbour.text for neighbour in (before, after) if neighbour is not None and neighbour.kind == "word"}
    for language in languages:
        if words & language.months:
            return "date"
        if after is not None and after.text in language.currencies:
            return "money"
        if after is not None and after.text in language.durations:
            return "duration"
        if after is not None and after.text in language.counted:
            return "count"
    return "number"
