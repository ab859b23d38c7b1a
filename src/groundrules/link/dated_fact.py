"""What the dated facts of the catalogue say of a project's model calls."""

from __future__ import annotations

from groundrules.domain.project import Project
from groundrules.link.evidence import Evidence
from groundrules.link.repeated_model import tell_models_apart


class DatedFacts:
    """Attaches it to projects whose calls are complete."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def attach(self, project: Project) -> None:
        """Fill in the date of the list of models, and which call speaks of a model that several name."""
        project.models_as_of = self.evidence.catalogue.models_as_of
        tell_models_apart(project)
