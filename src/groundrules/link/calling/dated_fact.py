"""What the dated facts of the catalogue say of a project's model calls."""

from __future__ import annotations

from groundrules.domain.project import Project
from groundrules.link.calling.refused_parameter import RefusedParameters
from groundrules.link.calling.repeatable_task import repeatable_task
from groundrules.link.calling.repeated_model import tell_models_apart
from groundrules.link.calling.retired_api import RetiredApis
from groundrules.link.calling.snapshot import Snapshots
from groundrules.link.evidence import Evidence
from groundrules.link.product.installed import Installed


class DatedFacts:
    """Attaches it to projects whose calls are complete."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        installed = Installed(evidence.facts.values(), folders)
        self.apis = RetiredApis(evidence, installed)
        self.parameters = RefusedParameters(evidence, installed)
        self.snapshots = Snapshots(evidence.catalogue)

    def attach(self, project: Project) -> None:
        """Fill in which call speaks of a model that several name, what ends, and what is refused,
        what pins a moving name, and whether the task wants one answer."""
        project.models_as_of = self.evidence.catalogue.models_as_of
        tell_models_apart(project)
        self.apis.attach(project)
        self.parameters.attach(project)
        for call in project.model_calls:
            call.snapshot = self.snapshots.of(call)
            call.has_own_temperature = "temperature" in self.evidence.catalogue.entries[call.product_id].defaults
            call.repeatable_task = repeatable_task(call)
