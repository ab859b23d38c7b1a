"""Training data that a model is scored on as well: a job's rows looked up among its validation and evaluation data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from groundrules.datasets import overlap
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.record import Overlap
from groundrules.domain.source import Tree

_ROWS = re.compile(r"\.(?:jsonl|ndjson|json|csv|tsv|parquet)(?:\.gz|\.zst)?$")
_NO_CASES = re.compile(r"(?i)train|config|package|tsconfig|results?|predictions?|outputs?|scores?|metrics")
"""Files that an evaluation names and does not score with: what it trains on, reads as settings, or writes."""

_MOST_FILES = 4


def attach_overlaps(projects: Iterable[Project], tree: Tree) -> None:
    """Note on each job how much of its validation and evaluation data stands in its training data."""
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], Overlap] = {}
    files = {file.path for file in tree.files if _ROWS.search(file.path)}

    def compared(training: tuple[str, ...], other: tuple[str, ...]) -> Overlap | None:
        # One file on both sides is split in the code, where the rows cannot be told apart.
        if not training or not other or set(training) & set(other):
            return None
        if (training, other) not in known:
            known[training, other] = overlap(Path(tree.root), training, other)
        return known[training, other]

    for project in projects:
        for job in project.jobs:
            if job.dataset is not None:
                validation = job.validation_dataset.paths if job.validation_dataset is not None else ()
                job.validation_overlap = compared(job.dataset.paths, validation)
                job.evaluation_overlap = compared(job.dataset.paths, _case_files(job, files))


def _case_files(job: FineTuneJob, files: set[str]) -> tuple[str, ...]:
    """The files of rows that a job's evaluations name, where these are few."""
    own = set(job.dataset.paths if job.dataset is not None else ())
    own.update(job.validation_dataset.paths if job.validation_dataset is not None else ())
    found = {path for evaluation in job.evaluations for path in _named_files(evaluation, files)} - own
    return tuple(sorted(found)) if len(found) <= _MOST_FILES else ()


def _named_files(evaluation: Evaluation, files: set[str]) -> Iterator[str]:
    """The files of the tree that an evaluation names, written from its folder or any above it."""
    for text in evaluation.mentions:
        name = text.removeprefix("./")
        if not _ROWS.search(name) or _NO_CASES.search(PurePosixPath(name).name) or ".." in name:
            continue
        for folder in PurePosixPath(evaluation.location.path).parents:
            path = str(folder / name)
            if path in files:
                yield path
                break
