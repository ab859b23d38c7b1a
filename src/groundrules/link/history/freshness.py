"""What went on after data was built and evaluations were recorded: assets held against the history of the tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, takewhile

from groundrules.domain.asset import Asset
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import Setting, UnknownType
from groundrules.domain.vector_store import VectorStore
from groundrules.link.evidence import Evidence
from groundrules.link.history import SAME_SITTING_S, Past
from groundrules.link.value.code import CodeFile

CASE_FILE = re.compile(r"(?i)\.(?:jsonl?|csv|tsv|ya?ml|parquet|xlsx|md|txt)$")
CONFIGURATION = ("yaml", "toml", "json", "env")
OWN_SHARE = 0.5
"""A file is a prompt's own where prompts are at least this share of it: only then its changes are theirs."""

Closure = Callable[[CodeFile], list[CodeFile]]
"""A file of code and the modules of the tree that it imports."""


class Freshness:
    """Asks the past about the datasets and evaluations of projects; about nothing where there is nothing to ask."""

    def __init__(self, evidence: Evidence, past: Past, closure: Closure) -> None:
        self.evidence = evidence
        self.past = past
        self.closure = closure
        self.files = {file.path: file for file in evidence.sources.tree.files}
        self._case_files = sorted(
            path for path, file in self.files.items() if file.role == "evaluation" and CASE_FILE.search(path)
        )

    def attach(self, projects: Iterable[Project]) -> None:
        """Note what history tells on the datasets of jobs, on jobs and on evaluations."""
        for project in projects:
            for job in project.jobs:
                if job.dataset is not None:
                    self._of_dataset(job.dataset)
                job.prompt_came_first = self._prompted_first(job, project)
            if project.jobs:
                project.age = self.past.age()
            for evaluation in project.own_evaluations:
                self._of_evaluation(evaluation, project)

    # --- datasets

    def _of_dataset(self, dataset: Dataset) -> None:
        """How often its sources change, and what changed under them since it was committed."""
        paths: set[str] = set()
        for source in dataset.sources:
            if source.is_pinned or not (source.paths or source.kind in ("source-code", "documents")):
                continue
            own = set(source.paths) - set(dataset.paths)
            source.rhythm = self.past.rhythm(own) if own else UnknownType("its sources are not found in the tree")
            paths |= own
        if paths and dataset.paths:
            dataset.source_changes = self.past.changes_since(sorted(paths), dataset.paths)

    # --- jobs

    def _prompted_first(self, job: FineTuneJob, project: Project) -> bool | UnknownType:
        """Whether something other than a tuned model was evaluated by the time that the job was first committed."""
        others = [item for item in project.evaluations if set(item.covers) - {"fine-tune", "retrieval"}]
        if not others:
            return False
        begun = self.past.first_time([job.location.path])
        if isinstance(begun, UnknownType):
            return begun
        for evaluation in others:
            first = self.past.first_time([evaluation.location.path])
            if isinstance(first, UnknownType):
                return first
            if first <= begun + SAME_SITTING_S:
                return True
        return False

    # --- evaluations

    def _of_evaluation(self, evaluation: Evaluation, project: Project) -> None:
        """What changed of what it scores since it, its cases and its results were last committed. An evaluation that
        every change runs needs no new record.
        """
        watched = set() if evaluation.guards_changes else set(self._watched(evaluation, project))
        things = {evaluation.location.path, *self._cases(evaluation)}
        if watched - things:
            evaluation.overtaken_by = self.past.changes_since(sorted(watched - things), things)

    def _watched(self, evaluation: Evaluation, project: Project) -> Iterator[str]:
        reached = self._reached(evaluation)
        for path in self._prompt_files(project):
            if path in reached:
                yield path
        for job in project.jobs:
            if job.dataset is not None and evaluation in job.evaluations:
                yield from job.dataset.paths
        if "retrieval" in evaluation.covers:
            for store in project.vector_stores:
                yield from self._setting_files(store)

    def _reached(self, evaluation: Evaluation) -> set[str]:
        """The files that an evaluation imports or names."""
        path = evaluation.location.path
        found = {at for text in evaluation.mentions if (at := self._named(text, path)) is not None}
        file = self.evidence.sources.file(path)
        return found | {item.path for item in (self.closure(file) if file is not None else ())}

    def _named(self, text: str, near: str) -> str | None:
        written = text.removeprefix("file://")
        return self.evidence.paths.locate(written, near) if "." in written and " " not in written else None

    def _prompt_files(self, project: Project) -> list[str]:
        """The files that hold little but prompts: of others a change says nothing about the prompt."""
        lengths: dict[str, int] = {}
        for prompt in project.prompts:
            path = prompt.location.path
            lengths[path] = lengths.get(path, 0) + len(prompt.text.encode(errors="replace"))
        return [
            path
            for path, length in sorted(lengths.items())
            if path in self.files and length >= OWN_SHARE * self.files[path].size_bytes
        ]

    def _setting_files(self, store: VectorStore) -> Iterator[str]:
        """The configuration files that an index's settings stand in."""
        embeddings = [item for item in (store.ingest_embedding, store.query_embedding) if item is not None]
        assets: list[Asset] = [store, *store.ingestions, *store.retrievals, *embeddings]
        for setting in (setting for asset in assets for setting in _settings(asset)):
            path = setting.location.path if setting.location is not None else ""
            if path in self.files and self.files[path].kind in CONFIGURATION:
                yield path

    def _cases(self, evaluation: Evaluation) -> set[str]:
        """The files of cases and results of an evaluation: what it names, and the data of evaluations in its folder."""
        path = evaluation.location.path
        named = {at for text in evaluation.mentions if CASE_FILE.search(text) and (at := self._named(text, path))}
        folder = path.rpartition("/")[0]
        first = bisect_left(self._case_files, folder + "/")
        below = takewhile(lambda at: at.startswith(folder + "/"), islice(self._case_files, first, None))
        beside = set(below) if folder else set()
        return beside | {at for at in named if self.files[at].role == "evaluation" or at.startswith(folder + "/")}


def _settings(asset: Asset) -> list[Setting]:
    fields = (getattr(asset, name, None) for name in ("model", "dimension", "top_k", "threshold", "filter"))
    return [*asset.values.values(), *(item for item in fields if isinstance(item, Setting))]
