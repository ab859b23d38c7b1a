"""A project and its assets, joined: what the rules judge.

Every field that a rule may name is documented here; what needs a loop over code is computed in `link` and stored.
Fields of type `Setting` are read by conditions as their value, None (not set) or UNKNOWN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.evaluation import CiFile, Evaluation
from groundrules.domain.exposure import OpenDatabase
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.history import RepositoryAge
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType
from groundrules.domain.vector_store import Embedding, VectorStore

ProjectKind = Literal["application", "library"]


@dataclass(slots=True, eq=False, kw_only=True)
class Project:
    """One project of the tree: the nearest folder with a manifest, its assets and what surrounds them.

    `path` is relative to the audited root ("." for the root). `kind` tells applications from libraries (SDKs and
    frameworks are judged by nobody's prompts). `is_served`: a web handler, bot or UI was found, at `served_at`.
    `evaluations` also holds those of the projects around it, `own_evaluations` does not. `reaches_models`: it or a
    project inside it calls a model; `is_within_another`: so does the application around it, which speaks for both
    (`serves_within`: of one that is served).
    `today` is the ISO date that dated facts are judged at, `models_as_of` that of the list of models.
    `unreadable_languages` names languages in which an
    evaluation may stand that no reader covers yet, so that absence proves nothing.
    `lacks_tracing`: nothing in the tree records the calls of models (asked where a project that calls them is served).
    `looks_up`: something is looked up for prompts, `has_human_review`: people look over answers; both are asked where a
    tuned model is served.
    `age` is that of the repository (asked for where there is a job); `prototype_signs` what shows
    that a project with a job has only begun, in words, `written_prototype_signs` those of them that somebody wrote (the
    others are things that are wanting).
    """

    path: str
    name: str
    location: Location
    kind: ProjectKind = "application"
    today: str = ""
    models_as_of: str = ""
    jobs: list[FineTuneJob] = field(default_factory=list)
    datasets: list[Dataset] = field(default_factory=list)
    vector_stores: list[VectorStore] = field(default_factory=list)
    embeddings: list[Embedding] = field(default_factory=list)
    retrieval_steps: list[RetrievalStep] = field(default_factory=list)
    retrieval_pipelines: list[RetrievalPipeline] = field(default_factory=list)
    open_databases: list[OpenDatabase] = field(default_factory=list)
    index_files: list[Location] = field(default_factory=list)
    model_calls: list[ModelCall] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    own_evaluations: list[Evaluation] = field(default_factory=list)
    ci_files: list[CiFile] = field(default_factory=list)
    reaches_models: bool = False
    is_within_another: bool = False
    is_served: bool = False
    serves_within: bool = False
    served_at: Location | None = None
    unreadable_languages: tuple[str, ...] = ()
    lacks_tracing: bool = False
    age: RepositoryAge | UnknownType = field(default_factory=lambda: UnknownType("history not asked for"))
    looks_up: bool | UnknownType = field(default_factory=lambda: UnknownType("no tuned model is served here"))
    has_human_review: bool | UnknownType = field(default_factory=lambda: UnknownType("no tuned model is served here"))
    prototype_signs: tuple[str, ...] = ()
    written_prototype_signs: tuple[str, ...] = ()

    @property
    def missing_guards(self) -> str:
        """What is missing between a tuned model and those who read it, in words; empty where nothing certainly is."""
        guards = (("retrieval", self.looks_up), ("human review", self.has_human_review))
        return " and ".join(name for name, there in guards if there is False)

    @property
    def first_index_file(self) -> Location | None:
        """The first index file under git."""
        return self.index_files[0] if self.index_files else None

    @property
    def more_index_files(self) -> list[Location]:
        """Where up to four more stand."""
        return self.index_files[1:5]

    @property
    def index_file_words(self) -> str:
        """The first index file by its name, and how many more there are."""
        name = self.index_files[0].path.rpartition("/")[2] if self.index_files else ""
        more = len(self.index_files) - 1
        return f"{name} and {more} more index file{'s' if more > 1 else ''}" if more > 0 else name

    @property
    def first_open_database(self) -> OpenDatabase | None:
        """The first database that is published without a lock."""
        return self.open_databases[0] if self.open_databases else None

    @property
    def more_open_databases(self) -> list[Location]:
        """Where the others are published."""
        return [item.location for item in self.open_databases[1:]]

    @property
    def product_calls(self) -> list[ModelCall]:
        """Model calls in product code, in order of place."""
        return [call for call in self.model_calls if call.role == "product"]

    @property
    def code_calls(self) -> list[ModelCall]:
        """Model calls in product code outside notebooks, which are experiments until code takes them over."""
        return [call for call in self.product_calls if call.location.cell is None]

    @property
    def first_product_call(self) -> ModelCall | None:
        """The first model call in product code, one outside notebooks where there is any."""
        return next(iter([*self.code_calls, *self.product_calls]), None)

    @property
    def first_evaluation(self) -> Evaluation | None:
        """The first evaluation."""
        return self.evaluations[0] if self.evaluations else None

    @property
    def case_count(self) -> int | None:
        """How many cases all evaluations hold together; None where one of them holds a number that is not known."""
        added = [item.added_cases for item in self.evaluations]
        known = [number for number in added if number is not None]
        return sum(known) if len(known) == len(added) else None

    @property
    def ci_evaluations(self) -> list[Evaluation]:
        """Its own evaluations that a change could run: no benchmark made for a report, no bare set of cases. Those by a
        known tool lead.
        """
        kinds = ("product", "evaluation", "test")
        found = [item for item in self.own_evaluations if item.role in kinds and not item.is_report]
        return sorted(found, key=lambda item: item.product_id == "hand-written")

    @property
    def first_ci_evaluation(self) -> Evaluation | None:
        """The first of those."""
        return next(iter(self.ci_evaluations), None)

    @property
    def change_ci_files(self) -> list[CiFile]:
        """CI files that run on a change."""
        return [item for item in self.ci_files if {"push", "pull_request", "merge_group"} & set(item.triggers)]

    @property
    def ci_places(self) -> list[Location]:
        """Where the CI that runs on a change stands."""
        return [item.location for item in self.change_ci_files[:3]]

    @property
    def ci_words(self) -> str:
        """How many CI files were read, in words."""
        count = len(self.ci_files)
        return f"{count} CI file{'s' if count != 1 else ''}"

    @property
    def asking_pipeline(self) -> RetrievalPipeline | None:
        """The first retrieval pipeline of product code that was followed to an answer."""
        return next((item for item in self.retrieval_pipelines if item.answers_in_product and item.is_followed), None)

    @property
    def scores_retrieval(self) -> bool:
        """Whether an evaluation scores what is retrieved, or the answer by it; one that asks the index itself does."""
        asking = (place for store in self.vector_stores for place in store.retrievals)
        if any("retrieval" in item.covers for item in self.evaluations):
            return True
        return any(place.role == "evaluation" for place in asking)

    @property
    def people_of_late(self) -> int | None:
        """How many people committed in the 90 days before the newest commit; None where that is not known."""
        return self.age.people if isinstance(self.age, RepositoryAge) else None

    @property
    def uses_structured_output(self) -> bool:
        """Whether any model call asks for structured output."""
        return any(call.structured_output.is_set for call in self.model_calls)
