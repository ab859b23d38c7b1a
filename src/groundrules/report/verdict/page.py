"""The verdict page of one project, as every format shows it."""

from __future__ import annotations

import msgspec

from groundrules.domain.outcome import Outcome
from groundrules.domain.project import Project
from groundrules.report.layers import Layer, layers_of
from groundrules.report.needs import Need, needs_of
from groundrules.report.verdict.concern import Concern, concerns_of
from groundrules.report.verdict.judgement import Judgement, judgements_of


class Page(msgspec.Struct, frozen=True):
    """What is to be said of a project as a whole: worked out from its assets, and from the findings that count."""

    layers: tuple[Layer, ...]
    needs: tuple[Need, ...]
    concerns: tuple[Concern, ...]
    fine_tunes: tuple[Judgement, ...]

    @property
    def says_something(self) -> bool:
        """Whether any layer was found."""
        return any(layer.found for layer in self.layers)


def page_of(project: Project, outcome: Outcome) -> Page:
    """The page of a project of a run. Findings that are suppressed do not count."""
    findings = [one for one in outcome.findings if one.project == project.path and one.suppressed is None]
    layers = layers_of(project)
    return Page(
        layers,
        tuple(needs_of(findings, outcome.guidance, project)),
        tuple(concerns_of(project, layers, findings)),
        tuple(judgements_of(project, findings)),
    )
