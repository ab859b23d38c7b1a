"""Dockerfiles: what RUN, CMD, ENTRYPOINT and HEALTHCHECK execute, and what ENV sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Entry, Items, Mapping
from groundrules.extract.command_line import Splitter
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import UnreadableError, read_text
from groundrules.extract.json_scanner import Scanner
from groundrules.extract.lines import Lines, Part
from groundrules.extract.secret import redacted
from groundrules.extract.shell import commands_in
from groundrules.extract.tree import literal, texts

_COMMENT = re.compile(r"^[ \t]*#[^\n]*$", re.MULTILINE)
_INSTRUCTION = re.compile(r"^[ \t]*([A-Za-z]+)(?=[ \t\\\n]|$)([^\\\n]*(?:\\(?s:.)[^\\\n]*)*)", re.MULTILINE)
_FLAGS = re.compile(r"(?:\s|\\\n|--[a-z][\w-]*(?:=\S*)?)*")
_HEREDOC = re.compile(r"<<-?[ \t]*[\"']?(\w+)[\"']?[ \t]*$")
_MOST_UNCLOSED = 20
_EXECUTED = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The commands and environment of a Dockerfile; `job` is the name of the build stage."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add commands, the mapping of ENV, and suppressions to the facts of a file."""
    facts.suppressions = suppressions(text, facts.kind)
    # a comment inside a continued instruction is dropped, and continues it
    reader = _Instructions(_COMMENT.sub(lambda found: " " * (len(found[0]) - 1) + "\\", text))
    facts.commands = tuple(reader.commands())
    if reader.environment:
        facts.documents = (Mapping(tuple(reader.environment), Lines(text).span(0, len(text))),)


class _Instructions:
    """Walks the instructions of one Dockerfile. ARG and ENV are the variables of what follows."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._variables: dict[str, str] = {}
        self._stage = ""
        self._unclosed = 0
        self.environment: list[Entry] = []

    def commands(self) -> Iterator[Command]:
        offset = 0
        while match := _INSTRUCTION.search(self._text, offset):
            offset = max(match.end(), offset + 1)
            name, body = match[1].upper(), match[2]
            if name == "FROM":
                self._stage = body.split()[-1] if " as " in body.lower() else ""
            elif name in ("ENV", "ARG"):
                self._set(name, body, match.start(2))
            elif name in _EXECUTED:
                heredoc = _HEREDOC.search(body)
                end = self._heredoc_end(heredoc[1], offset) if heredoc else offset
                yield from self._executed(name, match.start(2), end)
                offset = end

    def _heredoc_end(self, word: str, offset: int) -> int:
        """The offset behind a here-document. A few without an end are enough: each search goes through the file."""
        if self._unclosed >= _MOST_UNCLOSED:
            return offset
        end = re.compile(rf"^[ \t]*{re.escape(word)}[ \t]*$", re.MULTILINE).search(self._text, offset)
        self._unclosed += end is None
        return end.end() if end else offset

    def _executed(self, name: str, start: int, end: int) -> Iterator[Command]:
        """The commands of one instruction, in shell form, exec form or as a here-document."""
        flags = _FLAGS.match(self._text, start, end)
        start = flags.end() if flags else start
        if name == "HEALTHCHECK":
            start += len("CMD ") if self._text.startswith("CMD", start) else 0
        body = self._text[start:end]
        if body.startswith("["):
            words = _exec_form(body)
            if words:
                yield Command(words, self._lines.span(start, end), "dockerfile", self._stage)
                return
        if body.startswith("<<") and "\n" in body:
            start += body.index("\n") + 1
            body = self._text[start : self._text.rfind("\n", start, end)]
        place = Part(self._lines, start)
        yield from commands_in(body, "dockerfile", job=self._stage, lines=place, variables=dict(self._variables))

    def _set(self, name: str, body: str, start: int) -> None:
        """ENV or ARG: `NAME=value ...`, or `NAME value`."""
        words = [
            word for command in Splitter(": " + body, dict(self._variables)).commands() for word in command.words[1:]
        ]
        pairs = [word.partition("=") for word in words]
        if words and "=" not in words[0]:
            pairs = [(words[0], "=", " ".join(words[1:]))]
        span = self._lines.span(start + len(body) - len(body.lstrip()), start + len(body.rstrip()))
        for key, equals, value in pairs:
            if equals and "$" not in value:
                self._variables[key] = value
            if equals and name == "ENV":
                self.environment.append(Entry(key, literal(redacted(key, value), span), span))


def _exec_form(body: str) -> tuple[str, ...]:
    """The words of `["python", "train.py"]`; nothing where it is no JSON list (a shell test, `[ -f x ]`)."""
    try:
        value = Scanner(body.replace("\\\n", " \n")).document()
    except UnreadableError:
        return ()
    return texts(value) if isinstance(value, Items) else ()
