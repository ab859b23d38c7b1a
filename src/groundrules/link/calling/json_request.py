"""Whether a prompt tells the model to answer in JSON."""

from __future__ import annotations

import re

ASKING = re.compile(
    r"""(?ix)
    \b(?:return|respond|reply|output|answer|produce|generate|provide|give|write|format(?:ted)?|emit|send)\b
      [^.\n]{0,80}?\bJSON\b(?!\s*(?:below|above|input|file|data\s+(?:below|above)))
    | \b(?:only|valid|strict(?:ly)?|raw|pure|following)\s+(?:a\s+|the\s+)?(?:valid\s+|parsable\s+|parseable\s+)?JSON\b
      (?=[^.\n]{0,40}\b(?:object|array|list|format|output|response|only|with|no|structure|schema)\b)
    | \bJSON\s+(?:object|array|format|only|response|output)\b
      [^.\n]{0,40}\b(?:with|containing|following|like|structure|keys?)\b
    | \b(?:response|output|answer|result|reply)\b[^.\n]{0,30}\b(?:must|should|shall|has\s+to|needs\s+to)\b
      [^.\n]{0,40}\bJSON\b
    | \b(?:devuelve|responde|genera|regresa|proporciona|entrega)\b[^.\n]{0,80}\bJSON\b
    | \b(?:gib|antworte|liefere|erzeuge|ausgabe)\b[^.\n]{0,80}\bJSON\b
    | \b(?:r[ée]ponds|renvoie|retourne|g[ée]n[èe]re|donne)\b[^.\n]{0,80}\bJSON\b
    """
)
NOT_ASKING = re.compile(
    r"(?i)\b(?:do not|don't|never|avoid|without|instead of|rather than|not)\b[^.\n]{0,40}\bJSON\b"
    r"|\b(?:given|from|this|parse|read|convert|input)\b[^.\n]{0,20}\bJSON\b"
)


OTHERS = re.compile(
    r"(?i)\b(?:I|we|they|users?|tools?|api|system|service|function|customers?|you)"
    r"(?:['’]ll|['’]m going to|\s+(?:will|can|may|must|am going to|are|be|get|were|is))*\s*$"
)
"""Somebody else gives the JSON (`I will provide ... in JSON format`); `you` counts with a passive alone."""
PASSIVE = re.compile(r"(?i)\b(?:given|provided|sent)\b")
NEGATED = re.compile(
    r"(?i)\b(?:do not|don['’]t|never|avoid|without|instead of|rather than|must not|not)\s*(?:\w+\s+)?$"
)
GIVEN = re.compile(r"(?i)\b(?:given|provided|receives?|received|sent|from|following|this|input|have)\b[^.\n]{0,20}$")


def json_request(text: str) -> str | None:
    """The words that ask for JSON; None where the text does not, or speaks of JSON as input."""
    match = _asking(text)
    return match.group() if match is not None else None


def asking_position(text: str) -> int | None:
    """Where those words end; None where there are none."""
    match = _asking(text)
    return match.end() if match is not None else None


def _asking(text: str) -> re.Match[str] | None:
    for match in ASKING.finditer(text):
        words = match.group()
        before = text[max(0, match.start() - 40) : match.start()]
        if not NOT_ASKING.search(words) and not NEGATED.search(before) and not _is_given(before, words):
            return match
    return None


def _is_given(before: str, words: str) -> bool:
    """Whether the JSON comes from somebody else, by the words before it."""
    if words[:4].upper() == "JSON" and GIVEN.search(before):
        return True
    giver = OTHERS.search(before)
    if giver is None:
        return False
    return not giver.group().lower().startswith("you") or PASSIVE.search(words) is not None
