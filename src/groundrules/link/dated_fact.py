"""What the dated facts of the catalogue say of a project's model calls."""

from __future__ import annotations

from groundrules.domain.project import Project
from groundrules.link.evidence import Evidence
from groundrules.link.repeated_model import tell_models_apart
from groundrules.link.retired_api import RetiredApis


class DatedFacts:
    """Attaches it to projects whose calls are complete."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.apis = RetiredApis(evidence, folders)

    def attach(self, project: Project) -> None:
        """Fill in the date of the list of models, which call speaks of a model that several name, and what ends."""
        project.models_as_of = self.evidence.catalogue.models_as_of
        tell_models_apart(project)
        self.apis.attach(project)
