"""Sightings in SQL: statements against the catalogue's SQL signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, SqlSign
from groundrules.domain.facts import FileFacts, SqlStatement
from groundrules.domain.value import Literal, Reference, Value
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile

_BEFORE_CALLS = -2
"""A statement has no number among the calls of its file: it counts down from here, so that each is told apart."""


class SqlSigns:
    """Matches statements by what they do, their name and their details."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_action: dict[str, list[tuple[SqlSign, CatalogueEntry]]] = defaultdict(list)
        for entry in catalogue.entries.values():
            for sign in entry.sql:
                self._by_action[sign.action].append((sign, entry))

    def of_file(self, facts: FileFacts) -> Iterator[Sighting]:
        """The sightings among the statements of a file, one an entry and statement."""
        file = CodeFile(facts) if facts.statements else None
        for number, statement in enumerate(facts.statements):
            seen: set[str] = set()
            for sign, entry in self._by_action.get(statement.action, ()):
                if file is not None and entry.id not in seen and _matches(statement, sign):
                    seen.add(entry.id)
                    yield _sighting(file, number, statement, sign, entry)


def _matches(statement: SqlStatement, sign: SqlSign) -> bool:
    if not fnmatchcase(statement.name.lower(), sign.name):
        return False
    return all(_is(statement.get(detail), glob) for detail, glob in sign.where.items())


def _is(value: Value | None, glob: str) -> bool:
    return isinstance(value, Literal) and fnmatchcase(str(value.value).lower(), glob)


def _sighting(file: CodeFile, number: int, statement: SqlStatement, sign: SqlSign, entry: CatalogueEntry) -> Sighting:
    sighting = Sighting(entry, file.location(statement.span), file.facts.role, file, {}, dict(sign.fixed))
    sighting.call, sighting.name = _BEFORE_CALLS - number, f"{statement.action} {statement.name}"
    for detail, common in sign.args.items():
        named = detail == "name" and statement.name
        value = Literal(statement.name, statement.span) if named else statement.get(detail)
        # a bare word is a column or a variable of the database: not known here
        if value is not None and not isinstance(value, Reference) and common not in sighting.carried:
            sighting.carried[common] = Found(file, value)
    return sighting
