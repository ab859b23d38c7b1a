"""Whose knowledge the records hold: the name that most of them say, or the voice of a "we"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from groundrules.datasets.lexicon import Language
from groundrules.datasets.record import Record
from groundrules.datasets.term import plain_words_of

NAME_SHARE = 0.2
VOICE_SHARE = 0.25
VOICE = "we"
NOUN_CAPITALS = "de"
"""The language that writes every noun with a capital, so that a capital shows no name."""
_NAME_PREPOSITIONS = frozenset({"bei", "von", "nach"})
_NAME = re.compile(r"[A-Z][\w&+.-]*[\w+]|[A-Z]{2,}")
_MARKUP = re.compile(r"https?://\S+|(?<![\w.])[\w.]{1,64}@[\w.]+|\{\{.*?\}\}|```.*?```", re.DOTALL)


def organisation_of(
    records: Sequence[Record], languages: Sequence[Language], tongue: str, ordinary: frozenset[str]
) -> tuple[str, float]:
    """The name, and the share of records that say it or speak as "we", whichever is larger.

    `ordinary` are words that are written with a capital and name nobody.

    ("we", share) where only the voice tells; ("", 0) where nothing does.
    """
    if not records:
        return "", 0.0
    nouns = tongue == NOUN_CAPITALS
    names: Counter[str] = Counter()
    for record in records:
        names.update(_names(f"{record.question[:1000]}\n{record.target[:1500]}", ordinary, nouns))
    name, count = _commonest(names)
    share = count / len(records)
    voice = voice_share(records, languages)
    if share >= NAME_SHARE:
        return name, max(share, voice)
    return (VOICE, voice) if voice >= VOICE_SHARE else ("", 0.0)


def _commonest(names: Counter[str]) -> tuple[str, int]:
    """The commonest name; the whole of a name of several words where it is nearly as common as one of them."""
    name, count = max(names.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    longer = [(whole, n) for whole, n in names.items() if name in whole.split() and whole != name and n >= 0.7 * count]
    return max(longer, key=lambda item: (item[1], item[0]), default=(name, count))


def voice_share(records: Sequence[Record], languages: Sequence[Language]) -> float:
    """The share of targets that speak as "we" or of "our"."""
    words = frozenset().union(*(language.voice for language in languages))
    hits = sum(not words.isdisjoint(plain_words_of(record.target[:1500])) for record in records)
    return hits / len(records) if records else 0.0


def _names(text: str, ordinary: frozenset[str], nouns: bool) -> set[str]:
    """Capitalised words that do not begin a sentence, neighbours joined."""
    names: set[str] = set()
    for sentence in re.split(r"[.!?:;]\s+|\n+|[\"“”«»()¿¡*|]", _MARKUP.sub(" ", text)):
        names |= _names_in(sentence.split(), ordinary, nouns)
    return names


def _names_in(words: Sequence[str], ordinary: frozenset[str], nouns: bool) -> set[str]:
    names: set[str] = set()
    run: list[str] = []
    for position, word in enumerate([*words, ""]):
        bare = word.strip(",.'’-!?/").removesuffix("'s").removesuffix("’s")
        is_name = position > 0 and bool(_NAME.fullmatch(bare)) and bare.lower() not in ordinary
        if is_name and nouns:
            is_name = not bare[1:].islower() or words[position - 1].lower() in _NAME_PREPOSITIONS
        if is_name:
            run.append(bare)
            names.add(bare)
        if not is_name or word.endswith((",", "/")):
            if len(run) > 1:
                names.add(" ".join(run[:4]))
            run = []
    return names
