"""The words that hint at changing facts, and at lasting ones: loaded from a folder of YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from groundrules.datasets.term import words_of

FALLBACK_LANGUAGE = "en"


class Sign(msgspec.Struct, frozen=True):
    """A word or phrase that is a cue: the words after the first, the cue's name and weight."""

    rest: tuple[str, ...]
    cue: str
    weight: float


class Language(msgspec.Struct, frozen=True):
    """The words of one language.

    `answer` and `prompt` map a first word to the signs that begin with it. The sets name what numbers are read with:
    months, weekdays, currencies, things that are counted, units of time. `stopwords` tell the language; `no_names` are
    written with a capital and name no organisation.
    """

    code: str
    stopwords: frozenset[str]
    answer: dict[str, tuple[Sign, ...]]
    prompt: dict[str, tuple[Sign, ...]]
    months: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    durations: frozenset[str] = frozenset()
    voice: frozenset[str] = frozenset()
    self_reference: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()


class Questions(msgspec.Struct, frozen=True):
    """A linear model of questions whose answers change: a weight a word or pair of words."""

    bias: float
    weights: dict[str, float]
    threshold: float = 0.8


class Lexicon(msgspec.Struct, frozen=True):
    """Everything loaded. `shapes` are weights of cues that need no language; `fields` those of JSON keys."""

    languages: dict[str, Language]
    shapes: dict[str, float]
    fields: dict[str, tuple[str, float]]
    tasks: dict[str, float]
    questions: dict[str, Questions]
    bias: float = -1.0


@lru_cache(maxsize=4)
def load_lexicon(folder: Path) -> Lexicon:
    """Read every YAML file of a folder. Raises `OSError` where one cannot be read, `KeyError` where it lacks a key."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    languages, questions, shapes = {}, {}, {}
    for path in sorted(folder.glob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        if "shapes" in document:
            shapes = document
        elif "question_weights" in document:
            questions[document["language"]] = _questions(document)
        else:
            languages[document["language"]] = _language(document)
    fields = {key: (name, float(group["weight"])) for name, group in shapes["fields"].items() for key in group["keys"]}
    return Lexicon(languages, shapes["shapes"], fields, shapes["tasks"], questions, float(shapes["bias"]))


def _questions(document: Mapping[str, Any]) -> Questions:
    return Questions(float(document["bias"]), document["question_weights"], float(document["threshold"]))


def _language(document: Mapping[str, Any]) -> Language:
    sets = {
        name: frozenset(document.get(name, ()))
        for name in ("stopwords", "months", "weekdays", "currencies", "counted", "durations", "voice",
                     "self_reference", "question_words", "no_names")
    }  # fmt: skip
    return Language(
        code=document["language"],
        answer=_signs(document.get("answer", {})),
        prompt=_signs(document.get("prompt", {})),
        **sets,
    )


def _signs(groups: Mapping[str, Any]) -> dict[str, tuple[Sign, ...]]:
    """The signs by first word, the longest first."""
    signs: dict[str, list[Sign]] = {}
    for cue, group in groups.items():
        for phrase in group["words"]:
            first, *rest = words_of(str(phrase))
            signs.setdefault(first, []).append(Sign(tuple(rest), cue, float(group["weight"])))
    return {first: tuple(sorted(found, key=lambda sign: -len(sign.rest))) for first, found in signs.items()}
