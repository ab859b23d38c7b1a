"""What SQL asks: orderings by the distance of vectors, and calls of functions that speak to a model or an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundrules.domain.facts import SqlStatement
from groundrules.domain.value import Entry, Literal
from groundrules.extract.sql_clause import Clause, last_part
from groundrules.extract.sql_token import Token

DISTANCE = ("<=>", "<->", "<#>", "<+>", "<~>", "<%>")
FUNCTIONS = ("cosine_distance", "l2_distance", "inner_product", "l1_distance", "hamming_distance", "jaccard_distance")
TELLING = re.compile(r"(?i)(?:.+\.)?(?:ai_\w+|vector_\w+)|(?:.+\.)?(?:cortex|ml)\.\w+!?\w*|ai\.\w+")
"""Functions that may be about models or vectors; others are of no use to anyone, and are legion."""
MOST_ORDERINGS = 6
MOST_CALLS = 20
MOST_KEYS = 4
"""Of one statement: each is looked for through all of it."""
_ENDS = ("limit", "offset", "fetch", "for", "union", "intersect", "except", "loop", "rows", "range", "returning")


def asked(clause: Clause) -> Iterator[SqlStatement]:
    """The orderings and calls of one statement."""
    words = [position for position, token in enumerate(clause.tokens) if token.kind == "word"]
    orders = (spot for spot in words if clause.is_word(spot, "by") and clause.is_word(spot - 1, "order"))
    for position in islice(orders, MOST_ORDERINGS):
        yield from _ordering(clause, position + 1)
    calls = (spot for spot in words if clause.is_mark(spot + 1, "(") and TELLING.fullmatch(clause.tokens[spot].text))
    for position in islice(calls, MOST_CALLS):
        yield from _call(clause, position)


# --- orderings


def _ordering(clause: Clause, start: int) -> Iterator[SqlStatement]:
    """An ordering by distance: by the operator itself, or by an expression or the alias of one that has it inside.

    `is_wrapped` says that the distance is only part of the key, by which no index can be walked.
    """
    end = _end(clause, start)
    limited = _is_limited(clause, end)
    for number, key in enumerate(islice(clause.part(start, end).items(), MOST_KEYS)):
        descending = any(key.is_word(spot, "desc") for spot in range(len(key)))
        written = _without_direction(key)
        source = _aliased(clause, written, start) or written
        spot = next((spot for spot in range(len(source)) if _is_distance(source.tokens[spot])), None)
        if spot is None:
            continue
        operand = _left(source, spot)
        details = (
            key.entry("column", operand[0]), key.entry("operator", source.tokens[spot].name),
            key.entry("is_descending", descending), key.entry("is_wrapped", _is_wrapped(source, spot)),
            key.entry("is_limited", limited), key.entry("is_first", number == 0),
            *((key.entry("cast", operand[1]),) if operand[1] else ()),
            *_given_as(source, spot), *_tables(clause), *_limit(clause, end),
        )  # fmt: skip
        yield SqlStatement("order by", operand[0], key.span, details)


def _end(clause: Clause, start: int) -> int:
    """Where an ordering ends: before LIMIT and its like, or with the parenthesis around it."""
    depth = 0
    for position in range(start, len(clause)):
        depth += clause.is_mark(position, "(") - clause.is_mark(position, ")")
        if depth < 0 or (depth == 0 and clause.is_word(position, *_ENDS)):
            return position
    return len(clause)


def _is_limited(clause: Clause, end: int) -> bool:
    return clause.is_word(end, "limit", "fetch") or (
        clause.is_word(end, "offset") and any(clause.is_word(spot, "limit", "fetch") for spot in (end + 2, end + 3))
    )


def _limit(clause: Clause, end: int) -> Iterator[Entry]:
    value = clause.part(end + 1, end + 2).value() if clause.is_word(end, "limit") else None
    if isinstance(value, Literal) and isinstance(value.value, int):
        yield clause.entry("limit", value.value)


def _without_direction(key: Clause) -> Clause:
    end = next((spot for spot in range(len(key)) if key.is_word(spot, "asc", "desc", "nulls")), len(key))
    return key.part(0, end)


def _aliased(clause: Clause, key: Clause, before: int) -> Clause | None:
    """The expression that an alias of the same statement stands for: the nearest `<expression> AS <alias>` before."""
    if len(key) != 1 or key.tokens[0].kind != "word":
        return None
    for position in range(before - 1, 0, -1):
        if clause.tokens[position].name == key.tokens[0].name and clause.is_word(position - 1, "as"):
            return clause.part(_start(clause, position - 1), position - 1)
    return None


def _start(clause: Clause, end: int) -> int:
    """Where the expression that ends at a position begins: behind the comma or SELECT before it."""
    depth = 0
    for position in range(end - 1, -1, -1):
        depth += clause.is_mark(position, ")") - clause.is_mark(position, "(")
        if depth < 0 or (depth == 0 and (clause.is_mark(position, ",") or clause.is_word(position, "select"))):
            return position + 1
    return 0


def _is_distance(token: Token) -> bool:
    if token.kind == "operator":
        return token.text in DISTANCE
    return token.kind == "word" and last_part(token.name) in FUNCTIONS


def _left(source: Clause, spot: int) -> tuple[str, str]:
    """The column on the left of an operator (or the first argument of a function), and the type it is cast to; empty
    where something else is made of the column.
    """
    if source.tokens[spot].kind == "word":
        inner = source.inside(spot + 1)
        operand = next(inner.items(), None) if inner is not None else None
    else:
        operand = source.part(_beginning(source, spot), spot)
    operand = operand.bare() if operand is not None else None
    if operand is None or not operand.name(0) or (len(operand) > 1 and not operand.is_mark(1, "::")):
        return "", ""
    return last_part(operand.name(0)), last_part(operand.name(2)).lower()


def _beginning(source: Clause, spot: int) -> int:
    """Where the left operand of an operator begins: behind the parenthesis or operator before it."""
    depth = 0
    for position in range(spot - 1, -1, -1):
        depth += source.is_mark(position, ")") - source.is_mark(position, "(")
        if depth < 0 or (depth == 0 and source.tokens[position].kind == "operator"):
            return position + 1
    return 0


def _is_wrapped(source: Clause, spot: int) -> bool:
    """Whether the distance is only part of the key: another operator outside its parentheses, a function around it."""
    if source.tokens[spot].kind == "word":
        return True  # the function of a distance; indexes know operators
    opened: list[int] = []
    operators: list[int] = []
    for position in range(spot):
        if source.is_mark(position, "("):
            opened.append(position)
        elif source.is_mark(position, ")") and opened:
            opened.pop()
        elif source.tokens[position].kind == "operator":
            operators.append(len(opened))
    depth = len(opened)
    for position in range(spot + 1, len(source)):
        depth += source.is_mark(position, "(") - source.is_mark(position, ")")
        if source.tokens[position].kind == "operator" and depth < len(opened):
            return True
    return any(level < len(opened) for level in operators) or any(source.name(spot - 1) for spot in opened)


def _given_as(source: Clause, spot: int) -> Iterator[Entry]:
    """The type that the right operand is cast to."""
    for position in range(spot + 1, len(source)):
        if source.is_mark(position, "::") or source.is_word(position, "as"):
            yield source.entry("given_as", last_part(source.name(position + 1)).lower())
            return


def _tables(clause: Clause) -> Iterator[Entry]:
    """The table that a statement reads from, where it is one alone."""
    found = {
        last_part(clause.name(position + 1))
        for position in range(len(clause))
        if clause.is_word(position, "from", "join") and clause.name(position + 1)
    }
    if len(found) == 1:
        yield clause.entry("table", found.pop())


# --- calls


def _call(clause: Clause, position: int) -> Iterator[SqlStatement]:
    """A call with its arguments by position ("0") and by name (`top_k => 5`, `5 AS top_k` in a STRUCT)."""
    arguments = clause.inside(position + 1)
    if arguments is None:
        return
    details: list[Entry] = []
    for number, argument in enumerate(arguments.items()):
        if argument.is_mark(1, "=>"):
            details.append(Entry(argument.name(0).lower(), argument.part(2).value(), argument.span))
        elif argument.is_word(0, "struct"):
            details.extend(_fields(argument))
        else:
            bare = argument.part(1) if argument.is_word(0, "model", "table") and len(argument) > 1 else argument
            details.append(Entry(str(number), bare.value(), argument.span))
    whole = clause.part(position, position + 3 + len(arguments))
    yield SqlStatement("call", clause.tokens[position].name, whole.span, tuple(details))


def _fields(argument: Clause) -> Iterator[Entry]:
    fields = argument.inside(1)
    for field in fields.items() if fields is not None else ():
        if len(field) > 2 and field.is_word(len(field) - 2, "as"):
            yield Entry(field.name(len(field) - 1).lower(), field.part(0, len(field) - 2).value(), field.span)
