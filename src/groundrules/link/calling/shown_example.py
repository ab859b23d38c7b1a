"""How much of a prompt is examples of input and output."""

from __future__ import annotations

import re
from itertools import pairwise

FEWEST = 8
"""Pairs below which examples are a few shots, as every vendor recommends."""
ANSWER = re.compile(
    r"(?im)^[ \t]*(?:[-*#>]+[ \t]*)?(?:\d+[.)][ \t]*)?\**(?:"
    r"(?:example[ \t]+)?(?:output|answer|response|assistant|ai|label|category|result|completion|sql|a)"
    r"|ausgabe|antwort|salida|respuesta|sortie|r[ée]ponse"
    r")(?:[ \t]*\d+)?\**[ \t]*[:=]|</(?:example|output|answer|response)>"
)


def example_share(text: str) -> float:
    """The share of a text that lies between its first and its last example, from 0 to 1; 0 where they are few."""
    answers = [match.start() for match in ANSWER.finditer(text)]
    if len(answers) < FEWEST:
        return 0.0
    gaps = sorted(later - earlier for earlier, later in pairwise(answers))
    one = gaps[len(gaps) // 2]
    covered = sum(min(gap, 3 * one) for gap in gaps) + one
    return min(1.0, covered / len(text))
