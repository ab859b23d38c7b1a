"""Makefiles and justfiles: the recipes' commands by target, with the variables that are literal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Span
from groundrules.domain.source import SourceFile
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines, OneSpan
from groundrules.extract.shell import commands_in

_VARIABLE = re.compile(r"(?:export[ \t]+|override[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?::{0,3}|\?)=(.*)$", re.DOTALL)
_RULE = re.compile(r"([^\t#:=\s][^#:=]*)::?(?!=)([^;\n]*)(?:;(.*))?$")
_USE = re.compile(r"\$(\$)|\$[({]([\w.-]+)[)}]")
_FUNCTION = re.compile(r"\$[({](?!shell\b)([a-z-]+)[ \t][^(){}$]*(?:\$\{[\w.-]+\}[^(){}$]*)*[)}]")
_SHELL_FUNCTION = re.compile(r"\$\(shell[ \t]+")
_TARGET = re.compile(r"[A-Za-z_][\w-]*")
_NESTED_USES = 2
_LOGICAL_LINE = re.compile(r"[^\\\n]+(?:\\(?s:.)[^\\\n]*)*")
_LONGEST_VALUE = 500
_LONGEST_TEXT = 10_000


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The commands of a Makefile or justfile."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add commands and suppressions to the facts of a file."""
    facts.suppressions = suppressions(text, facts.kind)
    is_justfile = "justfile" in facts.path.lower().rpartition("/")[2]
    facts.commands = tuple(_commands(text, ("\t", " ") if is_justfile else ("\t",)))


def _commands(text: str, indents: tuple[str, ...]) -> Iterator[Command]:
    """Each recipe line is a shell of its own; several commands of one line stand at that line."""
    places = Lines(text)
    variables: dict[str, str] = {}
    target = ""
    for start, line in _logical_lines(text):
        if line.startswith(indents):
            yield from _recipe(line.strip(), OneSpan(_span(places, start, line)), target, variables)
        elif variable := _VARIABLE.match(line):
            value = variable[2].partition("#")[0].strip()
            variables[variable[1]] = _expanded(value, variables)[:_LONGEST_VALUE]
        elif rule := _RULE.match(line):
            target = _expanded(rule[1], variables).partition(" ")[0].strip()
            yield from _made_first(rule[2], OneSpan(_span(places, start, line)), target, variables)
            yield from _recipe((rule[3] or "").strip(), OneSpan(_span(places, start, line)), target, variables)


def _made_first(text: str, place: OneSpan, target: str, variables: dict[str, str]) -> Iterator[Command]:
    """The targets that a rule makes before its own recipe, as the commands that would; files are none."""
    names = [name for name in _expanded(text, variables).split() if _TARGET.fullmatch(name)]
    for name in names if not target.startswith(".") else ():
        yield from commands_in(f"make {name}", "makefile", job=target, lines=place)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their continuations, and the offset where each starts."""
    for match in _LOGICAL_LINE.finditer(text):
        yield match.start(), match.group()


def _span(places: Lines, start: int, line: str) -> Span:
    return places.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def _recipe(line: str, place: OneSpan, target: str, variables: dict[str, str]) -> Iterator[Command]:
    """The commands of one recipe line: `@` is silence, `-` lets it fail."""
    command = line.lstrip("@-+ \t")
    never_fails = "-" in line[: len(line) - len(command)]
    expanded = _SHELL_FUNCTION.sub("$(", _expanded(command, variables))
    yield from commands_in(expanded, "makefile", job=target, lines=place, never_fails=never_fails)


def _expanded(text: str, variables: dict[str, str]) -> str:
    """Text with make's variables put in; an unknown `$(NAME)` becomes `${NAME}`, which the shell would not run."""

    def value(found: re.Match[str]) -> str:
        return "$" if found[1] else variables.get(found[2], "${" + found[2] + "}")

    if len(text) > _LONGEST_TEXT:
        return text
    for _ in range(_NESTED_USES):
        text = _FUNCTION.sub(r"${\1}", _USE.sub(value, text))[:_LONGEST_TEXT]
    return text
