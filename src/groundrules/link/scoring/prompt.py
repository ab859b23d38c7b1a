"""Which prompts an evaluation reaches, and where nobody can tell."""

from __future__ import annotations

from collections.abc import Callable

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.model_call import Prompt
from groundrules.domain.project import Project
from groundrules.domain.unknown import UnknownType
from groundrules.link.evidence import Evidence
from groundrules.link.value.code import CodeFile

CODE = ("python", "notebook", "javascript", "typescript")
Closure = Callable[[CodeFile], list[CodeFile]]


class PromptScoring:
    """Joins the named prompts of a project that product code sends with the evaluations of it."""

    def __init__(self, evidence: Evidence, closure: Closure) -> None:
        self.evidence = evidence
        self.closure = closure

    def attach(self, project: Project) -> None:
        """Set which prompts are scored; the first that none scores speaks for the others."""
        named = [prompt for prompt in project.prompts if _is_named(prompt)]
        if not named or not project.evaluations:
            return
        reached = {id(item): self._reached(item) for item in project.evaluations}
        for prompt in named:
            prompt.evaluations = [item for item in project.evaluations if _reaches(item, reached[id(item)], prompt)]
            prompt.is_scored = True if prompt.evaluations else UnknownType("an evaluation whose prompt is not resolved")
        scored = {id(item) for prompt in named for item in prompt.evaluations}
        if project.unreadable_languages or any(id(item) not in scored for item in project.evaluations):
            return
        unscored = [prompt for prompt in named if not prompt.evaluations]
        for prompt in unscored[:1]:
            prompt.is_scored = False
            prompt.more_unscored = [other.location for other in unscored[1:]]

    def _reached(self, evaluation: Evaluation) -> set[str]:
        """The files of code that an evaluation runs, as far as imports tell."""
        file = self.evidence.sources.files.get(evaluation.name)
        return {item.path for item in self.closure(file)} if file is not None and file.facts.kind in CODE else set()


def _is_named(prompt: Prompt) -> bool:
    """Whether it is a file, or a text with a name of its own, that product code sends."""
    file_name = prompt.location.path.rpartition("/")[2]
    is_file = prompt.location.line <= 1 or not file_name.endswith((".py", ".ts", ".js", ".tsx", ".jsx", ".ipynb"))
    return prompt.role == "product" and prompt.product_call is not None and (is_file or prompt.name != file_name)


def _reaches(evaluation: Evaluation, reached: set[str], prompt: Prompt) -> bool:
    """Whether an evaluation in code runs what holds or sends a prompt, or one in configuration names its file.

    A benchmark that starts the whole program, and a word that code and prompt share, tell nothing.
    """
    if reached:
        return prompt.location.path in reached or any(call.location.path in reached for call in prompt.calls)
    file_name = prompt.location.path.rpartition("/")[2]
    return any(text == file_name or text.endswith("/" + file_name) for text in evaluation.mentions)
