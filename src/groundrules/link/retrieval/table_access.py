"""Rows of tables that hold vectors: written and looked up through clients that know nothing of vectors.

Such a client (Supabase, Drizzle) writes to any table. A write or a lookup is one of an index only where its table is
known to have a column of vectors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from msgspec import structs

from groundrules.domain.value import CallResult, Member, Reference, walk
from groundrules.domain.vector_store import Retrieval, VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.search_function import SearchFunctions
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile

KIND = "table_access"
FARTHEST = 4
"""Calls between a write and the call that names its table: `db.from("docs").insert(rows)`."""


@dataclass(frozen=True, slots=True)
class TableAccess:
    """A write or a lookup, and the store that it is of. `searched` is the lookup in SQL that it asks for, if any."""

    sighting: Sighting
    store: VectorStore
    searched: Retrieval | None = None


class TableAccesses:
    """Finds them in the code read so far. `is_near` tells whether a path is in the project of a store."""

    def __init__(self, evidence: Evidence, is_near: Callable[[str, VectorStore], bool]) -> None:
        self.evidence = evidence
        self.is_near = is_near
        entries = [entry for entry in evidence.catalogue.entries.values() if entry.kind == KIND]
        signs = (sign for entry in entries for sign in (*entry.python, *entry.javascript))
        self._tails = {re.split("[.:]", sign.name)[-1] for sign in signs}

    def of(self, stores: Iterable[VectorStore]) -> list[TableAccess]:
        """Those of some stores, in order of place."""
        tables = [store for store in stores if store.is_joined_by_name]
        if not tables:
            return []
        functions = SearchFunctions(self.evidence.sources.tree, tables)
        found = (
            access
            for item in self._sightings("writes", "asks")
            if (access := self._of(item, tables, functions)) is not None
        )
        return sorted(found, key=lambda item: (item.sighting.location.path, item.sighting.location.line))

    def declared(self) -> Iterator[Sighting]:
        """The tables that code declares with a column of vectors."""
        for sighting in self._sightings("declares"):
            arguments = (part for value in sighting.as_written.arguments for part in walk(value))  # type: ignore[union-attr]
            made = (part for part in arguments if isinstance(part, CallResult))
            if any("is_vector" in item.implied for part in made for item in self._at(sighting.file, part.call)):
                yield sighting

    def _sightings(self, *kinds: str) -> Iterator[Sighting]:
        """Every call of some kinds, of any table."""
        for file in self.evidence.sources.read_so_far():
            for tail in self._tails & file.calls_by_tail.keys():
                for number in file.calls_by_tail[tail]:
                    yield from (item for item in self._at(file, number) if item.implied.keys() & set(kinds))

    def _at(self, file: CodeFile, number: int) -> list[Sighting]:
        return [item for item in self.evidence.reader.of_call(file, number) if item.entry.kind == KIND]

    def _of(self, sighting: Sighting, tables: list[VectorStore], functions: SearchFunctions) -> TableAccess | None:
        path = sighting.location.path
        if "function" in sighting.carried:
            name = self._text(sighting, "function")
            asked = [pair for pair in functions.named(name) if self.is_near(path, pair[0])]
            return TableAccess(sighting, *asked[0]) if len(asked) == 1 else None
        name = self._table(sighting)
        named = [store for store in tables if name and store.name == name and self.is_near(path, store)]
        return TableAccess(sighting, named[0]) if len(named) == 1 else None

    def _table(self, sighting: Sighting, steps: int = FARTHEST) -> str:
        """The name of the table that a call is of: its own, its table object's, or that of what it is called on."""
        if "name" in sighting.carried:
            return self._text(sighting, "name")
        behind = sighting.carried.get("table", sighting.receiver)
        for origin in self.evidence.origins.of(_whole(behind)) if behind is not None and steps else ():
            for item in self._at(origin.found.file, origin.number):
                if name := self._table(item, steps - 1):
                    return name
        return ""

    def _text(self, sighting: Sighting, common: str) -> str:
        setting = self.evidence.reader.setting(sighting, common)
        return str(setting.value).rpartition(".")[2] if setting.state == "set" else ""


def _whole(found: Found) -> Found:
    """The table of a column that is named through it: `docs` of `docs.embedding`."""
    match found.value:
        case Reference(name=name) if "." in name:
            return found.at(structs.replace(found.value, name=name.rpartition(".")[0]))
        case Member(of=of):
            return found.at(of)
        case _:
            return found
