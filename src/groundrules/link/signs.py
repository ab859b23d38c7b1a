"""The catalogue, turned round: from a qualified name, a command or a file name to the entries that it is a sign of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from groundrules.domain.catalogue import CallSign, Catalogue, CatalogueEntry

ON_DEMAND = ("data_source",)
"""Kinds that are looked for in chosen files only: their signs (any HTTP request) are in all code, LLM work or not."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A call sign with the entry it belongs to."""

    entry: CatalogueEntry
    call: CallSign


class Signs:
    """Looks up call signs by qualified name, exactly or through a `module*` pattern."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._exact: dict[str, list[Sign]] = defaultdict(list)
        self._patterns: dict[str, list[tuple[str, str, Sign]]] = defaultdict(list)
        self._gives: dict[str, str] = {}
        for entry in catalogue.entries.values():
            for call in entry.python:
                self._add(Sign(entry, call))

    def _add(self, sign: Sign) -> None:
        name = sign.call.name
        if "*" in name:
            prefix, _, suffix = name.partition("*")
            self._patterns[name.rpartition(".")[2]].append((prefix, suffix, sign))
        else:
            self._exact[name].append(sign)

    def of(self, name: str) -> list[Sign]:
        """The signs that a qualified name matches."""
        found = list(self._exact.get(name, ()))
        for prefix, suffix, sign in self._patterns.get(name.rpartition(".")[2], ()):
            if name.startswith(prefix) and name.endswith(suffix) and len(name) >= len(prefix) + len(suffix):
                found.append(sign)
        return found

    def gives(self, name: str) -> str:
        """The type of what a call of this name gives back: as its sign says, else the name itself."""
        if name not in self._gives:
            self._gives[name] = next((sign.call.gives for sign in self.of(name) if sign.call.gives), name)
        return self._gives[name]


def triggers(catalogue: Catalogue) -> list[str]:
    """Texts one of which any code with LLM work mentions: the packages, commands and configuration keys that are signs."""
    found: set[str] = set()
    for entry in catalogue.entries.values():
        if entry.kind in ON_DEMAND:
            continue
        found.update(_roots(entry.python))
        found.update(_roots(entry.javascript))
        found.update(command.command.split()[0].lstrip("*") for command in entry.shell)
        found.update(name for names in entry.packages.values() for name in names)
    return sorted(name for name in found if len(name) > 2)


def _roots(calls: Iterable[CallSign]) -> set[str]:
    return {call.name.partition(".")[0].rstrip("*") for call in calls}
