"""The words in a file's or folder's name."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_A-Za-z]+")


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """Split a name into lower-case words, so that "retrieval" never holds "eval"."""
    return tuple(word.lower() for word in _WORD.findall(name))
