"""SQL: what its statements say of vectors and models, in files and in the texts that code hands to a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from groundrules.domain.facts import Assignment, Call, FileFacts, SqlStatement
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Literal, Text, Value, children
from groundrules.extract.comment import suppressions
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines, OneSpan
from groundrules.extract.sql_clause import Clause, Place
from groundrules.extract.sql_declaration import declared
from groundrules.extract.sql_query import asked
from groundrules.extract.sql_token import tokens

SPEAKS = re.compile(
    r"(?i)vec\b|vector|cortex|\bai_\w|\bmodel\b|\bml\.\w|<(?:=|#|-|\+|~|%)>|hnsw|ivfflat|_distance\b|inner_product"
)
"""What a text holds that has anything to do with vectors or models: most SQL has not, and is not taken apart."""
QUERIES = re.compile(r"<(?:=|#|-|\+)>|(?i:ivfflat|hnsw|cortex\.|\bai_query|ai_complete|\bml\.generate_|vector_search)")
"""What SQL in code holds where it is about them: more narrow, since any text may hold the word."""
STATEMENT = re.compile(
    r"(?is)\s*(?:--[^\n]*\n\s*)*(?:select|with|create|alter|insert|update|order\s+by|begin|do|merge)\b"
)
IN_CODE = (
    b"<=>", b"<->", b"<#>", b"<+>", b"hnsw", b"HNSW", b"ivfflat", b"IVFFLAT", b"cortex.", b"CORTEX.", b"ai_query",
    b"AI_COMPLETE", b"ai_complete", b"ML.GENERATE_", b"ml.generate_", b"vector_search", b"VECTOR_SEARCH",
)  # fmt: skip
"""One of these is in code with such a text: plain words, found faster than a pattern."""
MOST_TOKENS = 5_000
"""Of one statement; what is longer is a list of rows."""
MOST_STATEMENTS = 500
MOST_TEXTS = 200
DEEPEST = 20


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The statements of an SQL file that are about vectors or models."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add statements and suppressions to the facts of a file."""
    facts.suppressions = suppressions(text, facts.kind)
    if SPEAKS.search(text):
        facts.statements = tuple(islice(statements(text, Lines(text)), MOST_STATEMENTS))


def statements(text: str, lines: Place) -> Iterator[SqlStatement]:
    """The statements of a text, in order; those in the body of a function too."""
    row = tokens(text)
    start = 0
    for position, token in enumerate(row):
        if token.kind == "end":
            yield from _of(Clause(row[start:position], lines))
            start = position + 1
    yield from _of(Clause(row[start:], lines))


def _of(clause: Clause) -> Iterator[SqlStatement]:
    clause = clause.part(0, MOST_TOKENS)
    if clause.tokens:
        yield from declared(clause)
        yield from asked(clause)


def fill_from_code(source: bytes, facts: FileFacts) -> None:
    """Add the statements that stand in texts of code: arguments of calls, and constants. Each stands where its text
    does, as a whole.
    """
    if not any(word in source for word in IN_CODE):
        return
    found: list[SqlStatement] = []
    for text, value in _texts(facts.calls, facts.assignments):
        found.extend(statements(text, OneSpan(value.span)))
    facts.statements = tuple(dict.fromkeys(found))


def _texts(calls: Iterable[Call], assignments: Iterable[Assignment]) -> Iterator[tuple[str, Value]]:
    """The texts that are SQL about vectors or models, each once; what is filled in is a parameter."""
    seen: set[object] = set()
    values = [item for call in calls for item in (*call.arguments, *(entry.value for entry in call.keywords))]
    values += [item.value for item in assignments]
    pending = [(value, 0) for value in reversed(values)]
    while pending and len(seen) < MOST_TEXTS:
        value, depth = pending.pop()
        text = _written(value)
        if text is None:
            if depth < DEEPEST:
                pending.extend((item, depth + 1) for item in children(value))
        elif value.span not in seen and QUERIES.search(text) and STATEMENT.match(text):
            seen.add(value.span)
            yield text, value


def _written(value: Value) -> str | None:
    """A text with its holes as parameters; None where a value is no text."""
    if isinstance(value, Literal):
        return value.value if isinstance(value.value, str) else ""
    if isinstance(value, Text):
        return "".join(
            part.value if isinstance(part, Literal) and isinstance(part.value, str) else ":filled_in"
            for part in value.parts
        )
    return None
