"""Text of audited files that does nothing in Markdown: no markup, no HTML, no mention, no reference, no link."""

from __future__ import annotations

import re

from groundrules.report.redaction import mask_keys
from groundrules.report.visible import sentence

_MOST_CHARACTERS = 600
_MARKUP = re.compile(r"[&<>\\`*_\[\]|~#@$!\"'^={}]")
_ADDRESS = re.compile(r"(?i)(?<=\w)(?=://)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)")
_APART = "&#8203;"
"""A space without width. Mentions, references and bare addresses are looked for after entities have been read."""


def plain(text: str, most: int = _MOST_CHARACTERS) -> str:
    """One line of text as it reads, in Markdown and inside HTML tags alike. Units: `most` counts its characters.

    Characters that could mean something are entities, which by the specification never stand for markup.
    """
    line = mask_keys(sentence(text))
    cut = line if len(line) <= most else f"{line[:most]}…"
    return _MARKUP.sub(_entity, _ADDRESS.sub("\0", cut)).replace("\0", _APART)


def code(text: str, most: int = _MOST_CHARACTERS) -> str:
    """The same in the type of code: places, names of rules."""
    return f"<code>{plain(text, most)}</code>"


def _entity(match: re.Match[str]) -> str:
    character = match[0]
    return f"&#{ord(character)};{_APART if character in '@#' else ''}"
