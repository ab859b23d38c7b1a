"""What brings new data into an index after it was first built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Literal, Value
from groundrules.domain.vector_store import Ingestion, RefreshSign, VectorStore
from groundrules.link.boundary import covers, project_of
from groundrules.link.evidence import Evidence
from groundrules.link.value.code import CodeFile, tail_of
from groundrules.link.value.importer import Importers

STEP = re.compile(
    r"(?i)(?:^|[^a-z])(?:re-?(?:index|ingest|build|embed|sync|generate)\w*|refresh\w*|"
    r"update[-_ ](?:the )?(?:index|embeddings?|docs|documents|knowledge)\w*|"
    r"ingest\w*|index\w*|embed\w*|populate\w*|sync\w*|load[-_ ]?(?:data|docs|documents)|seed\w*)(?![a-z])"
)
SYNC = re.compile(r"(?i)(?:^|[^a-z])sync")
SYNCED = re.compile(r"(?i)doc|index|embed|knowledge|vector|chunk|page|content|source|wiki|notion|data")
"""What a job named so must speak of: others bring a fork or a mirror up to date."""
SAYS = ("echo", "printf", "exit", "read", "test")
AGAIN = re.compile(
    r"(?i)^--?(?:re-?(?:index|build|ingest|embed|fresh|load|create)|refresh|update|force|overwrite|reset)"
)
EXISTS = ("exists", "isfile", "isdir", "is_file", "is_dir", "has_collection", "collection_exists", "list_collections")
UPLOADS = ("file_uploader", "File", "UploadFile", "upload", "FileUpload", "AskFileMessage", "request_files", "getlist")
COMMANDS = ("command", "task", "shared_task", "job")
"""Decorators that make a function a step of its own."""
LAUNCHERS = {"python", "python3", "py", "uv", "poetry", "pipenv", "run", "jupyter", "papermill", "-m"}
CHANGING = {"post", "put", "patch", "delete", "route", "api_route", "websocket"}


class Refreshes:
    """Collects, for each store, the signs that its index is kept up to date."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders
        self.importers = Importers(evidence.sources)
        self._served = {item.file.path for item in evidence.of_kind("served_path")}

    def attach(self, store: VectorStore) -> None:
        """Everything that refreshes a store, each kind once with its first place."""
        project = project_of(store.location.path, self.folders)
        seen: set[str] = set()
        for sign in (*self._products(project), *self._places(store), *self._commands(project, store)):
            if sign.kind not in seen:
                seen.add(sign.kind)
                store.refreshed_by.append(sign)

    def _products(self, project: str) -> Iterator[RefreshSign]:
        """Deletes, upserts, record managers, watchers and schedules in the project's code."""
        for item in self.evidence.of_kind("refresh", "schedule"):
            kind = str(item.implied.get("how") or item.entry.facts.get("how", "refresh"))
            if kind == "reset" or item.role not in ("product", "evaluation"):
                continue
            if project_of(item.file.path, self.folders) == project:
                yield RefreshSign(kind=kind, location=item.location, detail=item.entry.product)

    def _places(self, store: VectorStore) -> Iterator[RefreshSign]:
        for ingestion in store.ingestions:
            if ingestion.upserts:
                yield RefreshSign(kind="upsert", location=ingestion.location)
            if store.persistent is False:
                yield RefreshSign(kind="rebuild", location=ingestion.location)
            yield from self._steps_in_code(ingestion)

    def _steps_in_code(self, ingestion: Ingestion) -> Iterator[RefreshSign]:
        """Uploads, handlers and commands that reach the ingestion; a guard that skips what exists takes them away."""
        own = self.evidence.sources.files.get(ingestion.location.path)
        if own is None or self.guarded(own):
            return
        for file in self.importers.of(own.path):
            if file.facts.role in ("product", "evaluation"):
                yield from _uploads(file)
                yield from _commands_in(file)
                if file.path in self._served:
                    yield from _handlers(file)
                    yield from _requests(file, _function_around(own, ingestion.location))

    def guarded(self, file: CodeFile) -> bool:
        """Whether a file asks if something exists already: an index built once and never again."""
        return any(name in file.calls_by_tail for name in EXISTS)

    # --- commands

    def _commands(self, project: str, store: VectorStore) -> Iterator[RefreshSign]:
        """A documented or scripted step that runs the ingestion."""
        scripts = {path for ingestion in store.ingestions for path in self._scripts(ingestion.location.path)}
        # what CI runs on a change builds an index to test with: what is documented goes before it
        for facts in sorted(self.evidence.facts.values(), key=lambda item: item.workflow is not None):
            if not facts.commands:
                continue
            if facts.workflow is not None or covers(project, project_of(facts.path, self.folders)):
                yield from self._of_file(facts, scripts)

    def _of_file(self, facts: FileFacts, scripts: set[str]) -> Iterator[RefreshSign]:
        for command in facts.commands:
            if any(_runs(command, path) for path in scripts) or _is_step(command):
                scheduled = facts.workflow is not None and "schedule" in facts.workflow.triggers
                place = facts.location(command.span, command.cell)
                detail = " ".join(command.words)[:80]
                yield RefreshSign(kind="schedule" if scheduled else "command", location=place, detail=detail)

    def _scripts(self, path: str) -> Iterator[str]:
        """The files that run the ingestion when they are run, and do not also serve or answer."""
        for file in self.importers.of(path):
            if file.path not in self._served and not self._answers(file.path):
                yield file.path

    def _answers(self, path: str) -> bool:
        return any(item.file.path == path for item in self.evidence.of_kind("retrieval", "model_call", "chat_model"))


def _is_step(command: Command) -> bool:
    """Whether a command does what its job is named for, and that is to fill an index."""
    if STEP.search(command.job) is None or command.words[:1] in [(word,) for word in SAYS]:
        return False
    return SYNC.search(command.job) is None or SYNCED.search(command.job) is not None


def _runs(command: Command, path: str) -> bool:
    """Whether a command runs a file: by path, by module, or by the file's own name."""
    name = path.rpartition("/")[2]
    module = path.removesuffix(".py").replace("/", ".")
    words = [word.strip("\"'").removeprefix("./") for word in command.words]
    if not LAUNCHERS.intersection(words) and words[:1] != [path]:
        return False
    return any(
        word in (path, name, module) or word.endswith("/" + name) or module.endswith("." + word) for word in words
    )


def _uploads(file: CodeFile) -> Iterator[RefreshSign]:
    """Documents that arrive through a form or a request."""
    for name in UPLOADS:
        for number in file.calls_by_tail.get(name, ()):
            yield RefreshSign(kind="upload", location=file.location_of_call(number))
    for scope in file.facts.scopes:
        if any("UploadFile" in parameter.annotation for parameter in scope.parameters):
            yield RefreshSign(kind="upload", location=file.location(scope.span, scope.cell))


def _commands_in(file: CodeFile) -> Iterator[RefreshSign]:
    """A command of the program itself: a decorated function, or an option to build again."""
    for scope in file.facts.scopes:
        if scope.kind == "function" and STEP.search(scope.name):
            for decorator in scope.decorators:
                if _decorator(file, decorator) in COMMANDS:
                    yield RefreshSign(kind="command", location=file.location(scope.span, scope.cell), detail=scope.name)
    for number in (*file.calls_by_tail.get("add_argument", ()), *file.calls_by_tail.get("option", ())):
        call = file.facts.calls[number]
        if any(isinstance(item, Literal) and AGAIN.search(str(item.value)) for item in call.arguments):
            yield RefreshSign(kind="command", location=file.location_of_call(number))


def _handlers(file: CodeFile) -> Iterator[RefreshSign]:
    """A request that brings documents: a handler named so, or at a path named so."""
    for scope in file.facts.scopes:
        for decorator in scope.decorators if scope.kind == "function" else ():
            if _decorator(file, decorator) in CHANGING and (STEP.search(scope.name) or _path_says_so(file, decorator)):
                yield RefreshSign(kind="webhook", location=file.location(scope.span, scope.cell), detail=scope.name)


def _function_around(file: CodeFile, place: Location) -> str:
    """The name of the innermost function with a name that a place stands in."""
    around = [
        scope
        for scope in file.facts.scopes
        if scope.kind == "function" and scope.name and scope.span.line <= place.line <= scope.span.end_line
    ]
    return max(around, key=lambda scope: scope.span.line).name if around else ""


def _requests(file: CodeFile, writer: str) -> Iterator[RefreshSign]:
    """A handler of requests in JavaScript that gives something to the function which writes."""
    for number in file.calls_by_tail.get(writer, ()) if writer and file.language == "javascript" else ():
        if file.facts.calls[number].arguments:
            yield RefreshSign(kind="upload", location=file.location_of_call(number), detail=writer)


def _decorator(file: CodeFile, value: Value) -> str:
    return tail_of(file.call(value).callee if isinstance(value, CallResult) else value)


def _path_says_so(file: CodeFile, value: Value) -> bool:
    arguments = file.call(value).arguments if isinstance(value, CallResult) else ()
    return any(isinstance(item, Literal) and bool(STEP.search(str(item.value))) for item in arguments)
