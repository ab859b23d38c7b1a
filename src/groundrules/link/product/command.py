"""Sightings in shell commands: the words of a command against the catalogue's command signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, CommandSign
from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Span
from groundrules.domain.value import Literal
from groundrules.link.product.sighting import Sighting
from groundrules.link.product.signs import LAUNCHERS
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile

_PYTHON = re.compile(r"(?:python|pypy|py)[\d.]*(?:\.exe)?")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)


class CommandSigns:
    """Matches commands by their words, after launchers and their options."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_word: dict[str, list[tuple[list[str], CommandSign, CatalogueEntry]]] = {}
        self._globs: list[tuple[list[str], CommandSign, CatalogueEntry]] = []
        for entry in catalogue.entries.values():
            for sign in entry.shell:
                words = sign.command.split()
                target = self._globs if "*" in words[0] else self._by_word.setdefault(words[0], [])
                target.append((words, sign, entry))

    def of_file(self, facts: FileFacts) -> Iterator[Sighting]:
        """The sightings among a file's commands."""
        if facts.commands:
            file = CodeFile(facts)
            for command in facts.commands:
                yield from self._of_command(file, command)

    def _of_command(self, file: CodeFile, command: Command) -> Iterator[Sighting]:
        seen: set[str] = set()
        words = [program(word) if number == 0 else word for number, word in enumerate(command.words)]
        for start in _starts(words):
            first = program(words[start])
            for wanted, sign, entry in (*self._by_word.get(first, ()), *self._globs):
                if entry.id in seen:
                    continue
                end = _matched(words, start, wanted)
                if end is not None:
                    seen.add(entry.id)
                    yield _sighting(file, command, command.words[end:], sign, entry)


def program(word: str) -> str:
    """A program without the folder it is in or the version it is of: `python` of `.venv/bin/python3.12`."""
    name = word.rpartition("/")[2] if not word.endswith(".py") else word
    return "python" if _PYTHON.fullmatch(name) else name or word


def _starts(words: list[str]) -> list[int]:
    """Where the command itself may begin: at the first word, and after each launcher before it.

    An option of a launcher may take a value (`--nproc_per_node 2`): the word after it may be either.
    """
    starts = [0] if words else []
    for position, word in enumerate(words[:-1]):
        after_option = position > 0 and words[position - 1].startswith("-")
        launches = program(word) in LAUNCHERS or word.startswith("-") or _ASSIGNMENT.fullmatch(word) is not None
        if not launches and not (after_option and position > 1):
            break
        starts.append(position + 1)
    return starts


def _matched(words: list[str], start: int, wanted: list[str]) -> int | None:
    """The position after the words that a sign wants, from `start`; None where they are not there.

    Between a launcher and the script that it runs its own options may stand.
    """
    position = start
    for number, pattern in enumerate(wanted):
        if number and program(words[position - 1]) in LAUNCHERS:
            position = _after_options(words, position, pattern)
        if position >= len(words) or not _is(words[position], pattern):
            return None
        position += 1
    return position


def _after_options(words: list[str], position: int, pattern: str) -> int:
    """The first word from a position that fits, among a launcher's options and their values; else the position."""
    here = position
    while here < len(words) and not _is(words[here], pattern):
        if not (words[here].startswith("-") or (here > position and words[here - 1].startswith("-"))):
            return position
        here += 1
    return here


def _is(word: str, pattern: str) -> bool:
    return fnmatchcase(word, pattern) or fnmatchcase(program(word), pattern)


def _sighting(
    file: CodeFile, command: Command, rest: tuple[str, ...], sign: CommandSign, entry: CatalogueEntry
) -> Sighting:
    location = file.location(command.span, command.cell)
    sighting = Sighting(entry, location, file.facts.role, file, {}, dict(sign.fixed), name=sign.command)
    options = _options(rest)
    for option, common in sign.options.items():
        if option in options and common not in sighting.carried:
            text = options[option]
            if "$" in text:
                sighting.open_ended = True
            else:
                sighting.carried[common] = Found(file, _literal(text, command.span))
    return sighting


def _options(words: tuple[str, ...]) -> dict[str, str]:
    """Options with their values (`--a b`, `--a=b`), flags with "true", and positions ("0", "1")."""
    options: dict[str, str] = {}
    position = 0
    index = 0
    while index < len(words):
        word = words[index]
        if word.startswith("-") and len(word) > 1:
            name, equals, value = word.partition("=")
            if not equals and index + 1 < len(words) and not words[index + 1].startswith("-"):
                index += 1
                value = words[index]
            options[name] = value if equals or value else "true"
        else:
            options[str(position)] = word
            position += 1
        index += 1
    return options


def _literal(text: str, span: Span) -> Literal:
    for kind in (int, float):
        try:
            return Literal(kind(text), span)
        except ValueError:
            continue
    return Literal({"true": True, "True": True, "false": False, "False": False}.get(text, text), span)
