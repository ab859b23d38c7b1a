"""Documents: prose, fenced blocks, and the commands that the blocks show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import FileFacts, TextBlock
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
from groundrules.extract import restructured
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.front_matter import front_matter
from groundrules.extract.shown_command import commands_shown

_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})[ \t]*(\{?\.?[\w+#-]*)([^\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The blocks of a document, the commands it shows and the settings in front of it."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add blocks, commands, settings in front, and suppressions to the facts of a document."""
    is_restructured = facts.path.lower().endswith(".rst")
    facts.suppressions = () if is_restructured else suppressions(text, "markdown")
    facts.documents, start = front_matter(text)
    facts.blocks = tuple(restructured.blocks(text) if is_restructured else blocks(text, text.count("\n", 0, start) + 1))
    facts.commands = tuple(command for block in facts.blocks for command in commands_shown(block))


def blocks(text: str, first: int = 1) -> Iterator[TextBlock]:
    """The blocks of a Markdown text in order: paragraphs of prose, and fenced blocks with their language.

    `first` is the line to begin at.
    The fences themselves and headings are no blocks; indentation that a whole fenced block shares is cut off.
    """
    reader = _Markdown()
    for number, line in enumerate(text.split("\n")[first - 1 :], first):
        yield from reader.take(number, line)
    yield from reader.end()


class _Markdown:
    """Takes lines one by one. `fence` is what will close the fenced block that is open."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._first = 1
        self._heading = ""
        self._fence = ""
        self._indent = 0
        self._language = ""

    def take(self, number: int, line: str) -> Iterator[TextBlock]:
        if self._fence:
            yield from self._inside_fence(number, line)
            return
        fence = _FENCE.match(line)
        heading = _HEADING.match(line)
        if fence and "`" not in fence[4]:
            yield from self._prose()
            self._fence, self._indent = fence[2], len(fence[1])
            self._language = fence[3].strip("{.").lower() or "text"
            self._lines, self._first = [], number + 1
        elif heading:
            yield from self._prose()
            self._heading = (heading[1] or "").strip().rstrip("#").rstrip()
        elif _UNDERLINE.match(line) and len(self._lines) < 2:
            self._heading = self._lines.pop().strip() if self._lines else self._heading
        elif not line.strip():
            yield from self._prose()
        else:
            self._first = self._first if self._lines else number
            self._lines.append(line)

    def _inside_fence(self, number: int, line: str) -> Iterator[TextBlock]:
        closing = line.strip(" \t>")
        if closing.startswith(self._fence) and not closing.strip(self._fence[0]):
            yield from self._fenced()
        else:
            self._lines.append(line)

    def _fenced(self) -> Iterator[TextBlock]:
        """The fenced block that ends here, without the indentation of its fence."""
        lines, self._lines, self._fence = self._lines, [], ""
        indent = min((self._indent, *(len(line) - len(line.lstrip(" \t>")) for line in lines if line.strip())))
        if lines:
            yield self._block([line[indent:] for line in lines], indent + 1, self._language)

    def _prose(self) -> Iterator[TextBlock]:
        lines, self._lines = self._lines, []
        if lines:
            yield self._block(lines, 1, "")

    def _block(self, lines: list[str], column: int, language: str) -> TextBlock:
        last = self._first + len(lines) - 1
        # blank lines of an indented block may be shorter than its indentation
        span = Span(self._first, column if lines[0] else 1, last, column + len(lines[-1]) if lines[-1] else 1)
        return TextBlock("\n".join(lines), span, language, self._heading)

    def end(self) -> Iterator[TextBlock]:
        yield from self._fenced() if self._fence else self._prose()
