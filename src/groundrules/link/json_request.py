"""Whether a prompt tells the model to answer in JSON."""

from __future__ import annotations

import re

ASKING = re.compile(
    r"""(?ix)
    \b(?:return|respond|reply|output|answer|produce|generate|provide|give|write|format(?:ted)?|emit|send)\b
      [^.\n]{0,80}?\bJSON\b(?!\s*(?:below|above|input|file|data\s+(?:below|above)))
    | \b(?:only|valid|strict(?:ly)?|raw|pure|following)\s+(?:a\s+|the\s+)?(?:valid\s+|parsable\s+|parseable\s+)?JSON\b
      (?=[^.\n]{0,40}\b(?:object|array|list|format|output|response|only|with|no|structure|schema)\b)
    | \bJSON\s+(?:object|array|format|only|response|output)\b[^.\n]{0,40}\b(?:with|containing|following|like|structure|keys?)\b
    | \b(?:response|output|answer|result|reply)\b[^.\n]{0,30}\b(?:must|should|shall|has\s+to|needs\s+to)\b[^.\n]{0,40}\bJSON\b
    | \b(?:devuelve|responde|genera|regresa|proporciona|entrega)\b[^.\n]{0,80}\bJSON\b
    | \b(?:gib|antworte|liefere|erzeuge|ausgabe)\b[^.\n]{0,80}\bJSON\b
    | \b(?:r[ée]ponds|renvoie|retourne|g[ée]n[èe]re|donne)\b[^.\n]{0,80}\bJSON\b
    """
)
NOT_ASKING = re.compile(
    r"(?i)\b(?:do not|don't|never|avoid|without|instead of|rather than|not)\b[^.\n]{0,40}\bJSON\b"
    r"|\b(?:given|from|this|parse|read|convert|input)\b[^.\n]{0,20}\bJSON\b"
)


def json_request(text: str) -> str | None:
    """The words that ask for JSON; None where the text does not, or speaks of JSON as input."""
    for match in ASKING.finditer(text):
        words = match.group()
        if not NOT_ASKING.search(words):
            return words
    return None
