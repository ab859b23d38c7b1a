"""Paths by pattern: `*` within a folder, `**` across folders; a folder stands for all that is in it."""

from __future__ import annotations

import functools
import re

_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: str, pattern: str) -> bool:
    """Whether a POSIX path is what a pattern names, or lies in it."""
    return _compiled(pattern).fullmatch(path) is not None


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = pattern.removeprefix("./").removesuffix("/")
    if whole in ("", "."):
        return re.compile(".*", re.DOTALL)
    pieces = (_MEANING.get(piece) or re.escape(piece) for piece in _PIECE.findall(whole))
    return re.compile(f"{''.join(pieces)}(?:/.*)?", re.DOTALL)
