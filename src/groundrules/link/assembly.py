"""Puts the assets of a tree into their projects, and joins across them."""

from __future__ import annotations

import re

from groundrules.domain.location import Location
from groundrules.domain.project import Evaluation, FineTuneJob, Project
from groundrules.domain.source import Tree
from groundrules.domain.unknown import UnknownType
from groundrules.domain.value import Literal, Mapping
from groundrules.link.baseline import Baselines
from groundrules.link.boundary import covers, project_folders, project_of
from groundrules.link.compose_service import OpenDatabases
from groundrules.link.configuration import ConfigSigns, at_key
from groundrules.link.continuous import Continuous
from groundrules.link.data_builder import Builders
from groundrules.link.dataset import Datasets
from groundrules.link.dated_fact import DatedFacts
from groundrules.link.dimension import note_dimensions
from groundrules.link.duplicate_ingestion import DuplicateIngestions
from groundrules.link.embedding import Embeddings
from groundrules.link.embedding_model import note_generating
from groundrules.link.evaluation import Evaluations
from groundrules.link.evidence import Evidence
from groundrules.link.fine_tune_job import FineTuneJobs
from groundrules.link.freshness import Freshness
from groundrules.link.guard import Guards
from groundrules.link.history import Past
from groundrules.link.index_file import index_files
from groundrules.link.model_call import ModelCalls
from groundrules.link.named_prompt import NamedPrompts
from groundrules.link.output_parse import OutputParses
from groundrules.link.prompt import Prompts
from groundrules.link.prototype import Prototypes
from groundrules.link.provenance import Provenance
from groundrules.link.refresh import Refreshes
from groundrules.link.retrieval_step import RetrievalSteps
from groundrules.link.serving import Serving
from groundrules.link.single_embedding import SingleEmbeddings
from groundrules.link.startup_indexing import StartupIndexing
from groundrules.link.unpickled_index import UnpickledIndexes
from groundrules.link.vector_store import VectorStores

PROVIDERS_OF_A_LIBRARY = 5
"""Code that speaks to this many providers and serves nobody is a layer for others, not an application."""

PUBLISHES = ("exports", "module", "types", "typings", "publishConfig")
"""Keys of a package.json by which others use a package; `main` stands in those of applications too."""
UNREAD_LANGUAGES = {
    "go": "Go", "java": "Java", "kt": "Kotlin", "rb": "Ruby", "rs": "Rust", "cs": "C#", "php": "PHP", "swift": "Swift",
    "scala": "Scala", "ex": "Elixir", "exs": "Elixir", "r": "R", "R": "R", "jl": "Julia", "dart": "Dart",
}  # fmt: skip
"""Languages that no reader covers, by the suffix of their files."""
NAMED_EVALUATION = re.compile(
    r"(?i)(?:^|[/_\-. ])(?:evals?|evaluat\w*|benchmarks?|scor(?:e|es|er|ing)|judges?|grad(?:e|er|ing))(?=[/_\-. ]|$)"
)


class Assembly:
    """Builds every project of a tree from its evidence."""

    def __init__(self, evidence: Evidence, tree: Tree, today: str) -> None:
        self.today = today
        self.evidence = evidence
        self.tree = tree
        self.folders = project_folders(file.path for file in tree.files)
        self.projects: dict[str, Project] = {}

    def build(self) -> list[Project]:
        """The projects that have at least one asset, in order of path."""
        prompts = Prompts(self.evidence)
        calls = ModelCalls(self.evidence, prompts)
        model_calls = calls.build()
        OutputParses(self.evidence, calls.by_call).attach()
        prompts.of_files(self.evidence.facts.values())
        if model_calls:
            NamedPrompts(self.evidence, prompts).find()
        datasets = Datasets(self.evidence)
        jobs = FineTuneJobs(self.evidence, datasets).build()
        builders, provenance = Builders(self.evidence), Provenance(self.evidence)
        for dataset in datasets.known.values():
            builders.attach(dataset, datasets.scopes[dataset.id])
            provenance.attach(dataset)
        embeddings = Embeddings(self.evidence)
        note_generating(self.evidence, embeddings)
        SingleEmbeddings(self.evidence).attach(embeddings)
        stores = VectorStores(self.evidence, embeddings, self.folders).build()
        refreshes = Refreshes(self.evidence, self.folders)
        for store in stores:
            refreshes.attach(store)
        note_dimensions(self.evidence.catalogue, stores)
        StartupIndexing(self.evidence).attach(stores)
        DuplicateIngestions(self.evidence).attach(stores)
        continuous = Continuous(self.evidence.facts)
        signs = ConfigSigns(self.evidence.catalogue)
        evaluations = Evaluations(self.evidence, calls.by_call, signs, continuous).build()
        for call in model_calls:
            self._project(call.location.path).model_calls.append(call)
        for job in jobs:
            self._project(job.location.path).jobs.append(job)
        for store in stores:
            self._project(store.location.path).vector_stores.append(store)
        for embedding in embeddings.by_call.values():
            self._project(embedding.location.path).embeddings.append(embedding)
        steps = RetrievalSteps(self.evidence)
        for step in (*steps.build(), *UnpickledIndexes(self.evidence, self.folders).build()):
            self._project(step.location.path).retrieval_steps.append(step)
        steps.embed(stores)
        for dataset in datasets.known.values():
            self._project(dataset.location.path).datasets.append(dataset)
        for prompt in prompts.known.values():
            self._project(prompt.location.path).prompts.append(prompt)
        self._exposure(signs)
        self._surroundings(evaluations, continuous)
        serving, baselines = Serving(self.evidence, calls.by_call), Baselines(self.evidence)
        dated = DatedFacts(self.evidence, self.folders)
        for project in self.projects.values():
            dated.attach(project)
            serving.attach(project)
            for job in project.jobs:
                job.has_baseline = baselines.of(job, project)
        Freshness(self.evidence, Past(self.tree), builders.closure).attach(self.projects.values())
        prototypes, guards = Prototypes(self.evidence, self.folders), Guards(self.evidence, self.folders)
        for project in self.projects.values():
            if project.jobs:
                prototypes.attach(project)
                guards.attach(project)
        return [self.projects[folder] for folder in sorted(self.projects)]

    def _exposure(self, signs: ConfigSigns) -> None:
        """Open databases and index files, given to the project with an index that they stand in, or around it."""
        indexed = {folder for folder, project in self.projects.items() if project.vector_stores or project.embeddings}
        for database in OpenDatabases(self.evidence).build():
            if (folder := self._nearest(database.location.path, indexed)) is not None:
                self.projects[folder].open_databases.append(database)
        for location in index_files(self.tree, signs):
            if (folder := self._nearest(location.path, indexed)) is not None:
                self.projects[folder].index_files.append(location)

    def _nearest(self, path: str, folders: set[str]) -> str | None:
        """The project of a file, else the first one inside it, else the one around it, among some."""
        own = project_of(path, self.folders)
        inside = sorted(folder for folder in folders if covers(own, folder))
        around = sorted((folder for folder in folders if covers(folder, own)), key=len, reverse=True)
        return next(iter([*(own,) * (own in folders), *inside, *around]), None)

    def _project(self, path: str) -> Project:
        folder = project_of(path, self.folders)
        if folder not in self.projects:
            name = folder.rpartition("/")[2] if folder else self.tree.root.rstrip("/").rpartition("/")[2]
            self.projects[folder] = Project(path=folder or ".", name=name, location=Location(path), today=self.today)
        return self.projects[folder]

    def _surroundings(self, evaluations: list[Evaluation], continuous: Continuous) -> None:
        """What a project shares with those around it: evaluations above it, CI of the tree, served paths."""
        ci_files = continuous.files()
        for evaluation in evaluations:
            self._project(evaluation.location.path)
        for folder, project in self.projects.items():
            project.evaluations = [
                item for item in evaluations if covers(project_of(item.location.path, self.folders), folder)
            ]
            project.own_evaluations = [
                item for item in evaluations if project_of(item.location.path, self.folders) == folder
            ]
            project.ci_files = ci_files
            served = [
                item
                for item in self.evidence.of_kind("served_path")
                if item.role == "product" and project_of(item.file.path, self.folders) == folder
            ]
            project.is_served = bool(served)
            project.served_at = served[0].location if served else None
            project.kind = "library" if self._is_library(project) else "application"
            project.unreadable_languages = self._unreadable(folder)
            for job in project.jobs:
                self._score(job, project)
        self._nesting()

    def _nesting(self) -> None:
        """Which projects reach models through those inside them, and which stand inside an application that does."""
        for folder, project in self.projects.items():
            inner = [other for name, other in self.projects.items() if covers(folder, name)]
            project.reaches_models = any(other.product_calls for other in inner)
            project.is_within_another = any(
                other.kind == "application" and other.code_calls
                for name, other in self.projects.items()
                if name != folder and covers(name, folder)
            )
            served = next((other for other in inner if other.is_served and other.product_calls), None)
            project.serves_within = served is not None
            project.served_at = project.served_at or (served.served_at if served is not None else None)

    def _is_library(self, project: Project) -> bool:
        """Whether a project is a layer for other people's applications: it is a package of the catalogue, or a package
        that is built, serves nobody and sends only what its callers give, or speaks to many providers.
        """
        entries = self.evidence.catalogue.entries.values()
        packages = {name for entry in entries for names in entry.packages.values() for name in names}
        published = self._published_name(project.path)
        # A folder is named like a package of npm by chance: `ai`, `next`.
        in_python = {name for entry in entries for name in entry.packages.get("pypi", ())}
        if project.name in in_python or published in packages or self._is_inside_package(project.path):
            return True
        if published and self._is_built(project.path) and not project.is_served and not _own_prompts(project):
            return True
        providers = {call.provider for call in project.model_calls if call.role == "product" and call.provider}
        return len(providers) >= PROVIDERS_OF_A_LIBRARY and not project.is_served

    def _is_inside_package(self, folder: str) -> bool:
        """Whether a folder is a part of a package that npm publishes (below the root, which may hold anything)."""
        around = [path for path in self.folders if path and path != folder and covers(path, folder)]
        return any(self._is_published_by_npm(path) for path in around)

    def _published_name(self, folder: str) -> str:
        prefix = "" if folder == "." else folder + "/"
        names = (("pyproject.toml", "project.name"), ("pyproject.toml", "tool.poetry.name"), ("package.json", "name"))
        for name, key in names:
            facts = self.evidence.facts.get(prefix + name)
            for document in facts.documents if facts is not None else ():
                for value in at_key(document, key) if isinstance(document, Mapping) else ():
                    if isinstance(value, Literal) and isinstance(value.value, str):
                        return value.value
        return ""

    def _is_built(self, folder: str) -> bool:
        """Whether a package is made of a folder: a build system, or what npm is to publish, beside its name."""
        manifest = "pyproject.toml" if folder == "." else f"{folder}/pyproject.toml"
        is_python = any(at_key(item, "build-system") for item in self._documents(manifest))
        return is_python or self._is_published_by_npm(folder)

    def _is_published_by_npm(self, folder: str) -> bool:
        documents = self._documents("package.json" if folder == "." else f"{folder}/package.json")
        return any(at_key(item, key) for item in documents for key in PUBLISHES if not at_key(item, "private"))

    def _documents(self, path: str) -> list[Mapping]:
        facts = self.evidence.facts.get(path)
        return [item for item in facts.documents if isinstance(item, Mapping)] if facts is not None else []

    def _unreadable(self, folder: str) -> tuple[str, ...]:
        """Languages of the project that no reader covers yet, where a file of theirs is named like an evaluation."""
        languages = {
            language
            for file in self.tree.files
            if file.role == "evaluation"
            and (language := UNREAD_LANGUAGES.get(file.path.rpartition(".")[2]))
            and covers(project_of(file.path, self.folders), folder)
        }
        return tuple(sorted(languages))

    def _score(self, job: FineTuneJob, project: Project) -> None:
        """The evaluations that score a job's model."""
        names = {str(setting.value) for setting in (job.output_path, job.output_name) if setting.state == "set"}
        for evaluation in project.evaluations:
            mentioned = set(evaluation.mentions)
            if names & mentioned or "fine-tune" in evaluation.covers or self._same_place(evaluation, job):
                job.evaluations.append(evaluation)
        job.is_scored = _scored(job, project)
        if job.is_scored is False and self._may_evaluate(project):
            job.is_scored = UnknownType("a file named like an evaluation, in which none was seen")

    def _may_evaluate(self, project: Project) -> bool:
        """Whether a file of code is named like an evaluation: what it does was not understood, and proves nothing."""
        folder = "" if project.path == "." else project.path
        return any(
            file.kind in ("python", "notebook", "javascript", "typescript", "shell")
            and covers(folder, project_of(file.path, self.folders))
            and NAMED_EVALUATION.search(file.path.removeprefix(folder + "/").rpartition(".")[0])
            for file in self.tree.files
        )

    def _same_place(self, evaluation: Evaluation, job: FineTuneJob) -> bool:
        """An evaluation of a model that stands beside the job is taken to score what the job makes."""
        beside = evaluation.location.path.rpartition("/")[0] == job.location.path.rpartition("/")[0]
        return beside and "model" in evaluation.covers


def _own_prompts(project: Project) -> bool:
    return any(prompt.role == "product" for prompt in project.prompts)


def _scored(job: FineTuneJob, project: Project) -> bool | UnknownType:
    """Whether an evaluation scores a job's model: no where there is none (or only of retrieval), unknown where one
    of another model might.
    """
    if job.evaluations or job.has_task_metric:
        return True
    if project.unreadable_languages:
        return UnknownType("an evaluation in a language that is not read")
    if any(set(evaluation.covers) - {"retrieval"} for evaluation in project.evaluations):
        return UnknownType("an evaluation whose target is not resolved")
    return False
