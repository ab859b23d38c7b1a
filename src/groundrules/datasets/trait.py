"""What each record looks like, measured once: the evidence that the task is decided on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from groundrules.datasets.code import is_code
from groundrules.datasets.lexicon import Language
from groundrules.datasets.record import Record
from groundrules.datasets.term import plain_words_of

_TOOL = re.compile(r"<tool_call>|\[function_call\]|<function_?call>|\[TOOL_CALLS\]|\"arguments\"\s*:", re.IGNORECASE)
_TOOL_LIST = re.compile(r"\bTOOLS\s*\[\{|\"parameters\"\s*:\s*\{")
_MATHS = re.compile(
    r"<<[^<>]{1,60}=[^<>]{1,30}>>|^#{4} ?-?[\d.,]+|\\boxed\{|\\frac\{|\d\s*[-+*/×÷]\s*\d[\d.,]*\s*=\s*\$?\d",
    re.MULTILINE,
)
_STOP = re.compile(r"\s*(?:END|###|</s>|<\|endoftext\|>)\s*$")
_ASKED_PREFIX = re.compile(r"^\s*(?:question|q|user|frage|pregunta)\s*:\s*", re.IGNORECASE)
_LONG_PROMPT_WORDS = 60
_GROUNDED_SHARE = 0.7


class Trait(msgspec.Struct, frozen=True):
    """What one record shows. `shape` is the sorted keys of a JSON target; `overlap` the share of target words given."""

    target: str
    json_shape: str | None
    has_tool_call: bool
    is_code: bool
    is_maths: bool
    is_question: bool
    is_grounded: bool
    speaks_of_self: bool
    overlap: float
    prompt_words: int
    target_words: int


def target_of(record: Record) -> str:
    """The target without the stop word of old completion formats."""
    return _STOP.sub("", record.target.strip())


def trait_of(record: Record, languages: Sequence[Language]) -> Trait:
    """Measure one record."""
    target = target_of(record)
    target_words = [word for word in plain_words_of(target[:2000]) if len(word) > 2]
    prompt_words = plain_words_of(record.prompt[:8000])
    known = set(prompt_words)
    overlap = sum(word in known for word in target_words) / len(target_words) if target_words else 0.0
    shape = json_shape(target)
    return Trait(
        target=target,
        json_shape=shape,
        has_tool_call=bool(_TOOL.search(target))
        or (record.has_tools and shape is None and bool(_TOOL_LIST.search(record.system))),
        is_code=is_code(target),
        is_maths=bool(_MATHS.search(target)) and bool(re.search(r"\d", record.prompt)),
        is_question=_is_question(record.question, languages),
        is_grounded=len(prompt_words) >= _LONG_PROMPT_WORDS and overlap >= _GROUNDED_SHARE and len(target_words) >= 3,
        speaks_of_self=_speaks_of_self(target, languages),
        overlap=overlap,
        prompt_words=len(prompt_words),
        target_words=len(target_words),
    )


def json_shape(target: str) -> str | None:
    """The top-level keys of a JSON target, sorted; None where it is no JSON object or array of objects."""
    text = target.strip()
    if text.startswith("```"):
        text = text.strip("`").removeprefix("json").strip()
    if not text.startswith(("{", "[")):
        return None
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return None
    if isinstance(value, list):
        value = value[0] if value and isinstance(value[0], Mapping) else {}
        return "[" + ", ".join(sorted(str(key) for key in value)) + "]"
    return "{" + ", ".join(sorted(str(key) for key in value)) + "}"


def _is_question(question: str, languages: Sequence[Language]) -> bool:
    text = _ASKED_PREFIX.sub("", question.strip())
    if text.endswith(("?", "? ->", "؟", "？")):
        return True
    first = next(iter(plain_words_of(text[:60])), "")
    return any(first in language.question_words for language in languages)


def _speaks_of_self(target: str, languages: Sequence[Language]) -> bool:
    lowered = target[:300].lower().replace("’", "'")
    return any(
        phrase in lowered and (not phrase.isascii() or re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", lowered))
        for language in languages
        for phrase in language.self_reference
    )
