"""HCL as a row of tokens; a text with something filled in says so, and comments are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as OneOf

TokenKind = OneOf["word", "text", "number", "mark", "line"]

# Each branch begins with characters of its own and repeats a class that its end is no part of: one pass, no way back.
_TOKEN = re.compile(
    r"""
      (?P<line>\n)
    | (?P<space>[^\S\n]+|\#[^\n]*|//[^\n]*)
    | (?P<comment>/\*)
    | (?P<heredoc><<-?(?P<end>\w+)[^\S\n]*\n)
    | (?P<text>")
    | (?P<word>[^\W\d][\w-]*(?:\.[\w*-]+)*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<mark>==|=>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_TEXT = re.compile(r"\\.|[$%]\{|[\"{}\n]")
_WHOLE = re.compile(r"\$\{\s*([\w.-]+)\s*\}")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
MOST_TOKENS = 300_000
MOST_UNCLOSED = 20


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a text without its quotes, else as written. `has_holes` says that something is filled into a text,
    `reference` the one name that is all of it (`"${var.model}"`).
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    has_holes: bool = False
    reference: str = ""


def tokens(source: str) -> list[Token]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    position = unclosed = 0
    while len(found) < MOST_TOKENS and (match := _TOKEN.match(source, position)) is not None:
        start, position = match.span()
        kind = match.lastgroup if match.lastgroup != "end" else "heredoc"
        if kind == "comment":
            end = source.find("*/", position)
            position = end + 2 if end >= 0 else len(source)
        elif kind == "text":
            found.append(_text(source, start))
            position = found[-1].end
        elif kind == "heredoc":
            end = _heredoc_end(source, position, match["end"]) if unclosed < MOST_UNCLOSED else -1
            unclosed += end < 0
            if end >= 0:
                body = source[position:end]
                found.append(Token("text", body, start, end, has_holes="${" in body or "%{" in body))
                position = source.find("\n", end + 1)
                position = len(source) if position < 0 else position
        elif kind in ("word", "number", "mark", "line"):
            found.append(Token(kind, match[0], start, position))  # type: ignore[arg-type]
    return found


def _heredoc_end(source: str, start: int, word: str) -> int:
    """Where the body of a here-document ends; -1 where it has no end."""
    found = re.compile(rf"^[ \t]*{re.escape(word)}[ \t]*$", re.MULTILINE).search(source, start)
    return max(start, found.start() - 1) if found else -1


def _text(source: str, start: int) -> Token:
    """A quoted text up to its end, or that of its line; what is filled in may hold texts of its own."""
    depth, has_holes, end = 0, False, len(source)
    for match in _IN_TEXT.finditer(source, start + 1):
        sign = match[0]
        if sign == "\n" or (sign == '"' and depth == 0):
            end = match.start() + (sign == '"')
            break
        if sign in ("${", "%{"):
            depth, has_holes = depth + 1, True
        elif depth:
            depth += (sign == "{") - (sign == "}")
    content = source[start + 1 : end].removesuffix('"')
    whole = _WHOLE.fullmatch(content)
    plain = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), content)
    return Token("text", plain, start, end, has_holes, whole[1] if whole else "")
