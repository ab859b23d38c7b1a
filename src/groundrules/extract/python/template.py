"""Text made from a literal by its own methods and operators: `%`, `.format`, `.join`, `.strip`, `dedent`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from string import Formatter

from groundrules.domain.location import Span
from groundrules.domain.value import Entry, Items, Literal, Mapping, Member, Operation, Reference, Value
from groundrules.extract.text import is_text, joined

_PERCENT = re.compile(r"%(?:\(([^()]*)\))?[#0\- +]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?[diouxXeEfFgGcrsa%]")
_FIELD = re.compile(r"[^.\[\]]+|\.[^.\[\]]+|\[[^\]]+\]")
_UNCHANGED = frozenset({"strip", "lstrip", "rstrip"})
_UNINDENTED = frozenset({"dedent", "cleandoc"})
_FORMATTER = Formatter()
_LONGEST_PATH = 8
"""Steps behind the name of a format field."""


def percent(template: Value, right: Value, span: Span) -> Value | None:
    """`"..." % x`: the pieces of the template and the values between them; None where the mapping is not clear."""
    if not isinstance(template, Literal) or not isinstance(template.value, str):
        return None
    pieces = _percent_pieces(template.value)
    if pieces is None:
        return None
    keys = [key for _, key in pieces if key is not None]
    value_of = _percent_values(keys, right, span)
    return None if value_of is None else _filled(template, pieces, value_of, span)


def fold(
    callee: Value,
    arguments: Sequence[Value],
    keywords: Sequence[Entry],
    spreads: Sequence[Value],
    span: Span,
) -> Value | None:
    """What a call gives back, where that can be seen: a text method of a literal, `dedent(literal)`, `dict(a=b)`."""
    if isinstance(callee, Member) and is_text(callee.of):
        if callee.key in _UNCHANGED:
            return callee.of
        if callee.key == "format":
            return _formatted(callee.of, arguments, keywords, spreads, span)
        if callee.key == "join" and len(arguments) == 1:
            return _joined_by(callee.of, arguments[0], span)
    if isinstance(callee, Reference):
        function = callee.name.rpartition(".")[2]
        if function in _UNINDENTED and len(arguments) == 1 and is_text(arguments[0]):
            return arguments[0]
        if callee.name == "dict" and not arguments:
            return Mapping(tuple(keywords), span, tuple(spreads))
    return None


def _percent_pieces(template: str) -> list[tuple[str, str | None]] | None:
    """Literal pieces, each with the key of the hole behind it ("" where it has no name, None at the end)."""
    pieces: list[tuple[str, str | None]] = []
    text, position = "", 0
    for match in _PERCENT.finditer(template):
        text += template[position : match.start()]
        position = match.end()
        if match[0].endswith("%"):
            text += "%"
        elif "*" in (match[2], match[3]):
            return None
        else:
            pieces.append((text, match[1] or ""))
            text = ""
    pieces.append((text + template[position:], None))
    return pieces


def _percent_values(keys: list[str], right: Value, span: Span) -> Callable[[int, str], Value] | None:
    """How a hole, by position and key, finds its value in what stands right of the `%`."""
    if keys and all(keys):
        return lambda _, key: _member(right, key, span)
    if any(keys):
        return None
    if isinstance(right, Items):
        values = right.values
        clear = len(values) == len(keys) and not any(map(_is_star, values))
        return (lambda position, _: values[position]) if clear else None
    if len(keys) == 1:
        return lambda *_: right
    return lambda position, _: Member(right, position, span)


def _filled(
    template: Value, pieces: list[tuple[str, str | None]], value_of: Callable[[int, str], Value], span: Span
) -> Value:
    parts: list[Value] = []
    for position, (text, key) in enumerate(pieces):
        if text:
            parts.append(Literal(text, template.span))
        if key is not None:
            parts.append(value_of(position, key))
    return joined(parts, span)


def _formatted(
    template: Value, arguments: Sequence[Value], keywords: Sequence[Entry], spreads: Sequence[Value], span: Span
) -> Value | None:
    """`"...{a}".format(a=b)`: the pieces and values; None where a hole has no value that can be seen."""
    if not isinstance(template, Literal):
        return None
    parts: list[Value] = []
    counter, pending = 0, ""
    try:
        for text, field, specification, _ in _FORMATTER.parse(str(template.value)):
            pending += text
            if field is None:
                continue
            name, path = _field_path(field)
            value = _argument(name or str(counter), arguments, keywords, spreads, span)
            counter += not name
            if value is None or "{" in (specification or "") or len(path) > _LONGEST_PATH:
                return None
            parts.extend([Literal(pending, template.span)] if pending else [])
            parts.append(_along(value, path, span))
            pending = ""
    except ValueError:
        return None
    return joined([*parts, Literal(pending, template.span)] if pending else parts, span)


def _field_path(field: str) -> tuple[str, list[str]]:
    """The name of a field (empty: the next in order), and the attributes and subscripts behind it."""
    steps = _FIELD.findall(field)
    return (steps[0], steps[1:]) if steps and steps[0][0] not in ".[" else ("", steps)


def _argument(
    name: str, arguments: Sequence[Value], keywords: Sequence[Entry], spreads: Sequence[Value], span: Span
) -> Value | None:
    if name.isdecimal():
        return arguments[int(name)] if len(name) < 4 and int(name) < len(arguments) else None
    for entry in keywords:
        if entry.key == name:
            return entry.value
    return _member(spreads[0], name, span) if len(spreads) == 1 else None


def _along(value: Value, path: list[str], span: Span) -> Value:
    """`{a.b[c]}`: the attributes and subscripts behind a field's name."""
    for step in path:
        if step.startswith("."):
            value = _attribute(value, step[1:], span)
        else:
            key = step[1:-1]
            value = Member(value, int(key) if key.isdecimal() and len(key) < 10 else key, span)
    return value


def _attribute(of: Value, name: str, span: Span) -> Value:
    return Reference(f"{of.name}.{name}", of.scope, span) if isinstance(of, Reference) else Member(of, name, span)


def _member(of: Value, key: str, span: Span) -> Value:
    """What a mapping holds for a key: the value itself where it is written out."""
    written = of.get(key) if isinstance(of, Mapping) else None
    return written if written is not None else Member(of, key, span)


def _joined_by(separator: Value, items: Value, span: Span) -> Value | None:
    """`"\\n".join([a, b])` of a list that is written out."""
    if not isinstance(items, Items) or any(_is_star(value) for value in items.values):
        return None
    parts: list[Value] = []
    for position, value in enumerate(items.values):
        if position and not (isinstance(separator, Literal) and separator.value == ""):
            parts.append(separator)
        parts.append(value)
    return joined(parts, span) if parts else Literal("", span)


def _is_star(value: Value) -> bool:
    return isinstance(value, Operation) and value.operator == "*" and len(value.operands) == 1
