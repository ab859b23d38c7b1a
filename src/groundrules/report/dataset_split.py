"""What is held back from training: validation and evaluation data, and how much of it the model has seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal as OneOf

import msgspec

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.record import Overlap
from groundrules.domain.unknown import UnknownType
from groundrules.report.wording import count, percent

SplitName = OneOf["validation", "evaluation"]


class Recurrence(msgspec.Struct, frozen=True):
    """Held-out records found again among the training records: whole (`exact`, `near`) or by their prompt alone.

    Of `of` looked up. `complete` says that all training records were read; where not, these are the least there is.
    """

    of: int
    exact: int
    near: int
    prompts: int
    complete: bool
    unread: str = ""

    @property
    def records(self) -> int:
        """How many recur, in any way."""
        return self.exact + self.near + self.prompts


class Split(msgspec.Struct, frozen=True):
    """Data that is not trained on, and what is known of it. `recurrence` is null where nothing could be compared."""

    name: SplitName
    says: str
    recurrence: Recurrence | None = None


def splits_of(jobs: Sequence[FineTuneJob]) -> tuple[Split, ...]:
    """What the jobs on one dataset hold back, each once."""
    return tuple(dict.fromkeys(split for job in jobs for split in _splits(job)))


def _splits(job: FineTuneJob) -> Iterator[Split]:
    yield Split("validation", _validation(job), _recurrence(job.validation_overlap))
    if job.evaluation_overlap is not None:
        cases = f"{count(job.evaluation_overlap.of, 'record')} of an evaluation"
        yield Split("evaluation", cases, _recurrence(job.evaluation_overlap))


def _validation(job: FineTuneJob) -> str:
    if (data := job.validation_dataset) is not None:
        told = count(data.records, "record") if isinstance(data.records, int) else "records unknown"
        return told if data.name in ("", job.data_name) else f"{data.name} ({told})"
    if job.validation_share.state == "set" and (held := _held_back(job.validation_share.value)):
        return f"{held} held back"
    if job.splits_by_itself:
        return "split off by the service"
    if isinstance(job.has_validation, UnknownType):
        return f"unknown: {job.has_validation.reason}"
    return "given, but not resolved" if job.has_validation else "none"


def _held_back(value: object) -> str:
    """A share below one, or a number of records."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
        return ""
    return percent(value) if value < 1 else count(int(value), "record")


def _recurrence(found: Overlap | None) -> Recurrence | None:
    if found is None:
        return None
    return Recurrence(found.of, found.exact, found.near, found.prompts, found.complete, found.unread)
