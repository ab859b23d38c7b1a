"""The card of a dataset that a job trains on: what its rows are, what they teach, what is wrong with them, whence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from groundrules.domain.dataset import DatasetProfile, Interval, RecordFormat, Task
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.record import SensitiveData
from groundrules.domain.training_data import Dataset
from groundrules.report.dataset_length import Length, length_of
from groundrules.report.dataset_origin import Origin, origin_of
from groundrules.report.dataset_split import Split, splits_of
from groundrules.report.layers import is_own, short_place
from groundrules.report.redaction import mask_value, redact

_MOST_LABELS = 60
_SHARE_DIGITS = 4


class Tally(msgspec.Struct, frozen=True):
    """A name and how many there are of it."""

    name: str
    count: int


class ChangingFacts(msgspec.Struct, frozen=True):
    """Records that state a fact which changes: `hits` of `of` records read, with the Wilson 95 % interval of the share.

    `of` is 0 where the task's records state none by their nature. `cues` are the signs and the records that show them.
    """

    hits: int
    of: int
    share: float
    low: float
    high: float
    cues: tuple[Tally, ...]


class Sensitive(msgspec.Struct, frozen=True):
    """Personal data or secrets: in how many of the records read, and how many different values there are by kind."""

    records: int
    of: int
    values: tuple[Tally, ...]
    words: str


class Duplicates(msgspec.Struct, frozen=True):
    """Records that repeat an earlier one; the least there is where `complete` is false."""

    exact: int
    near: int
    of: int
    share: float
    complete: bool


class Conflicts(msgspec.Struct, frozen=True):
    """Prompts with more than one target where one answer is right, and the records that carry them."""

    prompts: int
    records: int
    of: int
    complete: bool


class DatasetCard(msgspec.Struct, frozen=True):
    """What was read of one dataset that a fine-tune job of product code trains on.

    `id` is that of its asset; `jobs` the places that train on it. `records` is counted where `is_exact`, else
    estimated; `sampled` were read closely, `surveyed` for repeats, conflicts, personal data, secrets and length.
    Shares lie between 0 and 1. Whatever is quoted of the records is redacted.
    """

    id: str
    name: str
    project: str
    paths: tuple[str, ...]
    jobs: tuple[str, ...]
    records: int
    is_exact: bool
    is_complete: bool
    missing: tuple[str, ...]
    unread: str
    sampled: int
    surveyed: int
    format: RecordFormat
    task: Task
    language: str
    organisation: str
    organisation_share: float
    subject: str
    subject_share: float
    json_targets_share: float
    one_shape_share: float
    shape: str
    changing_facts: ChangingFacts
    labels: tuple[Tally, ...]
    label_count: int
    personal_data: Sensitive
    secrets: Sensitive
    duplicates: Duplicates
    conflicts: Conflicts
    malformed: int
    malformed_kinds: tuple[Tally, ...]
    length: Length
    splits: tuple[Split, ...]
    origin: Origin


def cards_of(project: Project, ids: Mapping[int, str] | None = None) -> list[DatasetCard]:
    """A card for each dataset that was read and that product code trains on, in the order of the jobs.

    `ids` gives the ids of assets in a report, by identity; without it a dataset's own is used.
    """
    jobs = [job for job in project.jobs if is_own(job)]
    datasets = {id(job.dataset): job.dataset for job in jobs if job.dataset is not None and job.dataset.is_read}
    return [
        _card(dataset, profile, [job for job in jobs if job.dataset is dataset], project, (ids or {}).get(key))
        for key, dataset in datasets.items()
        if (profile := dataset.profile) is not None
    ]


def _card(
    dataset: Dataset, profile: DatasetProfile, jobs: Sequence[FineTuneJob], project: Project, name: str | None
) -> DatasetCard:
    repetition, contradiction = profile.repetition, profile.contradiction
    return DatasetCard(
        id=name or dataset.id,
        name=dataset.name or ", ".join(dataset.paths),
        project=project.path,
        paths=dataset.paths,
        jobs=tuple(short_place(job.location) for job in jobs),
        records=profile.records,
        is_exact=profile.exact,
        is_complete=dataset.is_complete,
        missing=dataset.missing,
        unread=profile.unread,
        sampled=profile.sampled,
        surveyed=profile.surveyed,
        format=profile.format,
        task=profile.task,
        language=profile.language,
        organisation=mask_value(profile.organisation),
        organisation_share=_rounded(profile.organisation_share),
        subject=profile.subject,
        subject_share=_rounded(profile.subject_share),
        json_targets_share=_rounded(profile.json_targets_share),
        one_shape_share=_rounded(profile.one_shape_share),
        shape=redact(profile.shape),
        changing_facts=_changing_facts(profile.changing_facts, profile.top_cues),
        labels=tuple(Tally(redact(label), records) for label, records in profile.labels[:_MOST_LABELS]),
        label_count=profile.label_count,
        personal_data=_sensitive(profile.personal_data),
        secrets=_sensitive(profile.secrets),
        duplicates=Duplicates(
            repetition.exact, repetition.near, repetition.of, _rounded(repetition.share), repetition.complete
        ),
        conflicts=Conflicts(
            contradiction.prompts, contradiction.records, contradiction.of, contradiction.complete
        ),
        malformed=profile.malformed_count,
        malformed_kinds=_tallies(profile.malformed_kinds),
        length=length_of(profile, jobs),
        splits=splits_of(jobs),
        origin=origin_of(dataset),
    )  # fmt: skip


def _changing_facts(found: Interval, cues: Iterable[tuple[str, int]]) -> ChangingFacts:
    low, high = _rounded(found.low), _rounded(found.high)
    return ChangingFacts(found.hits, found.of, _rounded(found.share), low, high, _tallies(cues))


def _sensitive(data: SensitiveData) -> Sensitive:
    return Sensitive(data.records, data.of, _tallies(data.values), data.words)


def _tallies(pairs: Iterable[tuple[str, int]]) -> tuple[Tally, ...]:
    return tuple(Tally(name, count) for name, count in pairs)


def _rounded(share: float) -> float:
    return round(share, _SHARE_DIGITS)
