"""Shell: the commands of scripts, and of every other file that holds pieces of shell."""

from __future__ import annotations

from typing import Literal as OneOf

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.source import SourceFile
from groundrules.extract.command_line import Splitter
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines, OneSpan, Part

Container = OneOf["shell", "makefile", "dockerfile", "workflow", "notebook", "markdown", "npm script", "compose"]


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The commands of a shell script."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add commands and suppressions to the facts of a file."""
    facts.suppressions = suppressions(text, facts.kind)
    facts.commands = commands_in(text, "shell")


def commands_in(
    text: str,
    where: Container,
    *,
    job: str = "",
    lines: Lines | Part | OneSpan | None = None,
    cell: int | None = None,
    variables: dict[str, str] | None = None,
    never_fails: bool = False,
) -> tuple[Command, ...]:
    """The simple commands of a shell text, in order.

    `lines` places the text in its file (default: it is the file); `variables` are values known beforehand, and are
    left with those that the text assigns. Pipes, `&&`, `;`, substitutions and subshells are taken apart.
    """
    places: Lines | Part | OneSpan = Lines(text) if lines is None else lines
    return tuple(
        Command(words, places.span(start, end), where, job, cell, never_fails or ignored)
        for words, start, end, ignored in Splitter(text, variables).commands()
    )
