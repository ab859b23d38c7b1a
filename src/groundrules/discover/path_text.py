"""Paths as text that every later stage can store, print and compare."""

from __future__ import annotations

import os
import re

from groundrules.domain.source import Skipped

_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters, line separators and bidirectional overrides: they would forge lines of a report or a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ASTRAY = re.compile(r"(?:^|/)(?:\.{0,2}|\.git)(?:/|$)", re.IGNORECASE)


def unfit(path: str) -> Skipped | None:
    """Say why `path` cannot be handed on, or None when it can.

    A name that is not UTF-8 has no text in a report, and one with control characters would forge one. Both are
    counted under an escaped form, so that no other stage ever meets such a path.
    """
    if path.isascii() and path.isprintable():
        return None
    if _SURROGATE.search(path):
        return Skipped(_escaped(path), "not UTF-8", "the file's name")
    if _CONTROL.search(path):
        return Skipped(_escaped(path), "unreadable", "control characters in the file's name")
    return None


def is_below(path: str) -> bool:
    """Whether `path` stays under the root and out of git's own folder: an index can be forged to say otherwise."""
    if os.sep == "\\" and ("\\" in path or ":" in path):
        return False
    return _ASTRAY.search(path) is None


def _escaped(path: str) -> str:
    text = _SURROGATE.sub(_escape, path)
    return _CONTROL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
