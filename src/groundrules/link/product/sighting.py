"""A product seen at a place: which entry of the catalogue, and what the place gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from groundrules.domain.catalogue import CatalogueEntry
from groundrules.domain.facts import Call
from groundrules.domain.location import Location
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import UNSET, Setting, known, unknown
from groundrules.domain.value import (
    CallResult,
    Choice,
    Items,
    Literal,
    Mapping,
    Member,
    Reference,
    Repeated,
    Text,
    Value,
)
from groundrules.link.product.signs import Sign
from groundrules.link.product.telling import TellingNames
from groundrules.link.value.answer import Answer, Found
from groundrules.link.value.code import CodeFile, receiver_of
from groundrules.link.value.value_reader import ValueReader


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
        """What the method was called on; of an object that is called itself, the object."""
        call = self.as_written
        if call is not None and self.name.endswith(".__call__"):
            return Found(self.file, call.callee)
        receiver = receiver_of(call.callee) if call is not None else None
        return Found(self.file, receiver) if receiver is not None else None

    @property
    def result(self) -> Found:
        """What the call gives back, as a value to follow or compare."""
        call = self.as_written
        assert call is not None, "only calls have results"
        return Found(self.file, CallResult(self.call, call.span))


class Sightings(ValueReader):
    """Finds the sightings of a file's calls and reads what they carry."""

    def of_calls(self, file: CodeFile) -> list[Sighting]:
        """Every sighting among a file's calls; a call can be of several entries (a constructor that also ingests)."""
        return [sighting for number in self._telling.calls(file) for sighting in self.of_call(file, number)]

    @cached_property
    def _telling(self) -> TellingNames:
        return TellingNames(self.resolver.signs, self.resolver.sources)

    def of_call(self, file: CodeFile, number: int) -> list[Sighting]:
        """The sightings at one call, one an entry."""
        call = file.facts.calls[number]
        found: dict[str, Sighting] = {}
        for name in self.resolver.symbols(file, number):
            for sign in self.resolver.signs.of(name, file.language):
                if sign.entry.id not in found and self._is_addressed(file, call, sign):
                    sighting = self._of_call(file, number, call, sign, name)
                    if sighting.carried or not sign.call.url:
                        found[sign.entry.id] = sighting
        return list(found.values())

    def _is_addressed(self, file: CodeFile, call: Call, sign: Sign) -> bool:
        """Whether an HTTP call goes where its sign says; what no address is asked of does."""
        if not sign.call.url:
            return True
        address = self._address(Found(file, call.arguments[0])) if call.arguments else ""
        return fnmatchcase(address.partition("?")[0], sign.call.url)

    def _address(self, found: Found) -> str:
        """An address as far as it is written; what is filled in is a brace."""
        setting = self.read(found)
        if setting.state == "set":
            return str(setting.value)
        for answer in self.resolver.follow(found):
            if isinstance(answer, Found) and isinstance(answer.value, Text):
                parts = (self.read(answer.at(part)) for part in answer.value.parts)
                return "".join(str(part.value) if part.state == "set" else "{}" for part in parts)
        return ""

    def _of_call(self, file: CodeFile, number: int, call: Call, sign: Sign, name: str) -> Sighting:
        location, implied = file.location_of_call(number), dict(sign.call.fixed)
        sighting = Sighting(sign.entry, location, file.facts.role, file, implied=implied, call=number, name=name)
        keywords, is_open = self._keywords(file, call, sign)
        sighting.open_ended = is_open and (call.starred or any(not path[0].isdigit() for path in sign.call.args))
        for path, common in sign.call.args.items():
            value = self._given(file, call, keywords, path)
            if value is not None and common not in sighting.carried:
                sighting.carried[common] = value
        return sighting

    def _keywords(self, file: CodeFile, call: Call, sign: Sign) -> tuple[dict[str, Found], bool]:
        """Keyword arguments, with those of `**mapping` where the mapping is written out."""
        keywords: dict[str, Found] = {}
        open_ended = call.starred
        for spread in (*call.spreads, *_options(file, call, sign)):
            for answer in self.resolver.follow(Found(file, spread)):
                if isinstance(answer, Found) and isinstance(answer.value, Mapping):
                    # What is written empty is filled somewhere.
                    open_ended = open_ended or bool(answer.value.spread) or not answer.value.entries
                    keywords.update({e.key: answer.at(e.value) for e in answer.value.entries if e.key is not None})
                elif not isinstance(getattr(answer, "value", None), (Literal, Text, Items, Repeated)):
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
        elif head == "**":
            value = Found(file, call.spreads[0]) if len(call.spreads) == 1 else None
        else:
            value = keywords.get(head.removesuffix("[]"))
        return self.inside(value, rest) if value is not None and rest else value

    def factories(self, found: Found) -> list[Sighting]:
        """The factories of a client that name a model (`openai("gpt-4o")`), where a value is what they made."""
        made = [place for answer in self.resolver.follow(found) if (place := _factory_of(answer)) is not None]
        return [item for place in made for item in self.of_call(*place) if item.entry.kind == "client"]

    def _of_factory(self, found: Found, setting: Setting) -> Setting:
        """The model that a factory was given, where the model is what it made."""
        named = [self.read(item.carried["model"]) for item in self.factories(found) if "model" in item.carried]
        return named[0] if len(named) == 1 and setting.state == "unknown" else setting

    def setting(self, sighting: Sighting, common: str) -> Setting:
        """What a sighting gives for a common name, in three states."""
        if common in sighting.implied:
            return known(sighting.implied[common], sighting.location)
        if common in sighting.carried:
            setting = self.read(sighting.carried[common])
            return self._of_factory(sighting.carried[common], setting) if common == "model" else setting
        return unknown("passed by *args or **kwargs", sighting.location) if sighting.open_ended else UNSET


def _factory_of(answer: Answer) -> tuple[CodeFile, int] | None:
    """The call that a value is; None where it is none."""
    if isinstance(answer, Found) and isinstance(answer.value, CallResult):
        return answer.file, answer.value.call
    return None


def _options(file: CodeFile, call: Call, sign: Sign) -> tuple[Value, ...]:
    """The last argument of a call in JavaScript: where it is the name of an object, that holds the keywords.

    It does not where the sign says what stands at its position, and knows no keyword for the same.
    """
    carried = sign.call.args.get(str(len(call.arguments) - 1))
    keywords = (common for name, common in sign.call.args.items() if not name[0].isdigit())
    if carried is not None and carried not in keywords:
        return ()
    last = call.arguments[-1] if call.arguments and file.language == "javascript" else None
    return (last,) if isinstance(last, (Reference, CallResult, Member, Choice)) else ()


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
