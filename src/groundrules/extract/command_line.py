"""Splitting shell text into simple commands the way a shell does, tolerant of what is no shell at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from groundrules.extract.shell_variable import Variables

_DEEPEST_SUBSTITUTION = 8
_MOST_UNCLOSED = 20
"""Substitutions and here-documents without an end before no more are looked for: each search goes through the text."""

_PIECE = re.compile(
    r"(?P<blank>(?:[ \t]|\\\n)+)|(?P<heredoc><<-?[ \t]*(?:'(\w+)'|\"(\w+)\"|\\?(\w+)))|(?P<here><<<)"
    r"|(?P<redirect>(?:\d+|&)?(?:>>|>\||>|<>|<)&?(?!\())|(?P<end>&&|\|\||\|&|;;&?|[|;&\n()])"
    r"|(?P<single>'[^']*')|(?P<double>\"[^\"\\]*(?:\\.[^\"\\]*)*\")|(?P<expression>\$\{\{[^\n]{0,500}?\}\})"
    r"|(?P<variable>\$\w+|\$\{\w+(?::?-[^{}\n]*)?\})|(?P<substitution>\$\(|`)|(?P<escape>\\.)"
    r"|(?P<plain>[^\s'\"\\$`|;&()<>]+)|(?P<other>.)",
    re.DOTALL,
)
_PARENTHESIS = re.compile(r"[()]|'[^']*'|\\.")
_ESCAPED = re.compile(r"\\([\"\\$`\n])")
_NOTHING_HAPPENS = re.compile(r"(?:[ \t\n]|\\\n)*(?:true\b|:(?=\s|$)|exit[ \t]+0\b|echo\b)")
_KEYWORDS = frozenset(
    ("if", "then", "else", "elif", "fi", "do", "done", "while", "until", "esac", "in", "{", "}", "!", "time")
)
_COMPOUNDS = frozenset(("for", "select", "case", "function"))
_DECLARATIONS = frozenset(("export", "declare", "local", "readonly", "typeset"))


class SimpleCommand(NamedTuple):
    """The words of one command, the offsets it spans, and whether its failure is swallowed by `|| true`."""

    words: tuple[str, ...]
    start: int
    end: int
    ignored: bool


class Splitter:
    """Splits one text. `variables` are the literal values known so far, and grow with the assignments of the text."""

    def __init__(self, text: str, variables: dict[str, str] | None = None, depth: int = 0) -> None:
        """Split `text`, resolving `$NAME` where the value is literal."""
        self._text = text
        self._depth = depth
        self._variables = Variables({} if variables is None else variables)
        self._words: list[str] = []
        self._word: list[str] | None = None
        self._start = self._end = 0
        self._heredocs: list[str] = []
        self._inner: list[SimpleCommand] = []
        self._skips_target = False
        self._parentheses = self._unclosed = 0
        self._swallows = False
        self._awaits_pattern = False

    def commands(self) -> Iterator[SimpleCommand]:
        """The commands in order, those inside `$(...)` before the one around them."""
        offset = 0
        while offset < len(self._text):
            if self._text[offset] == "#" and self._word is None:
                offset = self._line_end(offset)
                continue
            match = _PIECE.match(self._text, offset)
            if match is None:
                break
            offset = match.end()
            kind = match.lastgroup or "heredoc"
            if kind == "end":
                yield from self._finish(match.group(), offset)
                offset = self._after_heredocs(offset) if match.group() == "\n" else offset
            else:
                offset = self._take(kind, match)
        yield from self._finish("", offset)

    def _line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end

    def _take(self, kind: str, match: re.Match[str]) -> int:
        """One piece of a word, or what stands between words; gives back the offset behind it."""
        piece, offset = match.group(), match.end()
        if match.group("heredoc"):
            self._heredocs.append(match.group(3) or match.group(4) or match.group(5))
            self._end_word()
        elif kind == "blank":
            self._end_word()
        elif kind in ("redirect", "here"):
            self._redirect()
        elif kind == "substitution":
            offset = self._substitution(match.start(), offset)
        else:
            self._append(self._value(kind, piece), match.start(), offset)
        return offset

    def _value(self, kind: str, piece: str) -> str:
        """What a piece adds to its word."""
        if kind == "single":
            return piece[1:-1]
        if kind == "double":
            return _ESCAPED.sub(lambda found: found[1].replace("\n", ""), self._variables.put_into(piece[1:-1]))
        if kind == "variable":
            return self._variables.put_into(piece)
        return piece[1:] if kind == "escape" else piece

    def _append(self, value: str, start: int, end: int) -> None:
        if self._word is None and not self._words and not self._skips_target:
            self._start = start
        self._word = [] if self._word is None else self._word
        self._word.append(value)
        self._end = end

    def _end_word(self) -> None:
        if self._word is None:
            return
        word, self._word = "".join(self._word), None
        if self._skips_target:
            self._skips_target = False
        elif self._words or word not in _KEYWORDS:
            self._words.append(word)
        elif word == "esac":
            self._awaits_pattern = False

    def _redirect(self) -> None:
        """A redirection: its target is no word of the command, nor is the number before it (`2>`)."""
        self._end_word()
        self._skips_target = True

    def _substitution(self, start: int, offset: int) -> int:
        """`$(...)` or backticks: kept in the word as written, its own commands found too."""
        close = self._text.find("`", offset) if self._text[start] == "`" else self._closing(offset)
        if close < 0:
            self._unclosed += 1
            self._append(self._text[start:offset], start, offset)
            return offset
        is_arithmetic = self._text.startswith("((", start + 1)
        if self._depth < _DEEPEST_SUBSTITUTION and not is_arithmetic:
            inner = Splitter(self._text[offset:close], dict(self._variables.values), self._depth + 1)
            self._inner += (
                SimpleCommand(words, offset + first, offset + last, ignored)
                for words, first, last, ignored in inner.commands()
            )
        self._append(self._text[start : close + 1], start, close + 1)
        return close + 1

    def _closing(self, offset: int) -> int:
        """The offset of the parenthesis that closes a substitution; -1 where none does."""
        if self._unclosed >= _MOST_UNCLOSED:
            return -1
        depth = 1
        for match in _PARENTHESIS.finditer(self._text, offset):
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
            if depth == 0:
                return match.start()
        return -1

    def _finish(self, operator: str, offset: int) -> Iterator[SimpleCommand]:
        """End a command at an operator."""
        self._end_word()
        self._skips_target = False
        inner, self._inner = self._inner, []
        yield from inner
        is_pattern = self._is_pattern(operator)
        words, self._words = self._without_assignments(self._words), []
        is_function_name = operator == "(" and len(words) == 1
        self._parentheses = max(0, self._parentheses + {"(": 1, ")": -1}.get(operator, 0))
        if words and not is_pattern and not is_function_name:
            ignored = operator == "||" and _NOTHING_HAPPENS.match(self._text, offset) is not None
            # what stands behind `||` to swallow a failure cannot fail either
            yield SimpleCommand(tuple(words), self._start, self._end, ignored or self._swallows)
            self._swallows = ignored

    def _is_pattern(self, operator: str) -> bool:
        """Whether the words before an operator are a pattern of a `case`: `a|b)`."""
        is_pattern = operator == ")" and self._parentheses == 0
        if self._words[:1] == ["case"] or operator.startswith(";;"):
            self._awaits_pattern = True
        is_pattern |= self._awaits_pattern and operator in ("|", ")")
        if operator == ")":
            self._awaits_pattern = False
        return is_pattern

    def _without_assignments(self, words: list[str]) -> list[str]:
        """The words without the assignments before them, which are remembered where they stand alone."""
        if words and words[0] in _DECLARATIONS:
            words = [word for word in words[1:] if not word.startswith("-")]
            self._variables.remember(words)
            return []
        if words and words[0] in _COMPOUNDS:
            self._variables.forget(*words[1:2])
            return []
        return self._variables.without_assignments(words)

    def _after_heredocs(self, offset: int) -> int:
        """Skip the texts of the here-documents that the line before began."""
        for word in self._heredocs if self._unclosed < _MOST_UNCLOSED else ():
            end = re.compile(rf"^[ \t]*{re.escape(word)}[ \t]*$", re.MULTILINE).search(self._text, offset)
            self._unclosed += end is None
            offset = end.end() if end else offset
        self._heredocs = []
        return offset
