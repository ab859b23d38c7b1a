"""What a dataset was built from: the code that writes its files or makes its rows, and what that code reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from groundrules.domain.location import Location
from groundrules.domain.training_data import Dataset, DataSource
from groundrules.domain.value import CallResult, Items, Literal, Value
from groundrules.link.evidence import Evidence
from groundrules.link.training.data_source import DataSources
from groundrules.link.training.node_file import CODE_ENDINGS, LISTS, WRITES, callbacks, listed
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of, tail_of
from groundrules.link.value.path import OPENING
from groundrules.link.value.sources import normalised

SUFFIX = re.compile(r"(?:.*\*)?(\.[A-Za-z]{1,5})")
SOURCE_CODE = re.compile(r"\.(?:py|js|ts|tsx|jsx|java|go|rs|rb|php|c|cc|cpp|h|hpp|cs|kt|swift|scala|hl|lua|sql|sh)")
DOCUMENTS = re.compile(r"\.(?:md|mdx|rst|pdf|docx?|html?|txt|pptx?)")
WALKS = ("walk", "rglob", "glob", "iglob", "iterdir", "scandir", "listdir", *LISTS)
CODE_WORDS = {"code", "codebase", "repo", "repos", "repository", "repositories"}
BUILDER = re.compile(r"(?i)(?:^|[_-])(?:data|datasets?|prepare|preprocess|build|generate|corpus)(?=[_-]|$)")
WRITING = ("w", "a", "x", "wb", "wt", "w+", "a+")
MOST_SCRIPTS = 24
MOST_FILES = 12
"""Modules that are read with a builder: its helpers, and theirs."""


class Builders:
    """Follows a dataset back to the code that makes it, and that code to what it reads."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.data_sources = DataSources(evidence)

    def attach(self, dataset: Dataset, scopes: Iterable[tuple[str, int]] = ()) -> None:
        """Add the sources of a dataset: of the files that write its paths; else of the functions that make its rows
        (`scopes`), and of scripts beside them that are named as builders and write files.
        """
        writers = self._writers(dataset)
        for file in writers:
            self._add(dataset, file)
        if writers or dataset.paths or dataset.remote:
            return
        for path, scope in sorted(set(scopes)):
            dataset.sources.extend(self.walked(self.evidence.sources.files[path], scope))
        if not dataset.sources:
            for file in self._beside(dataset.location.path):
                self._add(dataset, file)

    def _add(self, dataset: Dataset, file: CodeFile) -> None:
        closure = self.closure(file)
        found = [source for part in closure for source in self.sources_of(part)]
        outside = self.data_sources.of_builder(dataset, closure)
        places = {source.location.place for source in outside}
        found = [source for source in found if source.kind != "documents" or source.location.place not in places]
        found.extend(outside)
        if found or file.path != dataset.location.path:
            dataset.builder = dataset.builder or Location(file.path)
        dataset.sources.extend(found)

    # --- who writes it

    def _writers(self, dataset: Dataset) -> list[CodeFile]:
        """The code files that open one of the dataset's paths for writing, or name it in a writer call."""
        names = {path.rpartition("/")[2] for path in dataset.paths or dataset.missing}
        if not names:
            return []
        read = [*self.evidence.sources.read_so_far(), *self._named_builders(dataset.location.path)]
        files = {file.path: file for file in read if file.facts.calls}
        writers = [file for _, file in sorted(files.items()) if any(name in names for name in self._written(file))]
        own = [file for file in writers if file.path == dataset.location.path]
        return own if own and not dataset.paths else writers

    def _named_builders(self, near: str) -> list[CodeFile]:
        """Scripts named as builders of data around a file: they may speak of no product, and be unread."""
        top = near.partition("/")[0] + "/" if "/" in near else ""
        paths = [path for path in sorted(self.evidence.sources.paths) if path.startswith(top) and _is_builder(path)]
        return [file for path in paths[:MOST_SCRIPTS] if (file := self.evidence.sources.file(path)) is not None]

    def _written(self, file: CodeFile) -> Iterator[str]:
        """The names of the files that a file of code writes."""
        for number, call in enumerate(file.facts.calls):
            target = self._target(file, number)
            if target is not None:
                written = self.evidence.paths.written(Found(file, target))
                yield normalised(written or "").rpartition("/")[2] or tail_of(call.callee)

    def _target(self, file: CodeFile, number: int) -> Value | None:
        """Where a call writes to, if it does: the path as a value."""
        call = file.facts.calls[number]
        for sighting in self.evidence.by_call.get((file.path, number), ()):
            if sighting.entry.kind == "dataset_writer":
                path = sighting.carried.get("path")
                return path.value if path is not None else None
        if tail_of(call.callee) in ("write_text", "write_bytes"):
            return receiver_of(call.callee)
        names = set(self.evidence.resolver.symbols(file, number))
        if names & WRITES:
            return call.arguments[0] if call.arguments else None
        modes = (*call.arguments, *(entry.value for entry in call.keywords if entry.key == "mode"))
        writes = any(isinstance(item, Literal) and item.value in WRITING for item in modes)
        opens = writes and OPENING & names
        return CallResult(number, call.span) if opens else None

    def _beside(self, path: str) -> list[CodeFile]:
        """Scripts in the folder of a job that are named as builders of data and write files."""
        folder = path.rpartition("/")[0]
        scripts = [file for file in self._named_builders(path) if file.path.rpartition("/")[0] == folder]
        return [file for file in scripts if file.path != path and any(True for _ in self._written(file))]

    def closure(self, file: CodeFile) -> list[CodeFile]:
        """A file and the modules of the tree that it imports, directly or through one of them."""
        found = {file.path: file}
        pending = [file]
        while pending and len(found) < MOST_FILES:
            current = pending.pop(0)
            for item in current.facts.imports:
                for name in (item.target, item.target.rpartition(".")[0]):
                    module = self.evidence.sources.module(name, current.path) if name.strip(".") else None
                    if module is not None and module.path not in found:
                        found[module.path] = module
                        pending.append(module)
        return list(found.values())[:MOST_FILES]

    # --- what it reads

    def sources_of(self, file: CodeFile) -> list[DataSource]:
        """What a file reads from: source trees, documents, a language model, other datasets."""
        found = self.walked(file)
        for kind, name in (("document_loader", "documents"), ("model_call", "model")):
            items = [item for item in self.evidence.of_kind(kind) if item.file.path == file.path]  # type: ignore[arg-type]
            if items:
                paths = self.data_sources.loaded_files(items[0]) if name == "documents" else ()
                found.append(
                    DataSource(kind=name, location=items[0].location, detail=items[0].entry.product, paths=paths)  # type: ignore[arg-type]
                )
        return found

    def walked(self, file: CodeFile, scope: int | None = None) -> list[DataSource]:
        """The folders that a file (or one function of it) walks for source code or for documents."""
        found: list[DataSource] = []
        for tail in WALKS:
            for number in file.calls_by_tail.get(tail, ()):
                call = file.facts.calls[number]
                if scope is None or call.scope == scope:
                    found.extend(self._of_walk(file, number, call.scope))
        return found[:1]

    def _of_walk(self, file: CodeFile, number: int, scope: int) -> Iterator[DataSource]:
        suffixes = _suffixes(file, scope)
        location = file.location_of_call(number)
        code = sorted(suffix for suffix in suffixes if SOURCE_CODE.fullmatch(suffix))
        documents = sorted(suffix for suffix in suffixes if DOCUMENTS.fullmatch(suffix))
        if len(code) > len(documents) or (code and not documents):
            paths = self.data_sources.walked_files(file, number, code)
            yield DataSource(kind="source-code", location=location, detail=", ".join(code[:6]), paths=paths)
        elif documents:
            paths = self.data_sources.walked_files(file, number, documents)
            yield DataSource(kind="documents", location=location, detail=", ".join(documents[:6]), paths=paths)
        elif self._speaks_of_code(file, scope):
            paths = self.data_sources.walked_files(file, number, ())
            yield DataSource(kind="source-code", location=location, detail="every file of a repository", paths=paths)

    def _speaks_of_code(self, file: CodeFile, scope: int) -> bool:
        """Whether a walk without file-name endings is one of a repository: its function or file says so, or it heeds
        `.gitignore`.
        """
        stem = file.path.rpartition("/")[2].partition(".")[0]
        names = f"{stem} {file.scope(scope).name}" if scope else stem
        if CODE_WORDS & set(re.findall(r"[a-z]+", names.lower())):
            return True
        texts = (value for number in file.calls_by_scope.get(scope, ()) for value in file.facts.calls[number].arguments)
        return any(isinstance(value, Literal) and value.value == ".gitignore" for value in texts)


def _is_builder(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.endswith((".py", ".ipynb", *CODE_ENDINGS)) and bool(BUILDER.search(name.partition(".")[0]))


def _suffixes(file: CodeFile, scope: int) -> set[str]:
    """File-name endings that the calls of a function and the lists of its module name: `*.md`, `[".py", ".js"]`."""
    scopes = callbacks(file, scope)
    calls = [file.facts.calls[number] for inner in scopes for number in file.calls_by_scope.get(inner, ())]
    values = [value for call in calls for value in (*call.arguments, *listed(call.callee))]
    values += [item.value for item in file.facts.assignments if item.scope in (0, *scopes)]
    found: set[str] = set()
    for value in values:
        for item in value.values if isinstance(value, Items) else (value,):
            if isinstance(item, Literal) and isinstance(item.value, str) and (match := SUFFIX.fullmatch(item.value)):
                found.add(match.group(1).lower())
    return found
