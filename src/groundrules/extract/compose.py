"""Compose files: the commands of the services."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Items, Value
from groundrules.extract import yaml
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines
from groundrules.extract.script import script_commands
from groundrules.extract.tree import at, entries, text, texts


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The document of a compose file, and the commands in it."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add documents, commands and suppressions to the facts of a file. Raises `UnreadableError`."""
    yaml.fill(text, facts)
    lines = Lines(text)
    facts.commands = tuple(command for document in facts.documents for command in _commands(document, lines))


def _commands(document: Value, lines: Lines) -> Iterator[Command]:
    """The `entrypoint`, `command` and health check of each service; `job` is the service."""
    for service, entry in entries(at(document, "services")):
        for keys in (("entrypoint",), ("command",), ("healthcheck", "test")):
            value = at(entry.value, *keys)
            if isinstance(value, Items):
                words = texts(value)
                words = words[1:] if words[:1] in (("CMD",), ("CMD-SHELL",)) else words
                if words:
                    yield Command(words, value.span, "compose", service)
            elif value is not None and text(value):
                yield from script_commands(value, lines, "compose", service)
