"""Whether a fine-tune is the right tool, with the reasons: when it is, the report says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal as OneOf

import msgspec

from groundrules.domain.finding import Finding
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.report.verdict.own import own, short_place
from groundrules.report.wording import count, listed, percent

THOUSANDS = 1_000
_STEADY_SHARE = 0.1
_TELLING_SHARE = 0.5
_FORM_TASKS = {
    "persona": "a persona", "rewriting": "rewriting", "classification": "classification", "tool-call": "tool calls",
}  # fmt: skip
"""Tasks whose records teach style or format: what a fine-tune is for."""
_WRONG = (
    "need.private-documents", "need.fresh-facts", "need.coding-agent", "finetune-wrong.weekly-change",
    "finetune-wrong.know-our-codebase",
)  # fmt: skip
_EARLY = ("finetune-wrong.no-evals", "finetune-wrong.prototype", "need.output-format", "need.cheap-classification")

Fit = OneOf["right tool", "wrong tool", "too early", "unknown"]


class Judgement(msgspec.Struct, frozen=True):
    """What is to be said of one fine-tune: `fit`, the reasons for it and against it, and what is not known.

    `job` is its place; `rules` are those whose findings speak against it.
    """

    job: str
    fit: Fit
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    unknown: tuple[str, ...]
    rules: tuple[str, ...]


def judgements_of(project: Project, findings: Sequence[Finding]) -> list[Judgement]:
    """One for each job of product code, in order of place."""
    return [_judgement(job, findings) for job in own(project.jobs)]


def _judgement(job: FineTuneJob, findings: Sequence[Finding]) -> Judgement:
    against = [one for one in findings if _is_about(one, job) and {*_WRONG, *_EARLY}.intersection(one.guidance)]
    speaks_for, unknown = tuple(_speaks_for(job)), tuple(_unknown(job))
    cited = {name for one in against for name in one.guidance}
    speaks_against = tuple(dict.fromkeys([*(one.message for one in against), *_data_against(job, cited)]))
    rules = tuple(sorted({one.rule for one in against}))
    return Judgement(short_place(job.location), _fit(job, against), speaks_for, speaks_against, unknown, rules)


def _is_about(finding: Finding, job: FineTuneJob) -> bool:
    """A finding at the job, at one of its records, or that names the job as a related place."""
    if finding.family not in ("fine-tuning", "datasets", "evaluation"):
        return False
    places = [finding.location, *(related.location for related in finding.related)]
    paths = job.dataset.paths if job.dataset is not None else ()
    own_line = (job.location.path, job.location.cell, job.location.line)
    return any((place.path, place.cell, place.line) == own_line or place.path in paths for place in places)


def _fit(job: FineTuneJob, against: Sequence[Finding]) -> Fit:
    cited = {name for one in against for name in one.guidance}
    if cited.intersection(_WRONG):
        return "wrong tool"
    if cited.intersection(_EARLY):
        return "too early"
    is_right = _teaches_form(job) and _has_thousands(job) and not any(_data_against(job)) and job.is_scored is True
    return "right tool" if is_right else "unknown"


def _teaches_form(job: FineTuneJob) -> bool:
    """Whether the records teach style or format: not what an organisation says, nor facts that go stale."""
    profile = job.dataset.profile if job.dataset is not None else None
    if profile is None or profile.task not in _FORM_TASKS or profile.organisation_share >= _TELLING_SHARE:
        return False
    return profile.changing_facts.of == 0 or profile.changing_facts.high < _STEADY_SHARE


def _has_thousands(job: FineTuneJob) -> bool:
    records = job.dataset.records if job.dataset is not None else None
    return isinstance(records, int) and records >= THOUSANDS


def _speaks_for(job: FineTuneJob) -> Iterator[str]:
    profile = job.dataset.profile if job.dataset is not None else None
    if _has_thousands(job) and profile is not None:
        yield f"{count(profile.records, 'record')} of the wanted input and output"
    if _teaches_form(job) and profile is not None:
        yield f"the records teach style or format ({_FORM_TASKS[profile.task]}) rather than facts"
    if job.is_scored is True:
        yield f"an evaluation scores the tuned model{_named(job)}"
    if job.dataset is not None and job.dataset.provenance:
        yield f"the origin of the data is told in {listed(job.dataset.provenance, 2)}"


def _named(job: FineTuneJob) -> str:
    first = job.first_evaluation
    return f" ({first.name or short_place(first.location)})" if first is not None else ""


def _data_against(job: FineTuneJob, cited: Collection[str] = ()) -> Iterator[str]:
    """What the data itself says against it, where no finding that cites the same has said so."""
    profile = job.dataset.profile if job.dataset is not None else None
    goes_stale = profile is not None and profile.changing_facts.low >= _STEADY_SHARE
    if profile is not None and goes_stale and "need.fresh-facts" not in cited:
        yield f"at least {percent(profile.changing_facts.low)} of the records state facts that change"
    records = job.dataset.records if job.dataset is not None else None
    if isinstance(records, int) and 0 < records < THOUSANDS:
        yield f"{count(records, 'record')}, expected thousands"


def _unknown(job: FineTuneJob) -> Iterator[str]:
    profile = job.dataset.profile if job.dataset is not None else None
    if profile is None or not profile.sampled:
        yield "what the records teach (data not read)"
    elif profile.task == "unknown":
        yield "what the records teach"
    if not isinstance(job.is_scored, bool):
        yield f"whether the tuned model is evaluated ({job.is_scored.reason})"
    if job.dataset is None or not job.dataset.provenance:
        yield "whether the data was approved"
    yield "the latency budget"
