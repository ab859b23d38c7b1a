"""SQL as a row of tokens: words, texts, numbers, operators and marks, whichever dialect; comments are left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal as OneOf

TokenKind = OneOf["word", "text", "number", "operator", "mark", "end"]

# Each branch begins with characters of its own and repeats a class that its end is no part of: one pass, no way back.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+|--[^\n]*)
    | (?P<comment>/\*)
    | (?P<end>;|\$(?:[A-Za-z_]\w*)?\$)
    | (?P<text>(?:\b[eErR])?')
    | (?P<word>(?:[A-Za-z_]\w*|"[^"\n]*"|`[^`\n]*`)(?:\.(?:[A-Za-z_]\w*|"[^"\n]*"|`[^`\n]*`))*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<operator>=>|<[=\#+~%-]>|[<>=~!@%^&|?*/+\#-]+)
    | (?P<mark>::|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_TEXT = re.compile(r"''|\\.|'", re.DOTALL)
_COPIED = re.compile(r"(?im)^copy[ \t][^;\n]*[ \t]from[ \t]+stdin[^;\n]*;[^\n]*\n")
_QUOTES = re.compile(r"[\"`]")
MOST_TOKENS = 200_000
"""Beyond it a file is a dump of rows; what it declares stands before them."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a word without its quotes, a text's content, else as written. `start` and `end` are offsets."""

    kind: TokenKind
    text: str
    start: int
    end: int
    is_quoted: bool = False

    @property
    def name(self) -> str:
        """The text in lower case, by which words are compared."""
        return self.text.lower()


def tokens(source: str) -> list[Token]:
    """The tokens of a text. The ends of statements are tokens, and so are the quotes around the bodies of functions:
    what stands inside them is read as statements of its own.
    """
    return _Tokens(_without_rows(source)).all()


class _Tokens:
    """Walks one text. A quote without an end is looked for once: behind it quotes are marks."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._has_open_text = False

    def all(self) -> list[Token]:
        found: list[Token] = []
        source, position = self._source, 0
        match_at: Callable[[str, int], re.Match[str] | None] = _TOKEN.match
        while len(found) < MOST_TOKENS and (match := match_at(source, position)) is not None:
            kind, position = match.lastgroup, match.end()
            if kind == "comment":
                end = source.find("*/", position)
                position = end + 2 if end >= 0 else len(source)
            elif kind == "text":
                token = self._text(match)
                position = token.end
                found.append(token)
            elif kind != "space":
                found.append(_token(kind, match))
        return found

    def _text(self, match: re.Match[str]) -> Token:
        """A quoted text up to its end; where it has none, its quote alone."""
        start, body = match.start(), match.end()
        if not self._has_open_text:
            for inner in _IN_TEXT.finditer(self._source, body):
                if inner[0] == "'":
                    content = self._source[body : inner.start()].replace("''", "'").replace("\\'", "'")
                    return Token("text", content, start, inner.end())
            self._has_open_text = True
        return Token("mark", "'", start, body)


def _token(kind: str | None, match: re.Match[str]) -> Token:
    written, start, end = match[0], match.start(), match.end()
    if kind == "word":
        bare = _QUOTES.sub("", written)
        return Token("word", bare, start, end, is_quoted=bare != written)
    known: dict[str | None, TokenKind] = {"end": "end", "number": "number", "operator": "operator"}
    return Token(known.get(kind, "mark"), written, start, end)


def _without_rows(source: str) -> str:
    """A text with the rows that a dump copies in made blank: they are no SQL. Everything keeps its place."""
    parts: list[str] = []
    position = 0
    while match := _COPIED.search(source, position):
        end = source.find("\n\\.", match.end() - 1)
        end = len(source) if end < 0 else end + len("\n\\.")
        parts.append(source[position : match.end()])
        parts.append(re.sub(r"[^\n]", " ", source[match.end() : end]))
        position = max(end, match.end())
    return "".join((*parts, source[position:])) if parts else source
