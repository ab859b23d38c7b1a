"""Look-ups by a method or function: `options.get("model", "a")`, `getattr(settings, "model")`, `name.split("/")[1]`."""

from __future__ import annotations

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Literal, Mapping, Member, Value
from groundrules.link.value.answer import Answer, Found, Missing
from groundrules.link.value.code import receiver_of, tail_of
from groundrules.link.value.follower import Follower
from groundrules.link.value.loaded import PARSERS, section_value

GETS = {"get", "pop", "setdefault"}
SECTION_GETS = {"get", "getint", "getfloat", "getboolean"}
_SPLITS = ("split", "rsplit", "partition", "rpartition")


def got(follower: Follower, found: Found, call: Call, depth: int) -> list[Answer]:
    """What a look-up by key in something written out gives, or its default; the call itself where neither is told."""
    receiver, key = receiver_of(call.callee), _text(call.arguments[:1])
    if receiver is None or key is None:
        return [found]
    answers: list[Answer] = []
    for holder in map(follower.loaded.opened, follower.follow(found.at(receiver), depth + 1)):
        if not isinstance(holder, Found) or not isinstance(holder.value, Mapping) or not holder.value.entries:
            return [found]
        answers.extend(_at_key(follower, found, holder, call, key, depth))
    return answers or [found]


def _at_key(follower: Follower, found: Found, holder: Found, call: Call, key: str, depth: int) -> list[Answer]:
    given = follower.follow(holder.at(Member(holder.value, key, call.span)), depth + 1)
    if given != [Missing("method")]:
        return given
    default = call.arguments[1] if len(call.arguments) > 1 else Literal(None, call.span)
    return follower.follow(found.at(default, "default"), depth + 1)


def attribute_by_name(follower: Follower, found: Found, call: Call, depth: int) -> list[Answer]:
    """What `getattr(thing, "name", default)` gives where the name is written out."""
    name = _text(call.arguments[1:2])
    if name is None:
        return [found]
    answers = follower.follow(found.at(Member(call.arguments[0], name, call.span)), depth + 1)
    if len(call.arguments) > 2 and all(isinstance(answer, Missing) for answer in answers):
        return follower.follow(found.at(call.arguments[2], "default"), depth + 1)
    return answers


def of_section(follower: Follower, found: Found, call: Call, depth: int) -> list[Answer]:
    """What `parser.get("section", "key", fallback=...)` reads from the file that its parser was told to read."""
    receiver, section, key = receiver_of(call.callee), _text(call.arguments[:1]), _text(call.arguments[1:2])
    if receiver is None or section is None or key is None:
        return [found]
    for made in follower.follow(found.at(receiver), depth + 1):
        if isinstance(made, Found) and isinstance(made.value, CallResult):
            document = follower.loaded.of_parser(made, made.value)
            value = section_value(document, section, key) if document is not None else None
            if value is not None:
                return [value]
            fallback = call.keyword("fallback") if document is not None else None
            if fallback is not None:
                return follower.follow(found.at(fallback, "default"), depth + 1)
    return [found]


def is_section_look_up(name: str) -> bool:
    """Whether a qualified name is that of a look-up in a parser of INI files."""
    head, _, tail = name.rpartition(".")
    return head in PARSERS and tail in SECTION_GETS


def piece_of(follower: Follower, found: Found, call: Call, position: int, depth: int) -> Found | None:
    """A piece of a text that is known, cut at a separator that is written out; None where it is not that."""
    method, receiver, separator = tail_of(call.callee), receiver_of(call.callee), _text(call.arguments)
    if method not in _SPLITS or receiver is None or not separator:
        return None
    answers = follower.follow(found.at(receiver), depth + 1)
    text = answers[0] if len(answers) == 1 else None
    if not isinstance(text, Found) or not isinstance(text.value, Literal) or not isinstance(text.value.value, str):
        return None
    pieces: list[str] = list(getattr(text.value.value, method)(separator))
    is_there = -len(pieces) <= position < len(pieces)
    return text.at(Literal(pieces[position], text.value.span)) if is_there else None


def _text(values: tuple[Value, ...]) -> str | None:
    """The text that is the only one of some values."""
    value = values[0] if len(values) == 1 else None
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else None
