"""Environment variables that the tree gives a value to: .env files and their examples, compose files, Dockerfiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Entry, Items, Literal, Mapping, Value
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile
from groundrules.link.value.sources import folders_upwards

REDACTED = "<redacted>"
DEFAULT = re.compile(r"\$\{\w+:?-([^${}]*)\}")
"""What compose fills in where nobody sets the variable."""


class Environment:
    """The variables of a tree, by folder; a real .env goes before an example, both before compose and a Dockerfile."""

    def __init__(self, facts: Iterable[FileFacts]) -> None:
        self._files: dict[str, list[tuple[int, FileFacts]]] = {}
        for item in facts:
            rank = _rank(item)
            if rank is not None:
                self._files.setdefault(item.path.rpartition("/")[0], []).append((rank, item))
        for files in self._files.values():
            files.sort(key=lambda pair: (pair[0], len(pair[1].path), pair[1].path))

    def value(self, name: str, near: str) -> Found | None:
        """The value of a variable in the nearest file upwards; None where none gives it (or gives a secret)."""
        for folder in folders_upwards(near.rpartition("/")[0]):
            for _, facts in self._files.get(folder.rstrip("/"), []):
                found = _literal(facts, name)
                if found is not None:
                    return Found(CodeFile(facts), found, None, "environment")
        return None


def _rank(facts: FileFacts) -> int | None:
    if facts.kind == "env":
        return 0
    if facts.kind == "yaml" and "compose" in facts.path.rpartition("/")[2].lower():
        return 1
    return 2 if facts.kind == "dockerfile" and facts.documents else None


def _literal(facts: FileFacts, name: str) -> Literal | None:
    """The value that a file gives a variable; None where it gives several, or one that is filled in."""
    entries = [entry for entry in _entries(facts) if entry.key is not None and entry.key.upper() == name.upper()]
    given = [literal for entry in entries if (literal := _plain(entry.value)) is not None]
    if facts.kind != "env" and len({literal.value for literal in given}) != 1:
        return None
    return given[0] if given else None


def _plain(value: Value) -> Literal | None:
    if not isinstance(value, Literal) or value.value in (None, "", REDACTED):
        return None
    if isinstance(value.value, str) and (default := DEFAULT.fullmatch(value.value)):
        return Literal(default[1], value.span) if default[1] else None
    return None if isinstance(value.value, str) and "${" in value.value else value


def _entries(facts: FileFacts) -> Iterator[Entry]:
    for document in facts.documents:
        if isinstance(document, Mapping):
            if _rank(facts) == 1:
                yield from _of_services(document)
            else:
                yield from document.entries


def _of_services(document: Mapping) -> Iterator[Entry]:
    """What the services of a compose file are given: `environment` as a mapping, or as a list of `NAME=value`."""
    services = document.get("services")
    for service in services.entries if isinstance(services, Mapping) else ():
        given = service.value.get("environment") if isinstance(service.value, Mapping) else None
        if isinstance(given, Mapping):
            yield from given.entries
        for item in given.values if isinstance(given, Items) else ():
            if isinstance(item, Literal) and isinstance(item.value, str) and "=" in item.value:
                key, _, value = item.value.partition("=")
                yield Entry(key, Literal(value, item.span), item.span)
