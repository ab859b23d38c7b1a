"""Prompts that are written more than once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from groundrules.domain.model_call import Prompt

SHORTEST = 200
"""Normalised characters below which two texts may be alike by chance or by form."""
ALIKE = 0.9
MOST_WORDS = 3_000
"""Words beyond which texts are compared by their words alone, in no order."""
MOST_PROMPTS = 2_000
HOLE = re.compile(r"\{+[^{}\n]*\}+")


def note_copies(prompts: Iterable[Prompt]) -> None:
    """Give the first prompt of each group of nearly the same texts the places of the others.

    Only what is written at a place counts (a text that is put together of another is no copy of it), in product code
    outside notebooks.
    """
    written = [prompt for prompt in prompts if prompt.role == "product" and prompt.location.cell is None]
    written.sort(key=lambda prompt: (prompt.location.path, prompt.location.line, prompt.location.column))
    texts = [(prompt, text) for prompt in written if len(text := _normalised(prompt.written)) >= SHORTEST]
    taken: set[int] = set()
    rows = [(prompt, text.split()) for prompt, text in texts[:MOST_PROMPTS]]
    bags = [Counter(words) for _, words in rows]
    for first, (prompt, words) in enumerate(rows):
        if first in taken:
            continue
        places = {(prompt.location.path, prompt.location.line)}
        for second in range(first + 1, len(rows)):
            other, other_words = rows[second]
            place = (other.location.path, other.location.line)
            if second not in taken and _alike(words, other_words, bags[first], bags[second]):
                taken.add(second)
                if place not in places:
                    places.add(place)
                    prompt.copies.append(other.location)
    _tell_once(written)


def _tell_once(prompts: list[Prompt]) -> None:
    """Where files share several prompts, the first of them speaks for the others."""
    first: dict[tuple[str, ...], Prompt] = {}
    for prompt in prompts:
        files = (prompt.location.path, *sorted({place.path for place in prompt.copies}))
        if not prompt.copies or first.setdefault(files, prompt) is prompt:
            continue
        first[files].more_copied.append(prompt.location)
        prompt.copies = []


def _normalised(text: str) -> str:
    return " ".join(HOLE.sub(" ", text).lower().split())


def _alike(words: list[str], others: list[str], bag: Counter[str], other_bag: Counter[str]) -> bool:
    most = max(len(words), len(others))
    if min(len(words), len(others)) < ALIKE * most or (bag & other_bag).total() < ALIKE * most:
        return False
    return most > MOST_WORDS or SequenceMatcher(None, words, others, autojunk=False).ratio() >= ALIKE
