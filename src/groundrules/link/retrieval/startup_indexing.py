"""Documents that are embedded when a served application starts, or on every rerun of its page."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Call
from groundrules.domain.location import Location, Span
from groundrules.domain.value import CallResult, Items, Reference, Unknown, Value, walk
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, tail_of
from groundrules.link.value.importer import Importers

RERUN = "streamlit"
"""The server that runs its script anew on every action of a user."""
FARTHEST = 4
"""Functions between the start and the writing."""
GUARDS = frozenset({
    "exists", "isfile", "isdir", "is_file", "is_dir", "listdir", "iterdir", "has_collection", "collection_exists",
    "list_collections", "list_indexes", "get_collection", "describe_index", "describe_index_stats", "count",
    "num_entities", "load_local", "load_index_from_storage", "load_from_disk", "from_existing_index", "read_index",
    "from_existing_collection", "from_persist_dir", "button", "form_submit_button", "checkbox", "file_uploader",
    "add_argument", "getenv",
})  # fmt: skip
"""Calls that ask whether an index is there already, that a user wants one, or that bring the documents."""
CACHES = frozenset({
    "cache", "lru_cache", "cached", "cache_resource", "cache_data", "experimental_singleton", "experimental_memo",
    "cached_property", "memoize", "command", "task", "shared_task", "fixture",
})  # fmt: skip
STARTS = frozenset({"on_event", "before_first_request", "on_startup"})
STATE = "session_state"


class StartupIndexing:
    """Finds, for each index, the writing that a start or a rerun repeats."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.importers = Importers(evidence.sources)
        served = evidence.of_kind("served_path")
        self._served = {item.file.path for item in served if item.role == "product"}
        self._rerun = {item.file.path for item in served if item.name.startswith(RERUN + ".")}

    def attach(self, stores: list[VectorStore]) -> None:
        """Set where each index is built anew, and on what."""
        sightings = {item.location.place: item for item in self.evidence.of_kind("ingestion")}
        for store in stores:
            for ingestion in store.ingestions:
                sighting = sightings.get(ingestion.location.place)
                if sighting is None or sighting.role != "product" or store.rebuilt_at is not None:
                    continue
                start = self._start(sighting)
                if start is not None:
                    store.rebuilt_at = ingestion.location
                    store.rebuilt_from = start.location if start.location != ingestion.location else None
                    store.rebuilt_on = "every rerun of the page" if start.reruns else "every start of the server"

    def _start(self, sighting: Sighting) -> Start | None:
        """The start that reaches a writing without a question; None where there is none, or a guard on the way."""
        call = sighting.as_written
        documents = sighting.carried.get("documents")
        if call is None or documents is None or self._is_written_out(documents) or call.loop:
            return None
        if self._is_opened_otherwise(sighting):
            return None
        return next(self._starts(sighting.file, call, 0), None)

    def _is_opened_otherwise(self, sighting: Sighting) -> bool:
        """Whether its file also opens such an index as it is: which of the two happens is decided there."""
        receiver = sighting.receiver
        own = self.evidence.origins_of_kind(receiver, "vector_store") if receiver is not None else iter(())
        mine = {item.call for item in own if item.file is sighting.file}
        return any(
            item.file is sighting.file and item.call not in mine and _opens(item)
            for item in self.evidence.of_kind("vector_store")
        )

    def _is_written_out(self, documents: Found) -> bool:
        """Whether the documents stand in the code: a few, or none yet."""
        return any(
            isinstance(answer, Found) and isinstance(answer.value, Items)
            for answer in self.evidence.resolver.follow(documents)
        )

    def _starts(self, file: CodeFile, call: Call, depth: int) -> Iterator[Start]:
        if file.facts.kind == "notebook" or file.facts.role != "product" or call.under_main or call.handled:
            return
        if depth > FARTHEST or is_guarded(file):
            return
        function = _function_around(file, call.scope)
        if function is None:
            if (start := self._served_by(file, call)) is not None:
                yield start
            return
        decorators = {_decorator(file, item) for item in file.scope(function).decorators}
        if decorators & CACHES:
            return
        if decorators & STARTS and file.path in self._served:
            yield Start(file, call, reruns=False)
        elif not decorators:
            if (there := _called_there(file, function)) is not None:
                yield from self._starts(file, there, depth)
            for other, outer in self.evidence.resolver.callers(file, function):
                yield from self._starts(other, outer, depth + 1)

    def _served_by(self, file: CodeFile, call: Call) -> Start | None:
        """The start that runs the top level of a file: its own, or that of a served file which imports it."""
        if not any(item.path in self._served for item in self.importers.of(file.path)):
            return None
        return Start(file, call, reruns=file.path in self._rerun)


class Start:
    """A call at the top level of what a server runs. `reruns`: on every action of a user, not once."""

    def __init__(self, file: CodeFile, call: Call, reruns: bool) -> None:
        self.file = file
        self.call = call
        self.reruns = reruns

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.file.location(self.call.span, self.call.cell)


def _opens(sighting: Sighting) -> bool:
    """Whether a call opens an index (and neither makes nor keeps one)."""
    return "embedding" in sighting.carried and not sighting.implied.get("drops")


def is_guarded(file: CodeFile) -> bool:
    """Whether a file asks anything that may keep it from building an index anew."""
    if GUARDS & file.calls_by_tail.keys() or any(STATE in target for target in file.targets):
        return True
    return any(STATE in part.name for part in _references(file))


def _references(file: CodeFile) -> Iterator[Reference]:
    for call in file.facts.calls:
        for value in (call.callee, *call.arguments, *(entry.value for entry in call.keywords)):
            for part in walk(value):
                if isinstance(part, Reference):
                    yield part


def _called_there(file: CodeFile, function: int) -> Call | None:
    """The call of a function where it is written: `(async () => { ... })()`."""
    scope = file.scope(function)
    for call in file.facts.calls if scope.name.startswith("<") else ():
        written = isinstance(call.callee, Unknown) and call.scope == scope.parent
        if written and _covers(call.callee.span, scope.span):
            return call
    return None


def _covers(outer: Span, inner: Span) -> bool:
    """Whether a span holds the start of another."""
    start = (inner.line, inner.column)
    return (outer.line, outer.column) <= start <= (outer.end_line or outer.line, outer.end_column or outer.column)


def _function_around(file: CodeFile, scope: int) -> int | None:
    """The function that a scope is or stands in; None at the top level of a module or class."""
    while scope > 0:
        if file.scope(scope).kind == "function":
            return scope
        scope = file.scope(scope).parent
    return None


def _decorator(file: CodeFile, value: Value) -> str:
    return tail_of(file.call(value).callee if isinstance(value, CallResult) else value)
