"""What stands between a model and harm where a wrong answer harms: something looked up, and people who look over it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.project import Project
from groundrules.domain.value import Literal, walk
from groundrules.link.boundary import covers, project_of
from groundrules.link.evidence import Evidence
from groundrules.link.scoring.hand_written import names_of, texts_of
from groundrules.link.training.serving import looks_up

REVIEW = re.compile(
    r"(?i)human[-_ ]?(?:in[-_ ]the[-_ ]loop|review|approv|oversight|validat|check|expert)|(?<![a-z])hitl(?![a-z])"
    r"|(?:medical|legal|clinical|clinician|physician|doctor|lawyer|attorney|expert|manual|peer)[-_ ]?(?:review|approv)"
    r"|(?:review|check|approv|validat|sign)\w*(?: off)? by (?:\w+ ){0,3}?(?:doctor|physician|clinician|nurse|pharmacist"
    r"|lawyer|attorney|counsel|expert|specialist|professional|human|person)"
    r"|(?:needs|pending|awaiting|requires)[-_ ]?(?:review|approval)|review[-_ ]?queue|approved[-_ ]?by"
    r"|sign(?:ed)?[-_ ]off"
    r"|revisi[oó]n (?:humana|m[eé]dica|jur[ií]dica)|revisad[oa]s? por|supervisi[oó]n (?:humana|m[eé]dica)"
    r"|relecture|relu(?:e?s?) par|valid[eé]e?s? par|supervision (?:humaine|m[eé]dicale)"
    r"|menschliche\w* (?:pr[üu]fung|aufsicht|kontrolle)|[äa]rztliche?\w* (?:pr[üu]fung|freigabe)"
    r"|(?:fachlich|anwaltlich|[äa]rztlich|juristisch) gepr[üu]ft"
)
"""Words by which a project tells that people look over answers, in its documents, names and texts."""
CODE = ("python", "notebook", "javascript", "typescript")
MOST_DOCUMENTS = 40
MOST_CODE = 400
"""Files beyond which absence is not looked for."""


class Guards:
    """Looks for retrieval and human review in a project that serves its tuned model; elsewhere it cannot be told."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders

    def attach(self, project: Project) -> None:
        """Note whether something is looked up, and whether people look over answers."""
        paths = self._code(project) if _serves(project) else []
        if not 0 < len(paths) <= MOST_CODE:
            return
        files = [file for path in paths if (file := self.evidence.sources.file(path)) is not None]
        project.looks_up = (
            bool(project.vector_stores)
            or bool(self.evidence.of_kind("retrieval", "vector_store"))
            or any(call.tools.is_set for call in project.model_calls)
            or any(map(looks_up, files))
        )
        project.has_human_review = (
            bool(self.evidence.of_kind("human_review"))
            or any(REVIEW.search(text) for file in files for text in _said(file.facts))
            or any(REVIEW.search(text) for text in self._documents())
        )

    def _code(self, project: Project) -> list[str]:
        """The files of code of the project, and of those around and inside it."""
        folder = "" if project.path == "." else project.path
        return [
            item.path
            for item in self.evidence.sources.tree.files
            if item.kind in CODE and (covers(own := project_of(item.path, self.folders), folder) or covers(folder, own))
        ]

    def _documents(self) -> Iterator[str]:
        paths = sorted((p for p in self.evidence.sources.paths if p.lower().endswith((".md", ".rst"))), key=len)
        for path in paths[:MOST_DOCUMENTS]:
            file = self.evidence.sources.file(path)
            for block in file.facts.blocks if file is not None else ():
                yield f"{block.heading}\n{block.text}"


def _serves(project: Project) -> bool:
    calls = [call for job in project.jobs for call in job.serving_calls]
    if any(call.role == "product" and call.location.cell is None for call in calls):
        return True
    return (project.is_served or project.serves_within) and bool(project.code_calls)


def _said(facts: FileFacts) -> Iterator[str]:
    """The names and texts of a file, also those that its functions give back."""
    yield from names_of(facts)
    yield from texts_of(facts)
    for part in (part for scope in facts.scopes for value in scope.returns for part in walk(value)):
        if isinstance(part, Literal) and isinstance(part.value, str):
            yield part.value
