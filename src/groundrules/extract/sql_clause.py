"""Stretches of SQL tokens: parentheses, lists, names, and the values that stand in them."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.location import Span
from groundrules.domain.value import Entry, Literal, Reference, Unknown, Value
from groundrules.extract.lines import Lines, OneSpan, Part
from groundrules.extract.sql_token import Token

DEEPEST = 8
Place = Lines | Part | OneSpan


class Clause:
    """A row of tokens of one statement, with what places them in the file."""

    def __init__(self, tokens: list[Token], lines: Place) -> None:
        """Take the tokens as they are."""
        self.tokens = tokens
        self.lines = lines

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.tokens)

    def part(self, start: int, end: int | None = None) -> Clause:
        """The tokens from one position up to another."""
        return Clause(self.tokens[start:end], self.lines)

    def is_word(self, position: int, *names: str) -> bool:
        """Whether one of some words (in lower case) stands at a position."""
        if not 0 <= position < len(self.tokens):
            return False
        token = self.tokens[position]
        return token.kind == "word" and token.name in names

    def is_mark(self, position: int, text: str) -> bool:
        """Whether a mark or an operator stands at a position."""
        if not 0 <= position < len(self.tokens):
            return False
        token = self.tokens[position]
        return token.kind in ("mark", "operator") and token.text == text

    def after(self, position: int, *names: str) -> int:
        """The first position from one on where none of some words stands."""
        while self.is_word(position, *names):
            position += 1
        return position

    def name(self, position: int) -> str:
        """The name at a position, without its quotes; empty where there is none."""
        if 0 <= position < len(self.tokens) and self.tokens[position].kind == "word":
            return self.tokens[position].text
        return ""

    def find(self, *names: str, start: int = 0) -> int | None:
        """The first position of one of some words outside parentheses, from one on."""
        depth = 0
        for position in range(start, len(self.tokens)):
            depth += self._turn(position)
            if depth <= 0 and self.is_word(position, *names):
                return position
        return None

    def inside(self, position: int) -> Clause | None:
        """What stands between the parenthesis at a position and its end; None where none stands there or it has no
        end.
        """
        if not self.is_mark(position, "("):
            return None
        depth = 0
        for end in range(position, len(self.tokens)):
            depth += self._turn(end)
            if depth == 0:
                return self.part(position + 1, end)
        return None

    def bare(self) -> Clause:
        """What stands inside the parentheses around all of it, as deep as anyone writes them."""
        clause = self
        for _ in range(DEEPEST):
            within = clause.inside(0)
            if within is None or len(within) != len(clause) - 2:
                break
            clause = within
        return clause

    def items(self) -> Iterator[Clause]:
        """The parts between commas outside parentheses."""
        depth, start = 0, 0
        for position in range(len(self.tokens)):
            depth += self._turn(position)
            if depth == 0 and self.is_mark(position, ","):
                yield self.part(start, position)
                start = position + 1
        if start < len(self.tokens):
            yield self.part(start)

    def value(self) -> Value:
        """The value that a clause is, where it is one: a text, a number, a name."""
        if len(self.tokens) == 2 and self.is_mark(0, "-") and self.tokens[1].kind == "number":
            return Literal(-float(self.tokens[1].text), self.span)
        if len(self.tokens) != 1:
            return Unknown("expression", self.span)
        token = self.tokens[0]
        if token.kind == "number":
            return Literal(float(token.text) if "." in token.text else int(token.text[:18]), self.span)
        if token.kind == "text" or (token.kind == "word" and token.is_quoted):
            return Literal(token.text, self.span)
        if token.kind == "word" and token.name in ("true", "false", "null"):
            return Literal({"true": True, "false": False}.get(token.name), self.span)
        return Reference(token.text, 0, self.span) if token.kind == "word" else Unknown("expression", self.span)

    def entry(self, key: str, value: str | int | bool | None) -> Entry:
        """A detail of the statement that stands here."""
        return Entry(key, Literal(value, self.span), self.span)

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        if not self.tokens:
            return self.lines.span(0, 0)
        return self.lines.span(self.tokens[0].start, self.tokens[-1].end)

    def _turn(self, position: int) -> int:
        """How a token changes the depth of parentheses."""
        token = self.tokens[position]
        if token.kind != "mark":
            return 0
        return {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)


def last_part(name: str) -> str:
    """The last part of a dotted name: the table of `public.pages`."""
    return name.rpartition(".")[2]
