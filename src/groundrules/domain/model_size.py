"""How large a model is by its name."""

from __future__ import annotations

import re

_SIZE = re.compile(r"(?i)(?<![\w.])(?:(?P<experts>\d+)x)?(?P<billions>\d+(?:\.\d+)?)b(?![a-z])")


def billions_in(name: str) -> float:
    """Parameters in billions that a model's name tells (`Llama-2-13b-hf`, `Mixtral-8x7B`, `30B-A3B`); 0 where none."""
    tail = name.rpartition("/")[2].replace("_", "-")
    sizes = [int(match["experts"] or 1) * float(match["billions"]) for match in _SIZE.finditer(tail)]
    return max(sizes, default=0.0)
