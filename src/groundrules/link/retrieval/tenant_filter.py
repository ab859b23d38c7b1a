"""Indexes that hold what belongs to users or tenants, asked by one of them without a filter or a namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.facts import Assignment
from groundrules.domain.grounding import Grounding
from groundrules.domain.location import Location
from groundrules.domain.unknown import UnknownType
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Member, Reference, Text, Value, walk
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.grounding import plain
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile

FARTHEST = 4
"""Functions between a place and the one that knows who asks."""
OPENED: tuple[AssetKind, ...] = ("vector_store", "ingestion", "retrieval")
SIFTED_BY = ("filter", "namespace")
NAMED_BY = ("name", "path", "url")


@dataclass(frozen=True, slots=True)
class Owner:
    """A name that says whose something is, and where a function speaks of it."""

    name: str
    location: Location


class TenantFilters:
    """Finds, for each index, the query that looks through what belongs to everybody."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.owners = Owners(evidence, evidence.catalogue.grounding)
        self._served = any(item.role == "product" for item in evidence.of_kind("served_path"))

    def attach(self, stores: list[VectorStore]) -> None:
        """Set where each index is asked so, who is known there, and where what belongs to users is written."""
        if not self._served:
            return
        places = {item.location.place: item for item in self.evidence.of_kind("ingestion", "retrieval", "table_access")}
        for store in stores:
            if store.is_joined_by_name and store.persistent is not False:
                self._attach(store, places)

    def _attach(self, store: VectorStore, places: dict[str, Sighting]) -> None:
        written = (places.get(item.location.place) for item in store.ingestions if item.role == "product")
        owned = next(
            (at for item in written if item is not None and self._is_shared(item) and (at := self.owners.around(item))),
            None,
        )
        if owned is None:
            return
        for retrieval in store.retrievals:
            sighting = places.get(retrieval.location.place)
            if sighting is None or retrieval.role != "product" or sighting.file.facts.kind == "notebook":
                continue
            asker = self.owners.around(sighting)
            is_sifted = self._is_sifted(sighting) if asker is not None else True
            if asker is None or is_sifted is True:
                continue
            store.owned_at, store.owner_at, store.owner = owned.location, asker.location, asker.name
            store.unfiltered_at = retrieval.location if is_sifted is False else is_sifted
            if is_sifted is False:
                return

    def _is_sifted(self, sighting: Sighting) -> bool | UnknownType:
        """Whether a query, or what it is put to, is narrowed to some of the index."""
        chain = [sighting, *self._opened(sighting, 0)]
        states: list[str] = []
        for item in chain:
            states += [self.evidence.reader.setting(item, name).state for name in SIFTED_BY]
            states += ["unknown"] if item.open_ended else []
            states += [s for name in NAMED_BY if (s := self.evidence.reader.setting(item, name).state) == "unknown"]
            if self._is_written_out(item):
                return True
            if any(self.owners.is_spoken_of(item.file, value) for value in item.carried.values()):
                return True
        if "set" in states or self.owners.is_compared(sighting.file):
            return True
        if "unknown" in states or sighting.entry.kind == "table_access":
            return UnknownType("a filter may be given")
        return False

    def _is_written_out(self, sighting: Sighting) -> bool:
        """Whether a filter stands there as a mapping or a list of conditions, whatever it holds."""
        given = [found for name in SIFTED_BY if (found := sighting.carried.get(name)) is not None]
        answers = [answer for found in given for answer in self.evidence.resolver.follow(found)]
        return any(isinstance(item, Found) and isinstance(item.value, (Mapping, Items, Text)) for item in answers)

    def _is_shared(self, sighting: Sighting) -> bool:
        """Whether it writes into an index whose name is no user's own."""
        chain = [sighting, *self._opened(sighting, 0)]
        states = [self.evidence.reader.setting(item, name).state for item in chain for name in NAMED_BY]
        return "unknown" not in states

    def _opened(self, sighting: Sighting, depth: int) -> Iterator[Sighting]:
        """What a query is put to, and what that is made of."""
        given = (sighting.receiver, *(sighting.carried.get(name) for name in ("store", "client")))
        for found in (found for found in given if found is not None) if depth < FARTHEST else ():
            for item in self.evidence.origins_of_kind(found, *OPENED):
                if (item.file.path, item.call) != (sighting.file.path, sighting.call):
                    yield item
                    yield from self._opened(item, depth + 1)


class Owners:
    """The names by which code tells users or tenants apart."""

    def __init__(self, evidence: Evidence, words: Grounding) -> None:
        self.evidence = evidence
        self.words = words

    def around(self, sighting: Sighting) -> Owner | None:
        """Who is known in the function of a place, or in those that call it."""
        call = sighting.as_written
        if call is None:
            return None
        scope = function_around(sighting.file, call.scope)
        starts = [scope] if scope is not None else list(self._using(sighting))
        return next((owner for start in starts if (owner := self._known(sighting.file, start, 0))), None)

    def is_spoken_of(self, file: CodeFile, found: Found) -> bool:
        """Whether a value is written with such a name."""
        return any(self._named(part) for part in parts_of(file, found.value))

    def is_compared(self, file: CodeFile) -> bool:
        """Whether a file compares such a name with anything: with that of what came back, it may be."""
        return any(self._is_owner(name) for name in file.facts.compared)

    def _using(self, sighting: Sighting) -> Iterator[int]:
        """The functions that speak of what a place at the top of a module gives its result to."""
        file = sighting.file
        names = {
            item.target
            for item in file.facts.assignments
            if isinstance(item.value, CallResult) and item.value.call == sighting.call
        }
        for number, scope in enumerate(file.facts.scopes):
            if scope.kind == "function" and any(
                isinstance(part, Reference) and part.name.partition(".")[0] in names
                for part in self._parts(file, number)
            ):
                yield number

    def _known(self, file: CodeFile, scope: int, depth: int) -> Owner | None:
        function = file.scope(scope)
        location = file.location(function.span, function.cell)
        for parameter in function.parameters:
            given = parts_of(file, parameter.default) if parameter.default is not None else ()
            if self._is_owner(parameter.name) or any(self._named(part) for part in given):
                return Owner(parameter.name, location)
        for item in self._assigned(file, scope):
            return Owner(item.target, file.location(item.span, item.cell))
        for part in self._parts(file, scope):
            if name := self._named(part):
                return Owner(name, file.location(part.span, function.cell))
        for other, call in self.evidence.resolver.callers(file, scope) if depth < FARTHEST else ():
            outer = function_around(other, call.scope)
            if outer is None or other.facts.role != "product" or (other.path, outer) == (file.path, scope):
                continue
            if owner := self._known(other, outer, depth + 1):
                return owner
        return None

    def _parts(self, file: CodeFile, scope: int) -> Iterator[Value]:
        """Everything that a function, with those inside it, is written with."""
        calls = [call for call in file.facts.calls if file.inside(call.scope, scope)]
        values = [value for call in calls for value in (call.callee, *call.arguments)]
        values += [entry.value for call in calls for entry in call.keywords]
        values += [item.value for item in file.facts.assignments if file.inside(item.scope, scope)]
        for number, inner in enumerate(file.facts.scopes):
            values += inner.returns if file.inside(number, scope) else ()
        for value in values:
            yield from walk(value)

    def _assigned(self, file: CodeFile, scope: int) -> Iterator[Assignment]:
        """The assignments to such names in a function, with those inside it."""
        return (
            item for item in file.facts.assignments if file.inside(item.scope, scope) and self._is_owner(item.target)
        )

    def _named(self, part: Value) -> str:
        """The owner's name that a part of a value is, or has a key for; empty where it is none."""
        match part:
            case Reference(name=name) if self._is_owner(name):
                return name
            case Member(key=str() as key) if self._is_owner(key):
                return key
            case Literal(value=str() as text) if len(text) < 32 and self._is_owner(text):
                return text
            case Mapping(entries=entries):
                return next((entry.key for entry in entries if entry.key and self._is_owner(entry.key)), "")
            case _:
                return ""

    def _is_owner(self, name: str) -> bool:
        return plain(name.rpartition(".")[2].removeprefix("x-").removeprefix("X-")) in self.words.owners


def function_around(file: CodeFile, scope: int) -> int | None:
    """The outermost named function that a scope stands in, or the innermost where none has a name."""
    innermost: int | None = None
    while scope > 0:
        if file.scope(scope).kind == "function":
            innermost = scope if innermost is None else innermost
            if file.scope(scope).name and not file.scope(scope).name.startswith("<"):
                return scope
        scope = file.scope(scope).parent
    return innermost


def parts_of(file: CodeFile, value: Value) -> Iterator[Value]:
    """A value with what it is written with, calls in it among it."""
    for part in walk(value):
        yield part
        if isinstance(part, CallResult):
            call = file.call(part)
            for inner in (*call.arguments, *(entry.value for entry in call.keywords)):
                yield from walk(inner)
