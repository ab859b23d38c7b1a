"""Indexes that are loaded by unpickling: by an option that allows it, or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.location import Location
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.link.boundary import project_of
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.persistence import DUMPS
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of
from groundrules.link.value.sources import normalised

LOADS = {"pickle.load", "pickle.loads", "cloudpickle.load", "dill.load", "joblib.load"}
LOAD_TAILS = ("load", "loads")
DUMP_TAILS = ("dump", "dumps", "save")
STORES: tuple[AssetKind, ...] = ("vector_store", "ingestion")
SAVED = "save_local"
"""The method that writes what the allowing option loads."""

Writing = tuple[str, str | None, Location]
"""Where an index is written: the project, the path where it is known, the place."""


class UnpickledIndexes:
    """Finds the loads of a tree, each with where this project wrote what it loads."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders

    def build(self) -> list[RetrievalStep]:
        """Every such load, in order of place."""
        steps = [*self._allowed(), *self._by_hand()]
        return sorted(steps, key=lambda step: (step.location.path, step.location.line))

    def _allowed(self) -> Iterator[RetrievalStep]:
        for sighting in self.evidence.of_kind("vector_store"):
            option = sighting.carried.get("unpickles")
            setting = self.evidence.reader.setting(sighting, "unpickles")
            if option is None or setting.state != "set" or setting.value is not True:
                continue
            name = sighting.name.rpartition(".")[2]
            written = self._written(sighting.file, self._path(sighting), self._saved)
            yield self._step(sighting.file, sighting.call, name, option.location, written)

    def _by_hand(self) -> Iterator[RetrievalStep]:
        loads = list(self._loads())
        asked = set(self._asked()) if loads else set()
        for file, number, name in loads:
            path = self.evidence.paths.written(Found(file, file.facts.calls[number].arguments[0]))
            written = self._written(file, path, self._dumped)
            dumped_here = path is not None and written is not None and written.path == file.path
            if (file.path, number) in asked or dumped_here:
                yield self._step(file, number, name, file.location_of_call(number), written)

    def _loads(self) -> Iterator[tuple[CodeFile, int, str]]:
        """The calls that unpickle anything, with their names."""
        for file in self.evidence.sources.read_so_far():
            for number in (number for tail in LOAD_TAILS for number in file.calls_by_tail.get(tail, ())):
                if file.facts.calls[number].arguments:
                    yield from ((file, number, name) for name in sorted(self._unpickling(file, number))[:1])

    def _unpickling(self, file: CodeFile, number: int) -> set[str]:
        return LOADS & set(self.evidence.resolver.symbols(file, number))

    def _step(
        self, file: CodeFile, number: int, name: str, location: Location, written: Location | None
    ) -> RetrievalStep:
        return RetrievalStep(
            name=name,
            product=name,
            location=file.location_of_call(number),
            role=file.facts.role,
            unpickled_at=location,
            written_at=written,
        )

    def _asked(self) -> Iterator[tuple[str, int]]:
        """The calls that made what is asked as an index: a method of one, by its name."""
        for file in self.evidence.sources.read_so_far():
            for number in (number for tail in self._asking for number in file.calls_by_tail.get(tail, ())):
                receiver = receiver_of(file.facts.calls[number].callee)
                for origin in self.evidence.origins.of(Found(file, receiver)) if receiver is not None else ():
                    yield origin.found.file.path, origin.number

    @cached_property
    def _asking(self) -> list[str]:
        """Methods that only an index has: those of the catalogue whose names are more than one word."""
        entries = self.evidence.catalogue.entries.values()
        names = {call.name.rpartition(".") for entry in entries if entry.kind == "retrieval" for call in entry.python}
        return sorted({tail for head, _, tail in names if "_" in tail and not tail.startswith("from_") and head})

    def _written(self, file: CodeFile, path: str | None, writings: list[Writing]) -> Location | None:
        """Where this project writes what is read at a path; either may not be known."""
        project = project_of(file.path, self.folders)
        for owner, other, location in writings:
            if owner == project and (path is None or other is None or normalised(path) == normalised(other)):
                return location
        return None

    @cached_property
    def _saved(self) -> list[Writing]:
        found = [item for item in self.evidence.of_kind("vector_store") if item.name.endswith(SAVED)]
        return [(project_of(item.file.path, self.folders), self._path(item), item.location) for item in found]

    @cached_property
    def _dumped(self) -> list[Writing]:
        return list(self._dumps())

    def _dumps(self) -> Iterator[Writing]:
        for file in self.evidence.sources.read_so_far():
            for number in (number for tail in DUMP_TAILS for number in file.calls_by_tail.get(tail, ())):
                call = file.facts.calls[number]
                if not call.arguments or not DUMPS & set(self.evidence.resolver.symbols(file, number)):
                    continue
                if next(self.evidence.origins_of_kind(Found(file, call.arguments[0]), *STORES), None) is not None:
                    target = Found(file, call.arguments[1]) if len(call.arguments) > 1 else None
                    path = self.evidence.paths.written(target) if target is not None else None
                    yield project_of(file.path, self.folders), path, file.location_of_call(number)

    def _path(self, sighting: Sighting) -> str | None:
        given = sighting.carried.get("path")
        return self.evidence.paths.written(given) if given is not None else None
