"""How large a model is by its name."""

from __future__ import annotations

import re

_SIZE = re.compile(r"(?i)(?<![\w.])(?:(?P<experts>\d+)x)?(?P<billions>\d+(?:\.\d+)?)b(?P<tenths>\d)?(?![a-z0-9])")


def billions_in(name: str) -> float:
    """Parameters in billions that a model's name tells (`Llama-2-13b-hf`, `8x7B`, `30B-A3B`, `1b7`); 0 where none."""
    tail = name.rpartition("/")[2].replace("_", "-")
    sizes = [
        int(match["experts"] or 1) * (float(match["billions"]) + int(match["tenths"] or 0) / 10)
        for match in _SIZE.finditer(tail)
    ]
    return max(sizes, default=0.0)
