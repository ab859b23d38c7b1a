"""Questions whose answers change, told by their words alone: a linear model with named weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from groundrules.datasets.lexicon import Questions
from groundrules.datasets.term import words_of
from groundrules.domain.record import Cue

START = "^"
_POLITE = re.compile(
    r"\W*(?:(?:can|could|would) you (?:please )?(?:tell me|explain)|do you know|please tell me|tell me"
    r"|i want to know)\s+",
    re.IGNORECASE,
)
_CUE = "changing-question"
_SHOWN_FEATURES = 3


def features_of(question: str) -> Iterator[str]:
    """The words, pairs and triples of neighbouring words of a question, with its start; each once.

    What only wraps a question ("can you tell me") is left out, any number is 0.
    """
    polite = _POLITE.match(question)
    asked = question[polite.end() :] if polite else question
    words = [START, *(word if not word.isdigit() else "0" for word in words_of(asked))]
    seen = set()
    for position, word in enumerate(words):
        pair = f"{words[position - 1]} {word}" if position else ""
        triple = " ".join(words[position - 2 : position + 1]) if position >= 2 else ""
        for feature in (word, pair, triple):
            if feature and feature != START and feature not in seen:
                seen.add(feature)
                yield feature


def probability_of(question: str, model: Questions) -> float:
    """How likely it is that the answer changes, from 0 to 1."""
    total = model.bias + sum(model.weights.get(feature, 0.0) for feature in features_of(question))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def question_cue(question: str, model: Questions) -> Cue | None:
    """The cue of a question that changes for sure enough; its text are the words that said so."""
    if not question or any(year.isdigit() and len(year) == 4 for year in words_of(question)):
        return None
    probability = probability_of(question, model)
    if probability < model.threshold:
        return None
    found = sorted((f for f in features_of(question) if f in model.weights), key=lambda f: -model.weights[f])
    return Cue(_CUE, ", ".join(found[:_SHOWN_FEATURES]), round(1.3 + probability - model.threshold, 3))
