"""The prefilter: does a file mention any sign of an LLM product? Most files do not, and are never parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_SEARCH_MEMORY_BYTES = 256 << 20


class Trigger:
    """Looks for any of many words in the bytes of a file. Words are literal, and count in any place."""

    def __init__(self, signs: Iterable[str]) -> None:
        """Compile the words; empty ones are left out. Without words nothing hits."""
        words = sorted({sign.encode() for sign in signs if sign})
        self._search: Callable[[bytes], object | None] = _compiled(words) if words else lambda source: None

    def hits(self, source: bytes) -> bool:
        """Whether any word occurs."""
        return self._search(source) is not None


def _compiled(words: list[bytes]) -> Callable[[bytes], object | None]:
    """A search function: RE2 where it is installed, else the standard library, an order of magnitude slower."""
    try:
        import re2  # type: ignore[import-untyped]
    except ImportError:
        return re.compile(_trie_pattern(words)).search
    options = re2.Options()
    options.max_mem = _SEARCH_MEMORY_BYTES
    options.never_capture = True
    options.log_errors = False
    options.encoding = re2.Options.Encoding.LATIN1
    search: Callable[[bytes], object | None] = re2.compile(b"|".join(map(re2.escape, words)), options).search
    return search


def _trie_pattern(words: list[bytes]) -> bytes:
    """The words as one pattern that shares their beginnings: `re` tries an alternation word by word."""
    groups: dict[bytes, list[bytes]] = {}
    for word in words:
        if word:
            groups.setdefault(word[:1], []).append(word[1:])
    branches = []
    for first, rest in groups.items():
        # a word that is the beginning of others finds what they would find
        branches.append(re.escape(first) + (b"" if b"" in rest else _trie_pattern(rest)))
    return branches[0] if len(branches) == 1 else b"(?:" + b"|".join(branches) + b")"
