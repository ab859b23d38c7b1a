"""Datasets as assets: rows, their files, what they were built from, and what reading them showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.asset import Asset
from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.history import Changes, Rhythm
from groundrules.domain.location import Location
from groundrules.domain.unknown import UNSET, Setting, UnknownType

_KIND_WORDS = {
    "source-code": "source code", "database": "a database", "api": "an API", "scraper": "scraped pages",
    "dataset": "files",
}  # fmt: skip


@dataclass(slots=True, eq=False, kw_only=True)
class DataSource:
    """What a dataset was built from, as its builder shows.

    `kind` is one of source-code, documents, database, api, scraper, tickets, model (written by a language model),
    dataset (another dataset); `detail` names it in the user's words. `paths` are the files of the tree that it means,
    `is_pinned` says that it is a dated export or a revision, `rhythm` how often its files change (None where it is not
    made of files).
    """

    kind: Literal["source-code", "documents", "database", "api", "scraper", "tickets", "model", "dataset"]
    location: Location
    detail: str = ""
    paths: tuple[str, ...] = ()
    is_pinned: bool = False
    rhythm: Rhythm | UnknownType | None = None

    @property
    def is_live(self) -> bool:
        """Whether it changes on its own, outside the repository."""
        return self.kind in ("database", "api", "scraper", "tickets") and not self.is_pinned

    @property
    def change_words(self) -> str:
        """What it is, and how it is known to change."""
        name = _KIND_WORDS.get(self.kind, self.kind) + (f" ({self.detail})" if self.detail else "")
        if self.is_live:
            return f"{name}, read anew on every build"
        return f"{name}, {self.rhythm.words}" if isinstance(self.rhythm, Rhythm) else name


@dataclass(slots=True, eq=False, kw_only=True)
class Dataset(Asset):
    """Rows that a job trains or validates on, or an evaluation scores with.

    `paths` are files in the tree; `remote` a hub name or address that cannot be read; `missing` paths that code names
    and the tree does not hold; `profile` is what was read; `sources` what its builder read. `is_complete` says that
    every part of it was found in the tree, or that all of it is elsewhere. `source_changes` is what changed under its
    sources since it was last committed (None: nothing). `provenance` are the files that say where it comes from (a data
    card, a licence, a source note, a version record), `versions` those of them that pin it; `unversioned_bytes` is the
    size of its files that are kept in git itself; `revision` is that of a remote dataset.
    """

    name: str = ""
    split: Literal["training", "validation", "evaluation", "unknown"] = "unknown"
    paths: tuple[str, ...] = ()
    remote: str = ""
    missing: tuple[str, ...] = ()
    is_complete: bool = True
    profile: DatasetProfile | None = None
    sources: list[DataSource] = field(default_factory=list)
    source_changes: Changes | UnknownType | None = None
    builder: Location | None = None
    data_location: Location | None = None
    provenance: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    unversioned_bytes: int = 0
    revision: Setting = UNSET

    @property
    def is_read(self) -> bool:
        """Whether rows were read."""
        return self.profile is not None and self.profile.records > 0

    @property
    def records(self) -> int | UnknownType:
        """The number of records; UNKNOWN where the data could not be read or counted."""
        if self.profile is None or self.profile.unread or not self.profile.exact:
            return UnknownType("data not read")
        if not self.is_complete:
            return UnknownType("part of the data is not in the tree")
        return self.profile.records

    @property
    def version_words(self) -> str:
        """What is missing to know which version was trained on, in words."""
        if self.remote:
            return f"{self.remote} is loaded without a revision, so that its owner decides what is trained on"
        return (
            f"{self.name} ({self.unversioned_bytes / 1e6:.0f} MB) is kept in git itself, neither in LFS nor under DVC"
        )

    @property
    def judged_labels(self) -> list[tuple[str, int]]:
        """The labels with their records, the commonest first; none where the task is another or they were cut short."""
        profile = self.profile
        if profile is None or profile.task != "classification" or profile.label_count > len(profile.labels):
            return []
        return list(profile.labels)

    @property
    def label_ratio(self) -> float:
        """How many times the commonest label outnumbers the rarest; 0 where there are no labels."""
        labels = self.judged_labels
        return labels[0][1] / labels[-1][1] if len(labels) > 1 else 0.0

    @property
    def rare_labels(self) -> list[str]:
        """Labels with fewer than ten records, where every record was read; the rarest first."""
        labels = self.judged_labels
        if self.profile is None or self.profile.sampled < self.profile.records or len(labels) < 2:
            return []
        return [f"'{label}' ({count})" for label, count in reversed(labels) if count < 10]

    @property
    def first_malformed(self) -> Location | None:
        """The first record that does not fit its format."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return Location(malformed[0].path, malformed[0].line) if malformed else None

    @property
    def more_malformed(self) -> list[Location]:
        """Up to four more such records."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return [Location(record.path, record.line) for record in malformed[1:5]]

    @property
    def malformed_words(self) -> str:
        """What is wrong with the first such record, in words."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return malformed[0].detail if malformed else ""

    @property
    def changing_records(self) -> list[Location]:
        """Records that state a changing fact, for showing."""
        samples = self.profile.changing_samples if self.profile is not None else ()
        return [Location(sample.path, sample.line) for sample in samples[:3]]

    @property
    def top_cues(self) -> str:
        """The signs of changing facts that fired most, in words."""
        cues = self.profile.top_cues if self.profile is not None else ()
        return ", ".join(name for name, _ in cues[:4])

    @property
    def liveliest_source(self) -> DataSource | UnknownType | None:
        """The source that changes most: one outside the repository first, then by git; None where none is known to."""
        live = next((source for source in self.sources if source.is_live), None)
        if live is not None:
            return live
        known = [(source.rhythm, source) for source in self.sources if isinstance(source.rhythm, Rhythm)]
        if known:
            return max(known, key=lambda pair: (pair[0].recent_weeks, pair[0].changed_weeks))[1]
        return next((item.rhythm for item in self.sources if isinstance(item.rhythm, UnknownType)), None)

    @property
    def source_places(self) -> list[Location]:
        """Where its builder reads its sources."""
        return [source.location for source in self.sources[:3]]

    @property
    def source_words(self) -> str:
        """What it was built from, in words."""
        return "; ".join(f"{s.kind} ({s.detail})" if s.detail else s.kind for s in self.sources[:3])

    @property
    def source_kinds(self) -> tuple[str, ...]:
        """The kinds of source its builder reads."""
        return tuple(sorted({source.kind for source in self.sources}))
