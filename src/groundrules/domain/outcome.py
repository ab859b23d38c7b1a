"""The outcome of a run: everything that a report may show."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import msgspec

from groundrules.domain.catalogue import Guidance
from groundrules.domain.finding import Finding
from groundrules.domain.location import Location
from groundrules.domain.project import Project
from groundrules.domain.rule import Rule
from groundrules.domain.source import LeftOut, Skipped


class AssetCount(msgspec.Struct, frozen=True):
    """How many assets of a kind were found, and of how many everything that rules ask for is known."""

    kind: str
    found: int
    resolved: int
    unknown_reasons: dict[str, int] = {}


class Coverage(msgspec.Struct):
    """What was read and what was not: the line that is never left out.

    Units: `seconds` by stage; ages by the dates of catalogue and guidance. `poisoned` counts conditions that met an
    unknown value, by rule.
    """

    files_read: int = 0
    files_with_llm_code: int = 0
    skipped: list[Skipped] = []
    left_out: list[LeftOut] = []
    assets: list[AssetCount] = []
    poisoned: dict[str, int] = {}
    not_covered: list[str] = []
    catalogue_date: str = ""
    models_date: str = ""
    guidance_date: str = ""
    seconds: dict[str, float] = {}


class UnusedSuppression(msgspec.Struct, frozen=True):
    """A suppression that silenced nothing, or has expired: `problem` says which.

    `kind` is "ignore", or "baseline" for an entry of one.
    """

    location: Location
    rules: tuple[str, ...]
    problem: str
    kind: str = "ignore"


@dataclass(slots=True)
class Outcome:
    """A finished run. `findings` holds what is to be shown, in order; `suppressed` what was silenced.

    `root` is the audited folder, absolute, for reading source lines to show. `hidden` counts what each quieter persona
    did not say, by the persona that would. `ungrouped` are the findings one by one, before those of a project are told
    as one, and those of the baseline too. `today` is the day by which catalogue and guidance are old.
    """

    root: str
    findings: list[Finding]
    suppressed: list[Finding]
    projects: list[Project]
    coverage: Coverage
    rules: dict[str, Rule]
    guidance: Guidance
    version: str
    unused_suppressions: list[UnusedSuppression] = field(default_factory=list)
    ungrouped: list[Finding] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    today: datetime.date = field(default_factory=datetime.date.today)
