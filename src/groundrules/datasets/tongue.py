"""Which language a text is written in, by its script and its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from groundrules.datasets.lexicon import Language
from groundrules.datasets.term import plain_words_of

_SCRIPTS = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7A3),
    ("zh", 0x4E00, 0x9FFF),
    ("ar", 0x0600, 0x06FF),
    ("ru", 0x0400, 0x04FF),
    ("hi", 0x0900, 0x097F),
    ("he", 0x0590, 0x05FF),
    ("th", 0x0E00, 0x0E7F),
    ("el", 0x0370, 0x03FF),
)
_READ_CHARACTERS = 600
_SCRIPT_SHARE = 0.3
_PRESENT_SHARE = 0.1


def tongue_of(text: str, languages: Mapping[str, Language]) -> str:
    """The language's code; empty where nothing tells."""
    text = text[:_READ_CHARACTERS]
    if script := _script_of(text):
        return script
    words = plain_words_of(text)
    hits = {code: sum(word in language.stopwords for word in words) for code, language in languages.items()}
    best = max(hits, key=lambda code: hits[code], default="")
    enough = best and hits[best] * 12 >= len(words) and hits[best] >= min(2, len(words)) and hits[best] > 0
    return best if enough else ""


def _script_of(text: str) -> str:
    """The language of a script of its own; empty for Latin letters."""
    foreign = [ord(character) for character in text if character > "\u036f" and character.isalpha()]
    if not foreign:
        return ""
    letters = sum(map(str.isalpha, text))
    for code, first, last in _SCRIPTS:
        if sum(first <= letter <= last for letter in foreign) > _SCRIPT_SHARE * letters:
            return code
    return ""


def tongues_of(texts: Iterable[str], languages: Mapping[str, Language]) -> list[str]:
    """The languages of at least a tenth of the texts, the commonest first."""
    found = Counter(tongue_of(text, languages) for text in texts)
    least = _PRESENT_SHARE * sum(found.values())
    return [code for code, count in found.most_common() if code and count >= least]
