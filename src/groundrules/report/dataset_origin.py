"""Where a dataset comes from: what builds it and from what, which files tell of it, and what was not found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from groundrules.domain.history import Changes
from groundrules.domain.training_data import Dataset
from groundrules.report.layers import short_place

_LICENCE = re.compile(r"(?i)(?:^|/)(?:licen[cs]e|copying)[^/]*$")


class Origin(msgspec.Struct, frozen=True):
    """The provenance of a dataset. `not_found` names what would tell more and was not found: so much is unknown.

    `built_at` is the place of its builder, `sources` what that reads and how it changes, `documents` the files that
    tell where the data comes from, `versions` those that pin it. `source_changes` is what changed under its sources
    since it was last committed.
    """

    built_at: str
    sources: tuple[str, ...]
    documents: tuple[str, ...]
    versions: tuple[str, ...]
    source_changes: str
    not_found: tuple[str, ...]


def origin_of(dataset: Dataset) -> Origin:
    """What is known of where a dataset comes from."""
    changes = dataset.source_changes
    documents = tuple(path for path in dataset.provenance if path not in dataset.versions)
    return Origin(
        short_place(dataset.builder) if dataset.builder else "",
        tuple(dict.fromkeys(source.change_words for source in dataset.sources)),
        documents,
        dataset.versions,
        f"{changes.file_words} {changes.words}" if isinstance(changes, Changes) else "",
        tuple(_not_found(dataset, documents)),
    )


def _not_found(dataset: Dataset, documents: tuple[str, ...]) -> Iterator[str]:
    if not dataset.builder and not dataset.sources:
        yield "builder"
    elif not dataset.sources:
        yield "input of the builder"
    if not documents:
        yield "note on its source"
    if not any(_LICENCE.search(path) for path in documents):
        yield "licence file"
    if not dataset.versions:
        yield "version record"
