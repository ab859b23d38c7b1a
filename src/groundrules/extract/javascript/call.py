"""Calls: what each is given, and what it plainly gives back."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Entry, Mapping, Reference, Unknown, Value
from groundrules.extract.javascript.callback import FORWARDING, Callback, callback_of
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.fold import fold
from groundrules.extract.javascript.function import FUNCTIONS, function
from groundrules.extract.javascript.operation import chosen
from groundrules.extract.javascript.reader import Reader


def called(reader: Reader, node: Node, callee: Value) -> Value:
    """Record a call, `new`, or a template with a tag; its result, or the value that it plainly makes."""
    callback = callback_of(reader, callee)
    arguments: list[Value] = []
    returned: Value | None = None
    starred = False
    for child in _argument_nodes(node):
        if child.type == "spread_element":
            starred = True
            for inside in named(child):
                reader.value(inside)
        elif callback is not None and not arguments and child.type in FUNCTIONS:
            returned = _applied(reader, child, callback)
            arguments.append(Unknown("function", reader.span(child)))
        else:
            arguments.append(reader.value(child))
    span = reader.span(node)
    context, calls = reader.context, reader.draft.calls
    keywords, spreads = _options(arguments)
    calls.append(
        Call(
            callee,
            context.scope,
            span,
            tuple(arguments),
            keywords,
            spreads,
            starred,
            context.loop,
            context.under_main,
            context.handled,
        )
    )
    made = None
    if callback is not None and arguments and _is_function(arguments[0]):
        made = callback.result(returned, span)
    elif not starred and node.type != "new_expression":
        made = fold(callee, arguments, span)
    return CallResult(len(calls) - 1, span) if made is None else made


def _argument_nodes(node: Node) -> list[Node]:
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return []
    return named(arguments) if arguments.type == "arguments" else [arguments]


def _is_function(value: Value) -> bool:
    """Whether a function is given in place; `filter(Boolean)` is one too."""
    if isinstance(value, Reference):
        return value.name == "Boolean"
    return isinstance(value, Unknown) and value.reason == "function"


def _options(arguments: list[Value]) -> tuple[tuple[Entry, ...], tuple[Value, ...]]:
    """The entries of the last argument: an object is how JavaScript passes keywords."""
    last = arguments[-1] if arguments else None
    if not isinstance(last, Mapping):
        return (), ()
    return tuple(entry for entry in last.entries if entry.key is not None), last.spread


def _applied(reader: Reader, node: Node, callback: Callback) -> Value | None:
    """Read a callback with what it is given; what it gives back, where that matters."""
    forwards = callback.method in FORWARDING
    number = function(reader, node, "<function>", given=callback.given, around=callback.around, now=forwards)
    returns = reader.draft.scopes[number].returns
    if not forwards or not returns:
        return None
    return returns[0] if len(returns) == 1 else chosen(returns, reader.span(node))
