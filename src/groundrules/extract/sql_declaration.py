"""What SQL declares: extensions, columns of vectors, indexes, models and search services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundrules.domain.facts import SqlStatement
from groundrules.domain.value import Entry
from groundrules.extract.sql_clause import Clause, last_part

VECTOR_TYPE = re.compile(r"(?i)(?:\w+\.)?(?:vector|halfvec|sparsevec)")
_MODIFIERS = (
    "or", "replace", "temp", "temporary", "unlogged", "unique", "global", "local", "external", "transient",
    "if", "not", "exists", "only", "concurrently", "foreign", "virtual",
)  # fmt: skip
_NO_COLUMN = ("constraint", "primary", "unique", "foreign", "check", "like", "exclude", "index", "key", "vector")
MOST_LISTS = 10
_LARGEST_DIMENSION = 1_000_000


def declared(clause: Clause) -> Iterator[SqlStatement]:
    """What one statement declares."""
    if clause.is_word(0, "create"):
        yield from _created(clause)
    elif clause.is_word(0, "alter") and clause.is_word(1, "table"):
        yield from _altered(clause)


def _created(clause: Clause) -> Iterator[SqlStatement]:
    kind = clause.after(1, *_MODIFIERS)
    if clause.is_word(kind, "extension"):
        name = clause.after(kind + 1, *_MODIFIERS)
        yield SqlStatement("create extension", clause.name(name), clause.span)
    elif clause.is_word(kind, "table"):
        yield from _of_table(clause, clause.after(kind + 1, *_MODIFIERS))
    elif clause.is_word(kind, "index"):
        yield from _of_index(clause, kind + 1)
    elif clause.is_word(kind, "vector") and clause.is_word(kind + 1, "index"):
        yield from _of_index(clause, kind + 2, method="vector")
    elif clause.is_word(kind, "model"):
        yield from _of_model(clause, clause.after(kind + 1, *_MODIFIERS))
    elif clause.is_word(kind, "cortex") and clause.is_word(kind + 1, "search"):
        yield from _of_service(clause, clause.after(kind + 3, *_MODIFIERS))


# --- tables


def _of_table(clause: Clause, position: int) -> Iterator[SqlStatement]:
    columns = clause.inside(position + 1)
    for column in columns.items() if columns is not None else ():
        if not column.is_word(0, *_NO_COLUMN):
            yield from _of_column(column, clause.name(position))


def _altered(clause: Clause) -> Iterator[SqlStatement]:
    """The columns that a table is given, or whose type is changed."""
    position = clause.after(2, *_MODIFIERS)
    for action in clause.part(position + 1).items():
        start = action.after(1, "column", *_MODIFIERS)
        if action.is_word(0, "add"):
            yield from _of_column(action.part(start), clause.name(position))
        elif action.is_word(0, "alter", "modify"):
            kind = action.after(start + 1, "set", "data", "type")
            yield from _of_column(Clause([*action.tokens[start : start + 1], *action.tokens[kind:]], action.lines),
                                  clause.name(position))  # fmt: skip


def _of_column(column: Clause, table: str) -> Iterator[SqlStatement]:
    """A column of vectors, if it is one: `embedding vector(1536)`, `embedding VECTOR(FLOAT, 768)`."""
    written = column.name(1)
    if not (column.name(0) and VECTOR_TYPE.fullmatch(written)):
        return
    sizes = column.inside(2)
    details = [
        column.entry("table", last_part(table)),
        column.entry("column", column.name(0)),
        column.entry("type", last_part(written).lower()),
    ]
    dimension = next((int(token.text) for token in sizes.tokens if _is_dimension(token.text)), None) if sizes else None
    if dimension is not None:
        details.append(column.entry("dimension", dimension))
    yield SqlStatement("vector column", table, column.span, tuple(details))


def _is_dimension(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= _LARGEST_DIMENSION


# --- indexes


def _of_index(clause: Clause, position: int, method: str = "") -> Iterator[SqlStatement]:
    """An index, one statement a column (or expression) of it."""
    on = clause.find("on", start=position)
    if on is None:
        return
    named = clause.after(position, *_MODIFIERS)
    table = clause.after(on + 1, *_MODIFIERS)
    using = table + 1 if clause.is_word(table + 1, "using") else None
    columns = clause.inside(table + 3 if using is not None else table + 1)
    if columns is None:
        return
    shared = [
        clause.entry("table", last_part(clause.name(table))),
        clause.entry("method", (clause.name(using + 1) if using is not None else method or "btree").lower()),
        clause.entry("is_partial", clause.find("where", start=table) is not None),
        *_options(clause, table),
    ]
    for column in islice(columns.items(), MOST_LISTS):
        details = (*shared, *_indexed(column))
        yield SqlStatement("create index", clause.name(named) if named < on else "", clause.span, details)


def _indexed(column: Clause) -> Iterator[Entry]:
    """The column of an index, the type it is cast to, and its operator class."""
    inner = (column.inside(0) or column).bare()
    yield column.entry("column", last_part(inner.name(0)))
    cast = next((spot for spot in range(len(column)) if column.is_mark(spot, "::")), None)
    if cast is not None:
        yield column.entry("cast", last_part(column.name(cast + 1)).lower())
        sizes = column.inside(cast + 2)
        if sizes is not None and len(sizes) == 1 and _is_dimension(sizes.tokens[0].text):
            yield column.entry("dimension", int(sizes.tokens[0].text))
    classes = [token.name for token in column.tokens if token.kind == "word" and token.name.endswith("_ops")]
    if classes:
        yield column.entry("operator_class", last_part(classes[-1]))


def _options(clause: Clause, start: int) -> Iterator[Entry]:
    """What `WITH (...)` and `OPTIONS (...)` set."""
    words = (spot for spot in range(start, len(clause)) if clause.is_word(spot, "with", "options"))
    for position in islice(words, MOST_LISTS):
        listed = clause.inside(position + 1)
        for option in listed.items() if listed is not None else ():
            if option.is_mark(1, "=") and option.name(0):
                yield Entry(option.name(0).lower(), option.part(2).value(), option.span)


# --- models


def _of_model(clause: Clause, position: int) -> Iterator[SqlStatement]:
    """A model: `is_tuned` says that it is made from rows (`AS SELECT`), `is_remote` that it runs elsewhere."""
    details = (
        clause.entry("is_remote", clause.find("remote", start=position) is not None),
        clause.entry("is_tuned", clause.find("as", start=position) is not None),
        *_options(clause, position + 1),
    )
    yield SqlStatement("create model", clause.name(position), clause.span, details)


def _of_service(clause: Clause, position: int) -> Iterator[SqlStatement]:
    """A search service, with what it is set: `EMBEDDING_MODEL = '...'`."""
    end = clause.find("as", start=position) or len(clause)
    settings = [
        Entry(clause.name(spot).lower(), clause.part(spot + 2, spot + 3).value(), clause.part(spot, spot + 3).span)
        for spot in range(position + 1, end - 2)
        if clause.is_mark(spot + 1, "=") and clause.name(spot)
    ]
    if clause.is_word(position + 1, "on"):
        settings.append(clause.entry("column", clause.name(position + 2)))
    yield SqlStatement("create cortex search service", clause.name(position), clause.span, tuple(settings))
