"""What brings new data into an index after it was first built."""

from __future__ import annotations

import re

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location
from groundrules.domain.project import RefreshSign, VectorStore
from groundrules.link.boundary import covers, project_of
from groundrules.link.code import CodeFile
from groundrules.link.evidence import Evidence

STEP = re.compile(
    r"(?i)\b(?:re-?(?:index|ingest|build|embed|sync|generate)\w*|refresh\w*|update\s+(?:the\s+)?(?:index|embeddings|knowledge)|"
    r"ingest\w*|index\w*|embed\w*|populate\w*|load[-_ ]?(?:data|docs|documents)|seed\w*)\b"
)
EXISTS = ("exists", "isfile", "isdir", "is_file", "is_dir", "has_collection", "collection_exists", "list_collections")
UPLOADS = ("file_uploader", "File", "UploadFile", "upload", "FileUpload", "AskFileMessage", "request_files")


class Refreshes:
    """Collects, for each store, the signs that its index is kept up to date."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders

    def attach(self, store: VectorStore) -> None:
        """Everything that refreshes a store, each kind once with its first place."""
        project = project_of(store.location.path, self.folders)
        found = [*self._products(project), *self._places(store), *self._commands(project, store)]
        seen: set[str] = set()
        for sign in found:
            if sign.kind not in seen:
                seen.add(sign.kind)
                store.refreshed_by.append(sign)

    def _products(self, project: str) -> list[RefreshSign]:
        """Deletes, upserts, record managers, watchers and schedules in the project's code."""
        signs = [
            RefreshSign(kind=str(item.implied.get("how", "refresh")), location=item.location, detail=item.entry.product)
            for item in self.evidence.of_kind("refresh", "schedule")
            if project_of(item.file.path, self.folders) == project and item.role in ("product", "evaluation")
        ]
        return [sign for sign in signs if sign.kind != "reset"]

    def _places(self, store: VectorStore) -> list[RefreshSign]:
        signs: list[RefreshSign] = []
        for ingestion in store.ingestions:
            if ingestion.upserts or ingestion.ids.is_set:
                signs.append(RefreshSign(kind="upsert", location=ingestion.location))
            file = self.evidence.sources.files.get(ingestion.location.path)
            if file is None:
                continue
            if not store.persistent:
                signs.append(RefreshSign(kind="rebuild", location=ingestion.location))
            signs.extend(self._uploads(file, ingestion.location))
        return signs

    def _uploads(self, file: CodeFile, location: Location) -> list[RefreshSign]:
        """Documents that arrive through a request; a guard that skips what exists takes the sign away."""
        if self.guarded(file):
            return []
        for name in UPLOADS:
            if name in file.calls_by_tail:
                return [RefreshSign(kind="upload", location=location)]
        annotated = any("UploadFile" in p.annotation for scope in file.facts.scopes for p in scope.parameters)
        return [RefreshSign(kind="upload", location=location)] if annotated else []

    def guarded(self, file: CodeFile) -> bool:
        """Whether a file asks if something exists already: an index built once and never again."""
        return any(name in file.calls_by_tail for name in EXISTS)

    def _commands(self, project: str, store: VectorStore) -> list[RefreshSign]:
        """A documented or scripted step that runs the ingestion."""
        targets = {path for ingestion in store.ingestions for path in self._entry_points(ingestion.location.path)}
        signs: list[RefreshSign] = []
        for facts in self.evidence.facts.values():
            if not covers(project, project_of(facts.path, self.folders)) and facts.workflow is None:
                continue
            signs.extend(self._of_file(facts, targets))
        return signs

    def _of_file(self, facts: FileFacts, targets: set[str]) -> list[RefreshSign]:
        signs = []
        for command in facts.commands:
            line = " ".join(command.words)
            names_target = any(target in line.replace("/", ".") for target in targets)
            if names_target or (command.job and STEP.search(command.job)):
                scheduled = facts.workflow is not None and "schedule" in facts.workflow.triggers
                kind = "schedule" if scheduled else "command"
                signs.append(RefreshSign(kind=kind, location=facts.location(command.span), detail=line[:80]))
        return signs

    def _entry_points(self, path: str) -> set[str]:
        """How a command may name an ingestion file that is a script of its own: by path or by module."""
        name = path.rpartition("/")[2].removesuffix(".py")
        if not STEP.search(name.replace("_", " ")) and "ingest" not in name:
            return set()
        return {f"{name}.py", f"{name.replace('/', '.')}"}


__all__ = ["Refreshes"]
