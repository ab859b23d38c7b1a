"""Which evaluations score a fine-tuned model, and where nobody can tell."""

from __future__ import annotations

import re

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.source import Tree
from groundrules.domain.unknown import UnknownType
from groundrules.link.boundary import covers, project_of

UNREAD_LANGUAGES = {
    "go": "Go", "java": "Java", "kt": "Kotlin", "rb": "Ruby", "rs": "Rust", "cs": "C#", "php": "PHP", "swift": "Swift",
    "scala": "Scala", "ex": "Elixir", "exs": "Elixir", "r": "R", "R": "R", "jl": "Julia", "dart": "Dart",
}  # fmt: skip
"""Languages that no reader covers, by the suffix of their files."""
NAMED_EVALUATION = re.compile(
    r"(?i)(?:^|[/_\-. ])(?:evals?|evaluat\w*|benchmarks?|scor(?:e|es|er|ing)|judges?|grad(?:e|er|ing))(?=[/_\-. ]|$)"
)
CODE = ("python", "notebook", "javascript", "typescript", "shell")


class Scoring:
    """Joins jobs with the evaluations of their projects."""

    def __init__(self, tree: Tree, folders: list[str]) -> None:
        self.files = tree.files
        self.folders = folders

    def unreadable(self, folder: str) -> tuple[str, ...]:
        """Languages of the project that no reader covers yet, where a file of theirs is named like an evaluation."""
        languages = {
            language
            for file in self.files
            if file.role == "evaluation"
            and (language := UNREAD_LANGUAGES.get(file.path.rpartition(".")[2]))
            and covers(project_of(file.path, self.folders), folder)
        }
        return tuple(sorted(languages))

    def score(self, job: FineTuneJob, project: Project) -> None:
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
            file.kind in CODE
            and covers(folder, project_of(file.path, self.folders))
            and NAMED_EVALUATION.search(file.path.removeprefix(folder + "/").rpartition(".")[0])
            for file in self.files
        )

    def _same_place(self, evaluation: Evaluation, job: FineTuneJob) -> bool:
        """An evaluation of a model that stands beside the job is taken to score what the job makes."""
        beside = evaluation.location.path.rpartition("/")[0] == job.location.path.rpartition("/")[0]
        return beside and "model" in evaluation.covers


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
