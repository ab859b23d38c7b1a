"""Puts the assets of a tree into their projects, and joins across them."""

from __future__ import annotations

from collections.abc import Iterable

from groundrules.domain.asset import Asset
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.source import Tree
from groundrules.domain.vector_store import VectorStore
from groundrules.link.boundary import covers, project_folders, project_of
from groundrules.link.calling.dated_fact import DatedFacts
from groundrules.link.calling.deadline import note_deadlines
from groundrules.link.calling.filled_template import FilledTemplates
from groundrules.link.calling.instruction import Instructions
from groundrules.link.calling.label_task import note_label_tasks
from groundrules.link.calling.model_call import ModelCalls
from groundrules.link.calling.named_prompt import NamedPrompts
from groundrules.link.calling.output_limit import note_output_limits
from groundrules.link.calling.output_parse import OutputParses
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.prompt_copy import note_copies
from groundrules.link.calling.prompt_source import PromptSources
from groundrules.link.calling.stuffed_document import note_stuffed_documents
from groundrules.link.calling.system_input import note_user_inputs
from groundrules.link.calling.trace import is_traced
from groundrules.link.calling.unbounded_agent import UnboundedAgents
from groundrules.link.calling.unbounded_loop import UnboundedLoops
from groundrules.link.calling.use import Uses
from groundrules.link.evidence import Evidence
from groundrules.link.history import Past
from groundrules.link.history.freshness import Freshness
from groundrules.link.history.source_rhythm import SourceRhythms
from groundrules.link.library import Libraries
from groundrules.link.product.configuration import ConfigSigns
from groundrules.link.prototype import Prototypes
from groundrules.link.retrieval.bypassed_index import BypassedIndexes
from groundrules.link.retrieval.compose_service import OpenDatabases
from groundrules.link.retrieval.dimension import note_dimensions
from groundrules.link.retrieval.document_root import DocumentRoots
from groundrules.link.retrieval.duplicate_ingestion import DuplicateIngestions
from groundrules.link.retrieval.embedding import Embeddings
from groundrules.link.retrieval.embedding_model import note_generating
from groundrules.link.retrieval.index_file import index_files
from groundrules.link.retrieval.input_type import InputTypes
from groundrules.link.retrieval.memory_index import MemoryIndexes
from groundrules.link.retrieval.pipeline import Pipelines
from groundrules.link.retrieval.refresh import Refreshes
from groundrules.link.retrieval.retrieval_step import RetrievalSteps
from groundrules.link.retrieval.single_embedding import SingleEmbeddings
from groundrules.link.retrieval.startup_indexing import StartupIndexing
from groundrules.link.retrieval.tenant_filter import TenantFilters
from groundrules.link.retrieval.unpickled_index import UnpickledIndexes
from groundrules.link.retrieval.unsplit_document import UnsplitDocuments
from groundrules.link.retrieval.vector_store import VectorStores
from groundrules.link.scoring.case_set import CaseSets
from groundrules.link.scoring.continuous import Continuous
from groundrules.link.scoring.evaluation import Evaluations
from groundrules.link.scoring.judge import Judges
from groundrules.link.scoring.prompt import PromptScoring
from groundrules.link.scoring.tuned_model import Scoring
from groundrules.link.training.baseline import Baselines
from groundrules.link.training.data_builder import Builders
from groundrules.link.training.dataset import Datasets
from groundrules.link.training.fine_tune_job import FineTuneJobs
from groundrules.link.training.guard import Guards
from groundrules.link.training.provenance import Provenance
from groundrules.link.training.serving import Serving


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
        calls, prompts = self._model_work()
        datasets, jobs, builders = self._training()
        embeddings, stores = self._retrieval()
        continuous, signs = Continuous(self.evidence.facts), ConfigSigns(self.evidence.catalogue)
        evaluations = Evaluations(self.evidence, calls.by_call, signs, continuous).build()
        self._put("model_calls", calls.assets)
        self._put("jobs", jobs)
        self._put("vector_stores", stores)
        self._put("embeddings", embeddings.by_call.values())
        steps = self._retrieval_steps(stores)
        pipelines = Pipelines(self.evidence, prompts, calls.by_call, stores, self.folders)
        self._put("retrieval_pipelines", pipelines.build(steps))
        self._put("datasets", datasets.known.values())
        self._put("prompts", prompts.known.values())
        for project in self.projects.values():
            note_copies(project.prompts)
        self._exposure(signs)
        self._surroundings(evaluations, continuous)
        self._serving(calls)
        CaseSets(self.evidence).attach(evaluations)
        Judges(self.evidence).attach(self.projects.values())
        self._tracing()
        for project in self.projects.values():
            PromptScoring(self.evidence, builders.closure).attach(project)
        past = Past(self.tree)
        Freshness(self.evidence, past, builders.closure).attach(self.projects.values())
        SourceRhythms(self.evidence, past).attach(self.projects.values())
        self._circumstances()
        return [self.projects[folder] for folder in sorted(self.projects)]

    def _model_work(self) -> tuple[ModelCalls, Prompts]:
        prompts = Prompts(self.evidence)
        calls = ModelCalls(self.evidence, prompts)
        model_calls = calls.build()
        OutputParses(self.evidence, calls.by_call).attach()
        self._circumstances_of(calls, model_calls)
        prompts.of_files(self.evidence.facts.values())
        if model_calls:
            NamedPrompts(self.evidence, prompts).find()
        prompts.of_registries()
        FilledTemplates(self.evidence, prompts).attach()
        note_user_inputs(self.evidence, prompts)
        note_stuffed_documents(self.evidence, prompts)
        return calls, prompts

    def _circumstances_of(self, calls: ModelCalls, model_calls: list[ModelCall]) -> None:
        """What is told of calls by where they stand, and by all of their uses together."""
        uses = Uses(self.evidence, calls.by_call)
        UnboundedLoops(uses).attach(model_calls)
        UnboundedAgents(self.evidence, calls.by_call, self.folders).attach()
        Instructions(uses).attach(model_calls)
        PromptSources(self.evidence, calls.given).attach(model_calls)
        note_output_limits(uses, model_calls)
        note_deadlines(uses, model_calls)
        note_label_tasks(uses, model_calls)

    def _training(self) -> tuple[Datasets, list[FineTuneJob], Builders]:
        datasets = Datasets(self.evidence)
        jobs = FineTuneJobs(self.evidence, datasets).build()
        builders, provenance = Builders(self.evidence), Provenance(self.evidence)
        for dataset in datasets.known.values():
            builders.attach(dataset, datasets.scopes[dataset.id])
            provenance.attach(dataset)
        return datasets, jobs, builders

    def _retrieval(self) -> tuple[Embeddings, list[VectorStore]]:
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
        InputTypes(self.evidence, self.folders).attach(stores)
        UnsplitDocuments(self.evidence).attach(stores)
        MemoryIndexes(self.evidence).attach(stores)
        TenantFilters(self.evidence).attach(stores)
        return embeddings, stores

    def _retrieval_steps(self, stores: list[VectorStore]) -> RetrievalSteps:
        steps = RetrievalSteps(self.evidence)
        self._put("retrieval_steps", steps.build())
        self._put("retrieval_steps", BypassedIndexes(self.evidence, self.folders).build())
        self._put("retrieval_steps", DocumentRoots(self.evidence, self.tree).build())
        self._put("retrieval_steps", UnpickledIndexes(self.evidence, self.folders).build())
        steps.embed(stores)
        return steps

    def _serving(self, calls: ModelCalls) -> None:
        """What is told of jobs and facts by how models are served and scored."""
        serving, baselines = Serving(self.evidence, calls.by_call), Baselines(self.evidence)
        dated = DatedFacts(self.evidence, self.folders)
        for project in self.projects.values():
            dated.attach(project)
            serving.attach(project)
            for job in project.jobs:
                job.has_baseline = baselines.of(job, project)

    def _tracing(self) -> None:
        served = [item for item in self.projects.values() if item.is_served and item.code_calls]
        is_untraced = bool(served) and not is_traced(self.evidence)
        for project in served:
            project.lacks_tracing = is_untraced

    def _circumstances(self) -> None:
        """What is told of projects with a fine-tune by the rest of their code."""
        prototypes, guards = Prototypes(self.evidence, self.folders), Guards(self.evidence, self.folders)
        for project in self.projects.values():
            if project.jobs:
                prototypes.attach(project)
                guards.attach(project)

    def _put(self, field: str, assets: Iterable[Asset | RetrievalStep]) -> None:
        """Put assets into the list of that name of the projects they stand in."""
        for asset in assets:
            getattr(self._project(asset.location.path), field).append(asset)

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
        libraries, scoring = Libraries(self.evidence, self.folders), Scoring(self.tree, self.folders)
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
            project.kind = "library" if libraries.is_library(project) else "application"
            project.unreadable_languages = scoring.unreadable(folder)
            for job in project.jobs:
                scoring.score(job, project)
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
