"""Sentences of a prompt that state, as a fact, what changes: prices, opening hours, versions, office holders.

A bare search for numbers is nearly always wrong here (examples, limits, formats). A statement counts only where a
sentence declares the value: not in an example, not as a limit or policy, not beside a hole that is filled at run time.
"""

from __future__ import annotations

import re

from groundrules.domain.location import Location
from groundrules.domain.prompt_fault import VolatileStatement
from groundrules.link.calling.text_place import place_in

MONEY = r"(?:[$€£¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|(?:USD|EUR|GBP|dollars?|euros?)\b))"
CLOCK = r"(?:\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|h|Uhr)|\d{1,2}:\d{2})"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"Januar|Februar|März|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|décembre)"
)
PRICED = (
    r"(?:price[sd]?|costs?|fee|rate|plan|subscription|membership|ticket|shipping|delivery|precio|cuesta|preis|kostet|"
    r"prix|co[uû]te)"
)
PER = r"(?:/|per\s|a\s|al\s|pro\s|par\s)\s?(?:month|year|user|seat|hour|night|person|item|mes|Monat|mois)"
EACH = r"(?:per|each|apiece|pro|je|cada)"
OPEN = r"(?:open|opening hours|business hours|hours|available|horario|ge[öo]ffnet|[ÖO]ffnungszeiten|ouvert)"
HOLDER = r"(?:CEO|president|prime minister|director|chair\w*|manager|minister)"
CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("price", rf"\b{PRICED}\b[^.\n?]{{0,50}}?{MONEY}"),
        ("price", rf"{MONEY}\s?{PER}"),
        ("price list", rf"(?m)^\s*(?:[-*•]|\d+[.)])\s*[^\n:]{{2,60}}[:–-]\*{{0,2}}\s*{MONEY}\s*(?:\(|$|/|{EACH}\b)"),
        ("discount", r"\b\d{1,2}\s?%\s+(?:off|discount|descuento|rabatt|de r[ée]duction)\b"),
        ("opening hours", rf"\b{OPEN}\b[^.\n?]{{0,40}}?{CLOCK}\s?(?:-|–|to|until|a|bis|à)\s?{CLOCK}"),
        (
            "version",
            r"\b(?:latest|current|newest|stable)\s+(?:stable\s+)?(?:version|release)\b[^.\n?]{0,30}?"
            r"\b(?:is|:)\s*v?\d+\.\d+",
        ),
        ("office holder", rf"\b(?:current|acting)\s+{HOLDER}\b[^.\n?]{{0,20}}?\bis\s+(?-i:[A-Z])\w+"),
        ("as of", rf"\b(?:as of|stand|a partir de|au)\s+(?:\d{{1,2}}\.?\s+)?{MONTH}\s+(?:\d{{1,2}},?\s+)?20\d\d"),
        (
            "stock",
            r"\b(?:only\s+)?\d+\s+(?:units?|items?|rooms?|seats?|tickets?)\s+(?:left|in stock|remaining|available)\b",
        ),
    )
)
POLICY = re.compile(
    r"(?i)\b(?:over|above|below|under|more than|less than|at least|at most|up to|maximum|minimum|max|min|limit|"
    r"exceed\w*|budget|threshold|if|when|whenever|unless|greater|higher|lower|between|suppose|imagine|never|refunds?)\b"
    r"|[<>≥≤]"
)
EXAMPLE = re.compile(
    r"(?i)\b(?:e\.g\.|for example|for instance|examples?|such as|sample|input|output|user|assistant|question|answer|q|"
    r"a|human|ai|ejemplo|beispiel|exemple)\s*\d*\s*[:.>-]|\b(?:e\.g\.|for example|for instance|such as|like this)"
)
HOLE = re.compile(r"\{+\s*[A-Za-z_][^{}]*\}+|<[A-Za-z_][^<>\n]*>|\[[A-Z_ ]{3,}\]")
BLOCK_START = re.compile(
    r"(?im)^\s*(?:#+\s*)?(?:few[- ]shot\s+)?(?:examples?|sample|ejemplos?|beispiele?|exemples?|example output|"
    r"output format|format)\b[^\n]{0,40}:?\s*$"
)
LONGEST = 140


def volatile_statements(text: str, location: Location) -> list[VolatileStatement]:
    """The statements of changing facts in a prompt, in order, each sentence once."""
    body = _before_examples(text)
    found: dict[int, VolatileStatement] = {}
    for cue, pattern in CUES:
        for match in pattern.finditer(body):
            start, sentence = _sentence(body, match.start(), match.end())
            if start not in found and _declares(sentence, body[max(0, start - 60) : start]):
                lead = len(sentence) - len(sentence.lstrip())
                place = place_in(body, start + lead, start + len(sentence.rstrip()), location)
                found[start] = VolatileStatement(text=sentence.strip()[:LONGEST], cue=cue, location=place)
    return [found[start] for start in sorted(found)]


def _before_examples(text: str) -> str:
    """The prompt without what follows a heading that starts examples or a format."""
    start = BLOCK_START.search(text)
    return text[: start.start()] if start else text


def _sentence(text: str, start: int, end: int) -> tuple[int, str]:
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), text.rfind("! ", 0, start)) + 1
    stops = [position for mark in ("\n", ". ", "? ", "! ") if (position := text.find(mark, end)) >= 0]
    return begin, text[begin : min(stops) + 1 if stops else len(text)]


def _declares(sentence: str, before: str) -> bool:
    """Whether a sentence states its value as a fact."""
    if sentence.rstrip().endswith("?") or HOLE.search(sentence) or POLICY.search(sentence) or EXAMPLE.search(sentence):
        return False
    quoted = sentence.count('"') >= 2 or sentence.lstrip().startswith(('"', "'", "{", ">", "|"))
    return not quoted and not EXAMPLE.search(before.rpartition("\n\n")[2][-40:])
