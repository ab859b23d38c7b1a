"""Values as settings: what is known for certain, what is not set, and what cannot be told, with the reason."""

from __future__ import annotations

from typing import Any

from groundrules.domain.unknown import Setting, known, unknown
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Text
from groundrules.link.value.answer import Found, Missing
from groundrules.link.value.resolver import Resolver

DEEPEST = 8
"""Texts inside texts that are joined; one that holds itself ends here."""

MOST_PARTS = 1_000
"""Parts of texts looked at for one value: holes in holes multiply."""


class ValueReader:
    """Reads values to their end."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._parts = 0

    def read(self, found: Found, depth: int = 0) -> Setting:
        """A value as a setting: known where every way to it ends in the same literal."""
        self._parts = self._parts if depth else 0
        values: dict[tuple[type, Any], Setting] = {}
        for answer in self.resolver.follow(found):
            if isinstance(answer, Missing):
                return unknown(answer.reason, found.location)
            if not isinstance(answer, Found):
                return unknown("a name, not a value", found.location)
            setting = self._one(answer, depth)
            if setting.state == "unknown" and not setting.alternatives:
                return setting
            for value in setting.alternatives or (setting.value,):
                values[type(value), value] = setting
        if len(values) == 1:
            return next(iter(values.values()))
        alternatives = tuple(value for _, value in values)
        return unknown("one of several values" if values else "not resolved", found.location, alternatives)

    def _one(self, answer: Found, depth: int) -> Setting:
        match answer.value:
            case Literal(value=None) | Items(values=()):
                return Setting("unset", None, answer.location, "", answer.source)
            case Literal(value=value):
                return known(value, answer.location, answer.source)
            case Text() as text:
                joined = self._joined(answer, text, depth)
                if joined is None:
                    return unknown("a text built at run time", answer.location)
                return known(joined, answer.location, answer.source)
            case Items() | Mapping():
                return unknown("a collection", answer.location)
            case CallResult():
                return unknown("computed by a call", answer.location)
            case _:
                return unknown("computed", answer.location)

    def _joined(self, found: Found, text: Text, depth: int) -> str | None:
        """A text whose every part is known, joined; None otherwise."""
        parts: list[str] = []
        for part in text.parts:
            self._parts += 1
            if depth > DEEPEST or self._parts > MOST_PARTS:
                return None
            setting = Setting("set", part.value) if isinstance(part, Literal) else self.read(found.at(part), depth + 1)
            if setting.state != "set":
                return None
            parts.append(str(setting.value))
        return "".join(parts)

    def inside(self, found: Found, path: str) -> Found | None:
        """What stands at a dotted key inside a mapping (`hyperparameters.n_epochs`); None where it is not written."""
        for key in path.split("."):
            nested = self._key(found, key.removesuffix("[]"))
            if nested is None:
                return None
            found = nested
        return found

    def _key(self, found: Found, key: str) -> Found | None:
        """What a mapping holds at a key, or a call (of a configuration class) is given by that keyword."""
        for answer in self.resolver.follow(found):
            if not isinstance(answer, Found):
                continue
            match answer.value:
                case Mapping() as mapping:
                    value = mapping.get(key)
                case CallResult() as result:
                    value = answer.file.call(result).keyword(key)
                case _:
                    value = None
            if value is not None:
                return answer.at(value)
        return None
