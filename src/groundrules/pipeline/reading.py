"""Reading a tree: the candidate files, those that import them, and the rows of the datasets that were found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from groundrules.datasets import profile
from groundrules.discover import DEFAULT
from groundrules.discover.read import read_bytes
from groundrules.domain.catalogue import Catalogue
from groundrules.domain.facts import FileFacts
from groundrules.domain.project import Project
from groundrules.domain.source import JUDGED_ROLES, Skipped, SourceFile, Tree
from groundrules.domain.training_data import Dataset
from groundrules.extract import Reader
from groundrules.extract.registry import reader_name
from groundrules.extract.trigger import Trigger
from groundrules.link import ConfigSigns, ImportLines, Language, model_packages, triggers

IMPORTER_ROUNDS = 2
"""How far from a model call its importers are read: its module's users, and theirs."""
HEAD_BYTES = 5_000_000
"""What a reader may see of a file without a limit; the dataset reader opens those itself."""
CODE = ("python", "notebook", "javascript", "typescript")
PROMPTS = re.compile(r"(?i)(?<![a-z])prompts?(?![a-z])")
"""Code that is named for its prompts is read, whoever imports it."""
TREES = ("json", "yaml", "toml")
"""What is configuration only where its keys say so, and else data, translations or other people's settings."""


def read_tree(tree: Tree, catalogue: Catalogue) -> tuple[Reader, list[FileFacts]]:
    """The facts of the files that mention a product, and of the code that imports those; and the reader for more."""
    reading = Reading(tree, catalogue)
    return reading.reader, reading.facts()


class Reading:
    """Decides which files of a tree are worth parsing."""

    def __init__(self, tree: Tree, catalogue: Catalogue) -> None:
        self._tree = tree
        self._root = Path(tree.root)
        self._imports = ImportLines(tree)
        self._configuration = ConfigSigns(catalogue)
        self._packages = model_packages(catalogue)
        self._held: tuple[str, bytes | Skipped] = ("", b"")
        self._triggers: dict[tuple[Language, bool], Trigger] = {
            (language, product): Trigger(triggers(catalogue, language, product=product))
            for language in languages_of(tree.files)
            for product in (True, False)
        }
        self.reader = Reader(self._read, (), tree.files)

    def facts(self) -> list[FileFacts]:
        """The facts of the files that may say something, in order of path."""
        facts = {file.path: self.reader.read(file) for file in self._tree.files if self._says_something(file)}
        code = [file for file in self._tree.files if file.kind in CODE]
        seen = fresh = {path for path, item in facts.items() if self._reaches_model(item)}
        for step in range(IMPORTER_ROUNDS):
            users = [file for file in code if file.role in JUDGED_ROLES or not step]
            fresh = self._users(users, fresh) - seen
            fresh |= self._users(users, {path for path in fresh if path.endswith("__init__.py")}) - seen
            seen = seen | fresh
        facts.update((file.path, self.reader.read(file)) for file in code if file.path in seen)
        return [facts[path] for path in sorted(facts)]

    def _users(self, code: list[SourceFile], modules: set[str]) -> set[str]:
        """The files that import some modules; for a package that only hands a module on, this is no step of its own."""
        return {file.path for file in code if self._imports.lead_into(file.path, modules)}

    def _reaches_model(self, facts: FileFacts) -> bool:
        """Whether a file imports what speaks to a model or an index: its users are worth reading, whatever they say."""
        return any(item.target.startswith(self._packages) for item in facts.imports)

    def _says_something(self, file: SourceFile) -> bool:
        """Whether a file is worth parsing: rows are the dataset reader's, and trees are often data."""
        if file.kind == "jsonl" or reader_name(file) is None:
            return False
        if file.kind in CODE:
            return self._mentions_product(file)
        if file.kind not in TREES or reader_name(file) not in TREES:
            return True
        source = self._read(file)
        return isinstance(source, Skipped) or self._may_be_sign(file, source)

    def _mentions_product(self, file: SourceFile) -> bool:
        """Whether code mentions what is looked for; what cannot be read is shown, to be counted."""
        source = self._read(file)
        if isinstance(source, Skipped) or PROMPTS.search(file.path):
            return True
        return self._triggers[language_of(file), file.role in JUDGED_ROLES].hits(source)

    def _may_be_sign(self, file: SourceFile, source: bytes) -> bool:
        return b"groundrules" in source or not _is_text(source) or self._configuration.may_match(file.path, source)

    def _read(self, file: SourceFile) -> bytes | Skipped:
        """The bytes of a file; the last are held, since a file that is looked at is often parsed next."""
        if self._held[0] != file.path:
            limit = DEFAULT.of(file.kind)
            source = read_bytes(self._root, file, limit if limit is not None else HEAD_BYTES)
            self._held = (file.path, source)
            if isinstance(source, bytes) and file.kind in CODE:
                self._imports.note(file, source)
        return self._held[1]


def language_of(file: SourceFile) -> Language:
    """What the calls of a file of code are written in."""
    return "javascript" if file.kind in ("javascript", "typescript") else "python"


def languages_of(files: Iterable[SourceFile]) -> set[Language]:
    """The languages of the code among some files."""
    return {language_of(file) for file in files if file.kind in CODE}


def _is_text(source: bytes) -> bool:
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def profile_datasets(projects: Iterable[Project], root: str, rules: Path) -> None:
    """Read the rows of every dataset that a job trains or validates on, once each, with the word lists of `rules`."""
    words, subjects = rules / "volatility", rules / "subjects"
    formats: dict[str, str] = {}
    datasets: dict[str, Dataset] = {}
    for project in projects:
        for job in project.jobs:
            for dataset in (job.dataset, job.validation_dataset):
                if dataset is not None and dataset.paths:
                    datasets[dataset.id] = dataset
                    formats[dataset.id] = job.record_format
    for dataset in datasets.values():
        dataset.profile = profile(
            Path(root), dataset.paths, words, provider_format=formats[dataset.id], subjects_dir=subjects
        )
