"""Negative evidence in the form of question and answer: lists of advice, templates, code, long prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from groundrules.domain.record import Cue

_TEMPLATE_FIELD = re.compile(r"\[(?:your|name|date|insert|company|recipient)[^\]]{0,40}\]", re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+", re.MULTILINE)
_CODE = re.compile(r"```|</?[a-z]+>|\bdef \w+\(|;\s*$", re.MULTILINE)
_QUESTION_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20[0-3]\d)\b")
_SHORT_CHARACTERS = 200
_SEVERAL_ITEMS = 4
_LONG_PROSE_CHARACTERS = 500


def form_cues(question: str, text: str, shapes: Mapping[str, float]) -> Iterator[Cue]:
    """Negative evidence from the form of question and answer."""
    if match := _QUESTION_YEAR.search(question):
        yield Cue("year-in-question", match[0], shapes["year-in-question"])
    if text.endswith("?") and len(text) < _SHORT_CHARACTERS:
        yield Cue("asks-back", text[-40:], shapes["asks-back"])
    if match := _TEMPLATE_FIELD.search(text):
        yield Cue("fill-in-template", match[0], shapes["fill-in-template"])
    if len(_LIST_ITEM.findall(text)) >= _SEVERAL_ITEMS:
        yield Cue("list-of-advice", "", shapes["list-of-advice"])
    if match := _CODE.search(text):
        yield Cue("code", match[0].strip(), shapes["code"])
    if len(text) > _LONG_PROSE_CHARACTERS:
        extra = min(3.0, (len(text) - _LONG_PROSE_CHARACTERS) / 500)
        yield Cue("long-prose", f"{len(text)} characters", round(extra * shapes["long-prose"], 3))
