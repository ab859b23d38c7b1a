"""Reading a tree: the candidate files, those that import them, and the rows of the datasets that were found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from groundrules.datasets import profile
from groundrules.discover import DEFAULT
from groundrules.discover.read import read_bytes
from groundrules.domain.catalogue import Catalogue
from groundrules.domain.facts import FileFacts
from groundrules.domain.project import Dataset, Project
from groundrules.domain.source import Skipped, SourceFile, Tree
from groundrules.extract import Reader
from groundrules.link import triggers

IMPORTER_ROUNDS = 2
"""How far from a model call its importers are read: its module's users, and theirs."""


HEAD_BYTES = 5_000_000
"""What a reader may see of a file without a limit; the dataset reader opens those itself."""


def read_tree(tree: Tree, catalogue: Catalogue) -> tuple[Reader, list[FileFacts]]:
    """The facts of the files that mention a product, and of the code that imports those; and the reader for more."""
    root = Path(tree.root)
    read = partial(_read, root)
    reader = Reader(read, triggers(catalogue), tree.files)
    facts = {item.path: item for item in reader.candidates(tree.files)}
    fresh = [item for item in facts.values() if item.kind == "python"]
    for _ in range(IMPORTER_ROUNDS):
        rest = [file for file in tree.files if file.kind in ("python", "notebook") and file.path not in facts]
        if not fresh or not rest:
            break
        found = {item.path: item for item in Reader(read, import_words(fresh), tree.files).candidates(rest)}
        fresh = [item for item in found.values() if item.kind == "python"]
        facts.update(found)
    return reader, [facts[path] for path in sorted(facts)]


def import_words(facts: Iterable[FileFacts]) -> list[str]:
    """What an import of one of these modules says: `import name`, `name import`."""
    words: set[str] = set()
    for item in facts:
        parts = item.path.removesuffix(".py").removesuffix("/__init__").split("/")
        words.update((f"import {parts[-1]}", f"{parts[-1]} import"))
    return sorted(words)


def _read(root: Path, file: SourceFile) -> bytes | Skipped:
    limit = DEFAULT.of(file.kind)
    return read_bytes(root, file, limit if limit is not None else HEAD_BYTES)


def profile_datasets(projects: Iterable[Project], root: str, words: Path) -> None:
    """Read the rows of every dataset that a job trains or validates on, once each."""
    formats: dict[str, str] = {}
    datasets: dict[str, Dataset] = {}
    for project in projects:
        for job in project.jobs:
            for dataset in (job.dataset, job.validation_dataset):
                if dataset is not None and dataset.paths:
                    datasets[dataset.id] = dataset
                    formats[dataset.id] = job.record_format
    for dataset in datasets.values():
        dataset.profile = profile(Path(root), dataset.paths, words, provider_format=formats[dataset.id])
