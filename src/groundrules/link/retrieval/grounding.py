"""How the prompts of one call ground an answer in what was retrieved, told by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundrules.domain.grounding import Grounding
from groundrules.domain.retrieval_pipeline import Task

_SPACE = re.compile(r"\s+")
_CAMEL = re.compile(r"[_\W]+")
LONGEST = 20_000
"""Characters of the joined prompts that are looked at."""


class GroundingWords:
    """The words of the catalogue, ready to be looked for."""

    def __init__(self, words: Grounding) -> None:
        self.words = words
        self._only = _any_of(words.only_context)
        self._unknown = _any_of(words.says_unknown)
        self._sources = _any_of(words.asks_sources)
        self._answers = _any_of(words.answers)
        self._tasks = [(task, re.compile(expression, re.IGNORECASE)) for task, expression in words.other_tasks]

    def keeps_to_chunks(self, text: str) -> bool:
        """Whether it tells the model to answer from what was found alone."""
        return self._only.search(text) is not None

    def says_unknown(self, text: str) -> bool:
        """Whether it tells the model what to say when the answer is not there."""
        return self._unknown.search(text) is not None

    def asks_sources(self, text: str) -> bool:
        """Whether it asks the model to name its sources."""
        return self._sources.search(text) is not None

    def task(self, text: str) -> Task:
        """What it does with the text it receives."""
        is_answer = self._answers.search(text) is not None
        for task, expression in self._tasks:
            # One that says what to do without an answer gives one, whatever else it speaks of.
            if expression.search(text) is not None and (
                task == "grader" or not (is_answer and self.says_unknown(text))
            ):
                return task  # type: ignore[return-value]
        return "answer" if is_answer else "other"

    def is_slot(self, name: str) -> bool:
        """Whether a hole of this name is one for retrieved text."""
        return plain(name.rpartition(".")[2]) in self.words.slots

    def is_carrier(self, name: str) -> bool:
        """Whether a hole of this name may hold instructions."""
        parts = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())
        return not self.words.carriers.isdisjoint(parts)


def plain(name: str) -> str:
    """A name in lower case, without what joins its words."""
    return _CAMEL.sub("", name).lower()


def joined(texts: Iterable[str]) -> str:
    """Texts as one, with white space collapsed."""
    return _SPACE.sub(" ", "\n".join(texts)[:LONGEST])


def _any_of(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{item})" for item in expressions) or r"(?!)", re.IGNORECASE)
