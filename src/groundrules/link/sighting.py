"""A product seen at a place: which entry of the catalogue, and what the place gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from groundrules.domain.catalogue import CatalogueEntry
from groundrules.domain.facts import Call, FileFacts
from groundrules.domain.location import Location
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import UNSET, Setting, known, unknown
from groundrules.domain.value import (
    CallResult,
    Choice,
    Element,
    Items,
    Literal,
    Mapping,
    Member,
    Reference,
    Text,
    Value,
)
from groundrules.link.answer import Found, Frame, Missing
from groundrules.link.code import CodeFile, receiver_of, tail_of
from groundrules.link.resolver import Resolver
from groundrules.link.signs import Sign


@dataclass(slots=True, eq=False)
class Sighting:
    """One call, command or configuration that an entry's sign matched.

    `carried` maps a common name to the values given for it, `implied` to what the sign itself says; `open_ended`
    says that something unresolved (`**config`) may carry more. `call` is the position of the call in `file`.
    """

    entry: CatalogueEntry
    location: Location
    role: FileRole
    file: CodeFile
    carried: dict[str, Found] = field(default_factory=dict)
    implied: dict[str, str | int | float | bool] = field(default_factory=dict)
    open_ended: bool = False
    call: int = -1
    name: str = ""

    @property
    def as_written(self) -> Call | None:
        """The call as facts hold it; None for commands and configuration."""
        return self.file.facts.calls[self.call] if self.call >= 0 else None

    @property
    def receiver(self) -> Found | None:
        """What the method was called on."""
        call = self.as_written
        receiver = receiver_of(call.callee) if call is not None else None
        return Found(self.file, receiver) if receiver is not None else None

    @property
    def result(self) -> Found:
        """What the call gives back, as a value to follow or compare."""
        call = self.as_written
        assert call is not None, "only calls have results"
        return Found(self.file, CallResult(self.call, call.span))


class Sightings:
    """Finds the sightings of a file's calls and reads what they carry."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def of_calls(self, file: CodeFile) -> list[Sighting]:
        """Every sighting among a file's calls; a call can be of several entries (a constructor that also ingests)."""
        telling = [number for number, call in enumerate(file.facts.calls) if tail_of(call.callee) in self._telling]
        return [sighting for number in telling for sighting in self.of_call(file, number)]

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The last names of calls that can be of a sign: those of the signs, and all given anew in the tree."""
        given = (name for file in self.resolver.sources.read_so_far() for name in given_names(file.facts))
        return frozenset((*self.resolver.signs.tails, "", *given))

    def of_call(self, file: CodeFile, number: int) -> list[Sighting]:
        """The sightings at one call, one an entry."""
        call = file.facts.calls[number]
        found: dict[str, Sighting] = {}
        for name in self.resolver.symbols(file, number):
            for sign in self.resolver.signs.of(name, file.language):
                if sign.entry.id not in found:
                    found[sign.entry.id] = self._of_call(file, number, call, sign, name)
        return list(found.values())

    def _of_call(self, file: CodeFile, number: int, call: Call, sign: Sign, name: str) -> Sighting:
        sighting = Sighting(
            sign.entry,
            file.location_of_call(number),
            file.facts.role,
            file,
            {},
            dict(sign.call.fixed),
            False,
            number,
            name,
        )
        keywords, sighting.open_ended = self._keywords(file, call)
        for path, common in sign.call.args.items():
            value = self._given(file, call, keywords, path)
            if value is not None and common not in sighting.carried:
                sighting.carried[common] = value
        return sighting

    def _keywords(self, file: CodeFile, call: Call) -> tuple[dict[str, Found], bool]:
        """Keyword arguments, with those of `**mapping` where the mapping is written out."""
        keywords: dict[str, Found] = {}
        open_ended = call.starred
        for spread in call.spreads:
            for answer in self.resolver.follow(Found(file, spread)):
                if isinstance(answer, Found) and isinstance(answer.value, Mapping):
                    # What is written empty is filled somewhere.
                    open_ended = open_ended or bool(answer.value.spread) or not answer.value.entries
                    keywords.update({e.key: answer.at(e.value) for e in answer.value.entries if e.key is not None})
                else:
                    open_ended = True
            keywords.update(_items_of(file, spread))
        keywords.update({entry.key: Found(file, entry.value) for entry in call.keywords if entry.key is not None})
        return keywords, open_ended

    def _given(self, file: CodeFile, call: Call, keywords: dict[str, Found], path: str) -> Found | None:
        head, _, rest = path.partition(".")
        if head.isdigit():
            position = int(head)
            if call.starred or position >= len(call.arguments):
                return None
            value: Found | None = Found(file, call.arguments[position])
        else:
            value = keywords.get(head.removesuffix("[]"))
        return self.inside(value, rest) if value is not None and rest else value

    def inside(self, found: Found, path: str) -> Found | None:
        """What stands at a dotted key inside a mapping (`hyperparameters.n_epochs`); None where it is not written."""
        for key in path.split("."):
            nested = self._key(found, key.removesuffix("[]"))
            if nested is None:
                return None
            found = nested
        return found

    def _key(self, found: Found, key: str) -> Found | None:
        for answer in self.resolver.follow(found):
            if isinstance(answer, Found) and isinstance(answer.value, Mapping):
                value = answer.value.get(key)
                if value is not None:
                    return answer.at(value)
            if isinstance(answer, Found) and isinstance(answer.value, CallResult):
                value = answer.file.call(answer.value).keyword(key)
                if value is not None:
                    return answer.at(value)
        return None

    def setting(self, sighting: Sighting, common: str) -> Setting:
        """What a sighting gives for a common name, in three states."""
        if common in sighting.implied:
            return known(sighting.implied[common], sighting.location)
        if common in sighting.carried:
            return self.read(sighting.carried[common])
        return unknown("passed by *args or **kwargs", sighting.location) if sighting.open_ended else UNSET

    def read(self, found: Found) -> Setting:
        """A value as a setting: known where every way to it ends in the same literal."""
        values: dict[object, Setting] = {}
        for answer in self.resolver.follow(found):
            if isinstance(answer, Missing):
                return unknown(answer.reason, found.location)
            setting = self._one(answer) if isinstance(answer, Found) else unknown("a name, not a value", found.location)
            if setting.state == "unknown":
                return setting
            values[(type(setting.value), setting.value)] = setting
        if len(values) == 1:
            return next(iter(values.values()))
        return unknown("one of several values" if values else "not resolved", found.location)

    def _one(self, answer: Found) -> Setting:
        match answer.value:
            case Literal(value=None):
                return Setting("unset", None, answer.location, "", answer.source)
            case Literal(value=value):
                return known(value, answer.location, answer.source)
            case Text():
                joined = self.text(answer)
                return (
                    known(joined, answer.location, answer.source)
                    if joined is not None
                    else unknown("a text built at run time", answer.location)
                )
            case Items(values=()):
                return Setting("unset", None, answer.location, "", answer.source)
            case Items() | Mapping():
                return unknown("a collection", answer.location)
            case _:
                return unknown(
                    "computed by a call" if isinstance(answer.value, CallResult) else "computed", answer.location
                )

    def text(self, found: Found) -> str | None:
        """A text whose every part is known, joined; None otherwise."""
        parts: list[str] = []
        value = found.value
        for part in value.parts if isinstance(value, Text) else (value,):
            setting = self.read(found.at(part)) if part is not value else Setting()
            if isinstance(part, Literal):
                parts.append(str(part.value))
            elif setting.state == "set":
                parts.append(str(setting.value))
            else:
                return None
        return "".join(parts)

    def option(self, found: Found, frame: Frame | None = None) -> list[Found]:
        """Where a value leads, without what is missing or foreign."""
        start = Found(found.file, found.value, frame or found.frame, found.source)
        return [answer for answer in self.resolver.follow(start) if isinstance(answer, Found)]


def _items_of(file: CodeFile, spread: Value) -> dict[str, Found]:
    """What is put into a mapping by key after it was made (`more["seed"] = 7`), under a condition or not."""
    if not isinstance(spread, Reference):
        return {}
    scopes, start = file.chain(spread.scope), f'{spread.name}["'
    return {
        item.target[len(start) : -2]: Found(file, item.value)
        for item in file.facts.assignments
        if item.scope in scopes and item.target.startswith(start) and item.target.endswith('"]')
    }


def given_names(facts: FileFacts) -> Iterator[str]:
    """The names that a file gives to what has another one already: by assignment, import, parameter or subclass."""
    for assignment in facts.assignments:
        if isinstance(assignment.value, (Reference, CallResult, Member, Element, Choice)):
            yield assignment.target.rpartition(".")[2]
    for item in facts.imports:
        if item.name != item.target.rpartition(".")[2]:
            yield item.name
    for scope in facts.scopes:
        if scope.bases:
            yield scope.name
        for parameter in scope.parameters:
            yield parameter.name


def same_value(first: Value, second: Value) -> bool:
    """Whether two values are the same call result: one object."""
    return isinstance(first, CallResult) and isinstance(second, CallResult) and first.call == second.call
