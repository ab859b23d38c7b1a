"""What was read and what was not, counted for the coverage line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from groundrules.domain.catalogue import Catalogue, Guidance
from groundrules.domain.facts import FileFacts
from groundrules.domain.outcome import Coverage
from groundrules.domain.project import Project
from groundrules.domain.source import FileKind, Skipped, SourceFile, Tree
from groundrules.extract.registry import reader_name
from groundrules.pipeline.asset_count import asset_counts, assets_of

ROWS: frozenset[FileKind] = frozenset(("jsonl", "csv", "data"))
"""What only the dataset reader opens: read where a job uses it."""
LANGUAGES = {
    ".go": "Go", ".java": "Java", ".kt": "Kotlin", ".kts": "Kotlin", ".scala": "Scala", ".cs": "C#", ".fs": "F#",
    ".vb": "Visual Basic", ".rb": "Ruby", ".php": "PHP", ".rs": "Rust", ".swift": "Swift", ".ex": "Elixir",
    ".exs": "Elixir", ".clj": "Clojure", ".r": "R", ".jl": "Julia", ".lua": "Lua", ".dart": "Dart", ".cpp": "C++",
    ".cc": "C++", ".c": "C", ".m": "Objective-C", ".vue": "Vue", ".svelte": "Svelte", ".astro": "Astro",
    ".ps1": "PowerShell", ".bat": "batch",
}  # fmt: skip
"""Code that may call a model and has no reader, by the end of its name: named, never silently passed over."""


class Stopwatch:
    """Seconds by stage, each from the end of the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now


def cover(
    tree: Tree,
    facts: list[FileFacts],
    projects: list[Project],
    poisoned: dict[str, int],
    catalogue: Catalogue,
    guidance: Guidance,
    seconds: dict[str, float],
) -> Coverage:
    """The coverage of a run."""
    skipped = [*tree.skipped, *(problem for item in facts for problem in item.problems), *_unread_data(projects)]
    unread = {problem.path for item in facts for problem in item.problems if not _gave_anything(item)}
    rows = _rows_read(projects)
    return Coverage(
        files_read=sum(1 for file in tree.files if file.path in rows or (_is_read(file) and file.path not in unread)),
        files_with_llm_code=len({asset.location.path for project in projects for asset in assets_of(project)}),
        skipped=sorted(skipped, key=lambda item: (item.path, item.line or 0)),
        left_out=tree.left_out,
        assets=asset_counts(projects),
        poisoned=poisoned,
        not_covered=not_covered(tree.files),
        catalogue_date=catalogue.as_of,
        models_date=catalogue.models_as_of,
        guidance_date=guidance.last_reviewed,
        seconds=seconds,
    )


def _is_read(file: SourceFile) -> bool:
    """Whether a reader looks at files like this one: some only as far as to see that no product is mentioned."""
    return file.kind not in ROWS and reader_name(file) is not None


def _gave_anything(item: FileFacts) -> bool:
    return bool(item.calls or item.assignments or item.documents or item.blocks or item.commands or item.scopes[1:])


def _rows_read(projects: Iterable[Project]) -> set[str]:
    """The files whose rows were read."""
    datasets = [dataset for project in projects for dataset in project.datasets]
    return {path for item in datasets if item.profile is not None and not item.profile.unread for path in item.paths}


def _unread_data(projects: Iterable[Project]) -> list[Skipped]:
    """Training data that could not be read, with the reason."""
    return [
        Skipped(dataset.paths[0], "not parseable", dataset.profile.unread)
        for project in projects
        for dataset in project.datasets
        if dataset.profile is not None and dataset.profile.unread and dataset.paths
    ]


def not_covered(files: Iterable[SourceFile]) -> list[str]:
    """`1,373 Go files`: the languages that no reader covers, most files first."""
    unread = [file for file in files if not _is_read(file)]
    named = (LANGUAGES.get("." + file.path.rpartition("/")[2].lower().rpartition(".")[2]) for file in unread)
    counted = Counter(name for name in named if name is not None)
    largest_first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{count:,} {name} file{'s' if count > 1 else ''}" for name, count in largest_first]
