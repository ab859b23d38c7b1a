"""package.json: dependencies, and the scripts as commands."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Command, Dependency, FileFacts
from groundrules.domain.value import Literal, Value
from groundrules.extract import json
from groundrules.extract.lines import OneSpan
from groundrules.extract.shell import commands_in
from groundrules.extract.tree import at, entries, text

_GROUPS = (
    ("dependencies", ""),
    ("devDependencies", "dev"),
    ("peerDependencies", "peer"),
    ("optionalDependencies", "optional"),
)


def fill(source: str, facts: FileFacts) -> None:
    """Add the document, dependencies and scripts to the facts of a package.json. Raises `UnreadableError`."""
    root = json.document(source)
    facts.documents = (root,)
    facts.dependencies = tuple(_dependencies(root))
    facts.commands = tuple(_commands(root))


def _dependencies(root: Value) -> Iterator[Dependency]:
    for key, group in _GROUPS:
        for name, entry in entries(at(root, key)):
            specifier = text(entry.value) or ""
            version = specifier if specifier[:1].isdigit() and " " not in specifier and "x" not in specifier else ""
            yield Dependency(name.lower(), "npm", specifier, version, entry.span, group)


def _commands(root: Value) -> Iterator[Command]:
    """The scripts; `job` is the name of the script. Escapes move columns, so a script stands as a whole."""
    for name, entry in entries(at(root, "scripts")):
        if isinstance(entry.value, Literal) and isinstance(entry.value.value, str):
            yield from commands_in(entry.value.value, "npm script", job=name, lines=OneSpan(entry.value.span))
