"""What a builder of data reads: files of the tree, and sources that change outside it (databases, APIs, scrapers)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from groundrules.domain.facts import Call
from groundrules.domain.training_data import Dataset, DataSource
from groundrules.domain.value import CallResult, Literal, Text, Value
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.training.node_file import READS, WRITES
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of, tail_of
from groundrules.link.value.node_module import tail_of_name
from groundrules.link.value.path import OPENING, relative_to_tree

DATED = re.compile(
    r"(?<!\d)20\d\d[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?(?!\d)|(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])"
)
"""A date or a commit in a name: what it names does not change."""
BOUNDED = re.compile(r"(?is)(?:<=?|\bbetween\b|\bas of\b)[^;]{0,80}?20\d\d-\d\d-\d\d")
"""A statement that asks for what was before a date."""
STILL_FILE = re.compile(
    r"(?i)\.(?:jsonl?|ndjson|csv|tsv|parquet|arrow|zip|t?gz|bz2|xz|zst|tar|txt|pdf|xlsx?|bin|pkl|npy|pt)(?:[?#]|$)"
)
HERE_ONLY = re.compile(r"(?i)//(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal)")
SELECTING = re.compile(r"(?is)^\s*(?:select|with|show|call|exec|values|match)\b")
ROW_FILE = re.compile(r"(?i)\.(?:jsonl|ndjson|json|csv|tsv|parquet|xlsx?|ya?ml|db|sqlite3?)(?:\.gz)?$")
WHOLE_TREE = (".", "./", "")
ON_A_PATH = ("rglob", "glob", "iterdir")


class DataSources:
    """Finds what the code that builds a dataset reads."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._sighted: dict[str, list[Sighting]] = {}
        entries = (item for item in evidence.catalogue.entries.values() if item.kind == "data_source")
        self._tails = {tail_of_name(sign.name) for entry in entries for sign in (*entry.python, *entry.javascript)}

    def of_builder(self, dataset: Dataset, closure: list[CodeFile]) -> list[DataSource]:
        """What a builder (the first file) reads by itself or through functions of the modules it imports: one source a
        kind, and the row files of the tree it opens. Dated exports and revisions are marked as pinned.
        """
        found: dict[str, DataSource] = {}
        for file in closure:
            for sighting in self._read_in(file, closure[0]):
                source = self._source(sighting, dataset)
                if source is not None and (source.kind not in found or found[source.kind].is_pinned):
                    found[source.kind] = source
        if "scraper" in found:
            found.pop("api", None)  # the same pages, as they are fetched
        rows = self._opened(dataset, closure[0])
        return [*found.values(), *([rows] if rows is not None else [])]

    # --- outside the tree

    def _read_in(self, file: CodeFile, builder: CodeFile) -> list[Sighting]:
        """The sightings of a file that its builder reaches: all of its own, elsewhere those in what it names."""
        names = {tail_of_name(item.target) for item in builder.facts.imports} | builder.calls_by_tail.keys()
        found = self._sightings(file)
        fetches = any(item.implied.get("reads") and item.entry.facts.get("source") == "api" for item in found)
        return [
            item
            for item in found
            if (item.implied.get("reads") or (item.implied.get("parses") and fetches))
            and (file is builder or _outermost(file, item) in names)
        ]

    def _sightings(self, file: CodeFile) -> list[Sighting]:
        if file.path not in self._sighted:
            numbers = sorted(number for tail in self._tails for number in file.calls_by_tail.get(tail, ()))
            seen = [item for number in numbers for item in self.evidence.reader.of_call(file, number)]
            self._sighted[file.path] = [item for item in seen if item.entry.kind == "data_source"]
        return self._sighted[file.path]

    def _source(self, sighting: Sighting, dataset: Dataset) -> DataSource | None:
        kind = str(sighting.entry.facts.get("source", ""))
        text = self._written(sighting)
        if (kind == "api" and "url" in sighting.carried and not self._is_live_address(sighting, text)) or (
            kind == "database" and text and not SELECTING.search(text)
        ):
            return None
        return DataSource(
            kind=kind,  # type: ignore[arg-type]
            location=sighting.location,
            detail=sighting.entry.product,
            is_pinned=is_dated((*dataset.paths, *dataset.missing)) or _is_pinned(sighting, text),
        )

    def _written(self, sighting: Sighting) -> str:
        """The address or statement that a call is given, as far as it is written."""
        given = sighting.carried.get("url") or sighting.carried.get("query")
        if given is None:
            return ""
        for answer in self.evidence.resolver.follow(given):
            if isinstance(answer, Found):
                text = _visible(answer.value, answer.file.facts.calls)
                if text:
                    return text
        return ""

    def _is_live_address(self, sighting: Sighting, url: str) -> bool:
        """Whether an address answers with what holds today; an unknown one does if the answer is read as JSON."""
        if not url:
            return "json" in sighting.file.calls_by_tail
        hosts = str(sighting.entry.facts.get("still_hosts", "")).split()
        host = url.partition("//")[2].partition("/")[0].partition(":")[0].lower()
        still = any(host == name or host.endswith("." + name) for name in hosts)
        return not (still or STILL_FILE.search(url) or HERE_ONLY.search(url))

    # --- files of the tree

    def walked_files(self, file: CodeFile, number: int, suffixes: Iterable[str]) -> tuple[str, ...]:
        """The files of the tree that a walk over a folder comes upon; none where its folder is not known."""
        call = file.facts.calls[number]
        tail = tail_of(call.callee)
        receiver = receiver_of(call.callee)
        names = self.evidence.resolver.symbols(file, number)
        on_path = tail in ON_A_PATH and file.language == "python" and not any(n.startswith("glob.") for n in names)
        value = receiver if on_path else next(iter(call.arguments), None)
        written = self.evidence.paths.written(Found(file, value)) if value is not None else None
        if written is None:
            return ()
        endings = tuple(suffixes)
        return tuple(path for path in self._below(written, file.path) if not endings or path.lower().endswith(endings))

    def loaded_files(self, sighting: Sighting) -> tuple[str, ...]:
        """The files of the tree that a document loader is given: one, or those of a folder."""
        given = sighting.carried.get("path")
        written = self.evidence.paths.written(given) if given is not None else None
        if written is None:
            return ()
        path = self.evidence.paths.locate(written, sighting.file.path)
        return (path,) if path is not None else tuple(self._below(written, sighting.file.path))

    def _below(self, written: str, near: str) -> list[str]:
        base = relative_to_tree(written.partition("*")[0].rstrip("/") if "*" in written else written, near)
        if base in WHOLE_TREE:
            return sorted(self.evidence.sources.paths)
        folder = self.evidence.sources.folder(base, near)
        return self.evidence.sources.under(folder) if folder is not None else []

    def _opened(self, dataset: Dataset, file: CodeFile) -> DataSource | None:
        """The row files of the tree that a builder opens to read, other than what it writes."""
        read: dict[str, int] = {}
        written = set(dataset.paths) | set(self._written_files(file))
        for number, path in self._opening(file):
            if path not in written and ROW_FILE.search(path):
                read.setdefault(path, number)
        if not read:
            return None
        paths = tuple(sorted(read))
        return DataSource(
            kind="dataset",
            location=file.location_of_call(read[paths[0]]),
            detail=paths[0] + (f" and {len(paths) - 1} more" if len(paths) > 1 else ""),
            paths=paths,
            is_pinned=all(DATED.search(path) for path in paths),
        )

    def _opening(self, file: CodeFile, writing: bool = False) -> Iterator[tuple[int, str]]:
        """The files of the tree that a file opens to read (or to write), each with the call."""
        for number, call in enumerate(file.facts.calls):
            names = set(self.evidence.resolver.symbols(file, number))
            loads = any(item.entry.kind == "dataset_loader" for item in self._rows(file, number))
            modes = (*call.arguments[1:], *(entry.value for entry in call.keywords if entry.key == "mode"))
            writes = any(isinstance(mode, Literal) and str(mode.value)[:1] in ("w", "a", "x") for mode in modes)
            writes = bool(names & WRITES) if file.language == "javascript" else writes
            if (names & (OPENING | READS | WRITES) and writes == writing) or (loads and not writing):
                path = self._file_of(file, number)
                if path is not None:
                    yield number, path

    def _rows(self, file: CodeFile, number: int) -> list[Sighting]:
        return self.evidence.by_call.get((file.path, number), [])

    def _file_of(self, file: CodeFile, number: int) -> str | None:
        call = file.facts.calls[number]
        value = receiver_of(call.callee) if not call.arguments else call.arguments[0]
        return self.evidence.paths.file(Found(file, value)) if value is not None else None

    def _written_files(self, file: CodeFile) -> Iterator[str]:
        for _, path in self._opening(file, writing=True):
            yield path


def is_dated(texts: Iterable[str]) -> bool:
    """Whether a name, address or statement pins a date, a commit or a version."""
    return any(DATED.search(text) for text in texts)


def _outermost(file: CodeFile, sighting: Sighting) -> str:
    """The function or class of a module that a sighting stands in; empty on the module's own level."""
    call = sighting.as_written
    scope, name = (call.scope if call is not None else 0), ""
    while scope > 0:
        name, scope = file.scope(scope).name, file.scope(scope).parent
    return name


def _is_pinned(sighting: Sighting, text: str) -> bool:
    pattern = BOUNDED if "query" in sighting.carried else DATED
    return bool(pattern.search(text))


def _visible(value: Value, calls: Sequence[Call]) -> str:
    """The written parts of a text, also inside a call that wraps it (`text("select ...")`)."""
    match value:
        case Literal(value=str() as text):
            return text
        case Text(parts=parts):
            return "".join(
                part.value if isinstance(part, Literal) and isinstance(part.value, str) else "?" for part in parts
            )
        case CallResult(call=number) if calls[number].arguments:
            inner = calls[number].arguments[0]
            return "" if isinstance(inner, CallResult) else _visible(inner, calls)
        case _:
            return ""
