"""Evaluations and what runs them."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundrules.domain.asset import Asset
from groundrules.domain.history import Changes
from groundrules.domain.location import Location
from groundrules.domain.unknown import UNSET, Setting, UnknownType


@dataclass(slots=True, eq=False, kw_only=True)
class ContinuousRun:
    """A CI job, hook or schedule that runs an evaluation. `guards` says that it runs on a change and can fail it."""

    location: Location
    triggers: tuple[str, ...]
    guards: bool


@dataclass(slots=True, eq=False, kw_only=True)
class CaseSet:
    """The cases of an evaluation, where all of them are in the tree: how many, and where they stand."""

    count: int
    location: Location


@dataclass(slots=True, eq=False, kw_only=True)
class Judge:
    """The model that scores answers. `tested` is a call of the same model that is scored (None: another, or not known);
    `snapshot` the pinned model that its name stands for today, empty where it is pinned itself. `is_fallback`: it
    judges where no other is named (the default of a parameter, a setting or a variable of the environment).
    """

    model: str
    location: Location
    snapshot: str = ""
    tested: Asset | None = None
    is_fallback: bool = False

    @property
    def words(self) -> str:
        """What is wrong with it, in words."""
        if self.tested is not None and self.is_fallback:
            return "judges answers that it gave itself, where no other judge is named"
        if self.tested is not None:
            return "judges answers that it gave itself"
        return f"judges here, and moves to each new version of the model; {self.snapshot} is pinned"


@dataclass(slots=True, eq=False, kw_only=True)
class Evaluation(Asset):
    """Something that scores what a language model, a prompt or a retrieval gives.

    `covers` holds any of prompt, model, retrieval, fine-tune, agent; `mentions` the names, paths and model ids it
    speaks of, by which it is joined to assets; `runs` is what runs it; `is_report`: a benchmark run by hand for its
    numbers, or cases alone, which nobody expects on every change. `overtaken_by` is what changed of what it scores
    since it, its cases and its results were last committed (None: nothing). `asks_nothing_at` is where cases are given
    without anything that could find one wrong.
    `added_cases` is how many cases it brings that no other evaluation before it has brought (None: not known).
    """

    name: str = ""
    covers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    cases: Setting = UNSET
    runs: list[ContinuousRun] = field(default_factory=list)
    is_smoke_run: bool = False
    is_report: bool = False
    overtaken_by: Changes | UnknownType | None = None
    case_set: CaseSet | None = None
    added_cases: int | None = None
    judge: Judge | None = None
    asks_nothing_at: Location | None = None

    @property
    def guards_changes(self) -> bool:
        """Whether something runs it on a change and can fail it."""
        return any(run.guards for run in self.runs)


@dataclass(slots=True, eq=False, kw_only=True)
class CiFile:
    """A CI configuration file: what starts it."""

    location: Location
    system: str
    triggers: tuple[str, ...]
