"""Sightings in shell commands: the words of a command against the catalogue's command signs."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, CommandSign
from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Span
from groundrules.domain.value import Literal
from groundrules.link.answer import Found
from groundrules.link.code import CodeFile
from groundrules.link.sighting import Sighting

LAUNCHERS = {
    "sudo", "time", "nohup", "exec", "env", "uv", "run", "uvx", "poetry", "pipenv", "pdm", "hatch", "rye", "npx", "bunx",
    "pnpm", "yarn", "bun", "dlx", "-y", "--yes", "accelerate", "launch", "torchrun", "deepspeed", "conda",
}  # fmt: skip
"""Words before a command that only launch it."""


class CommandSigns:
    """Matches commands by their first words, after launchers."""

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
        file = CodeFile(facts)
        for command in facts.commands:
            yield from self._of_command(file, command)

    def _of_command(self, file: CodeFile, command: Command) -> Iterator[Sighting]:
        seen: set[str] = set()
        words = command.words
        for start in _starts(words):
            for wanted, sign, entry in (*self._by_word.get(words[start], ()), *self._globs):
                if entry.id not in seen and _matches(words[start:], wanted):
                    seen.add(entry.id)
                    yield _sighting(file, command, words[start + len(wanted) :], sign, entry)


def _starts(words: tuple[str, ...]) -> list[int]:
    """Where the command itself may begin: at the first word, and after each launcher before it."""
    starts = [0] if words else []
    for position, word in enumerate(words[:-1]):
        if word not in LAUNCHERS and not word.startswith("-"):
            break
        starts.append(position + 1)
    return starts


def _matches(words: tuple[str, ...], wanted: list[str]) -> bool:
    return len(words) >= len(wanted) and all(fnmatchcase(w, pattern) for w, pattern in zip(words, wanted, strict=False))


def _sighting(
    file: CodeFile, command: Command, rest: tuple[str, ...], sign: CommandSign, entry: CatalogueEntry
) -> Sighting:
    location = file.location(command.span, command.cell)
    sighting = Sighting(entry, location, file.facts.role, file, {}, dict(sign.fixed), name=sign.command)
    options = _options(rest)
    for option, common in sign.options.items():
        if option in options and common not in sighting.carried:
            text = options[option]
            if text.startswith("$"):
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
