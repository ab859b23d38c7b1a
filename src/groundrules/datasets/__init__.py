"""Reading datasets: what the records of training data show, in bounded time and memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast, get_args

import msgspec

from groundrules.datasets.byte_stream import suffix_of
from groundrules.datasets.excerpt import excerpt_of
from groundrules.datasets.lexicon import load_lexicon
from groundrules.datasets.malformed import problems_of
from groundrules.datasets.overlap import overlap
from groundrules.datasets.profiling import describe, format_of, portray
from groundrules.datasets.reading import Reading
from groundrules.datasets.record import Problem, Record, kept
from groundrules.datasets.row import Row
from groundrules.datasets.shape import record_of
from groundrules.datasets.source_file import TEXT_SUFFIXES, SourceFile
from groundrules.datasets.subject import load_subjects, subject_of
from groundrules.datasets.survey import Survey
from groundrules.domain.dataset import DatasetProfile, RecordFormat
from groundrules.domain.record import MalformedRecord

__all__ = ["overlap", "profile"]

_SHOWN_MALFORMED = 20
_KEPT_MALFORMED = 200


def profile(
    root: Path, paths: Sequence[str], words_dir: Path, *, provider_format: str = "", subjects_dir: Path | None = None
) -> DatasetProfile:
    """Read one dataset: count its records, read a sample closely, and say what it teaches and what is wrong with it.

    `paths` are POSIX and relative to `root`; the files of one split belong together. `words_dir` holds the word lists
    of changing facts, `subjects_dir` those of medicine and law (None: not asked for). `provider_format` is the
    `RecordFormat` that the job's provider takes, or empty. What cannot be read is named in `unread`. Raises only where
    the word lists cannot be read.
    """
    lexicon = load_lexicon(words_dir)
    reading = Reading(root, paths)
    wanted = cast(RecordFormat, provider_format) if provider_format in get_args(RecordFormat) else None
    malformed = _Malformed(wanted)
    malformed.add_layout(reading.files)
    survey = Survey(len(reading.survey_numbers()))
    records = list(_read(reading, malformed, survey))
    malformed.add_strays(records)
    whole = [record for record in records if not record.is_fragment]
    sketch = describe(portray(whole, lexicon))
    subject, subject_share = subject_of(whole, load_subjects(subjects_dir)) if subjects_dir else ("", 0.0)
    profile = survey.tell(sketch, complete=survey.rows >= reading.records)
    return msgspec.structs.replace(
        profile,
        paths=tuple(paths),
        format=format_of(records),
        records=reading.records,
        exact=reading.exact,
        sampled=malformed.seen,
        subject=subject,
        subject_share=subject_share,
        malformed=malformed.shown,
        malformed_count=sum(malformed.kinds.values()),
        malformed_kinds=tuple(malformed.kinds.most_common()),
        unread="; ".join(reading.unread),
    )


def _read(reading: Reading, malformed: _Malformed, survey: Survey) -> Iterator[Record]:
    """The records of the close sample, cut; all that are read go through the survey."""
    for row, is_close, is_surveyed in reading.sampled_rows():
        record = None if row.value is None else record_of(row.value)
        if is_surveyed:
            survey.add(row, record)
        if is_close and (whole := malformed.sift(row, record)) is not None:
            yield kept(whole, row.path, row.line)


class _Malformed:
    """The records that do not fit: the first ones to show, all of them by kind."""

    def __init__(self, wanted: RecordFormat | None) -> None:
        self._wanted = wanted
        self._found: list[MalformedRecord] = []
        self.kinds: Counter[str] = Counter()
        self.seen = 0

    @property
    def shown(self) -> tuple[MalformedRecord, ...]:
        """The first of them by file and line."""
        return tuple(sorted(self._found, key=lambda found: (found.path, found.line))[:_SHOWN_MALFORMED])

    def add_layout(self, files: Sequence[SourceFile]) -> None:
        """What is wrong between records: blank lines, at which some loaders stop, or an array where lines are due."""
        for file in files:
            if file.is_array_in_jsonl:
                self._note(
                    file.path, 1, ("array-in-jsonl", "the file is one JSON array; JSONL wants one object a line")
                )
            lines, count = file.blank_lines
            if count and suffix_of(file.path) not in TEXT_SUFFIXES:  # in plain text they divide paragraphs
                for line in lines:
                    self._note(file.path, line, ("blank-line", "a blank line between records"))
                self.kinds["blank-line"] += count - len(lines)

    def sift(self, row: Row, record: Record | None) -> Record | None:
        """A row's record, where there is one to read on; what is wrong with it is noted, the first thing only."""
        self.seen += 1
        if record is None:
            self._note(row.path, row.line, (row.problem or "not-an-object", row.detail or "the record is null"))
            return None
        problems = [(row.problem, row.detail)] if row.problem else problems_of(record, self._wanted)
        if problems:
            self._note(row.path, row.line, problems[0])
        return None if record.format == "unknown" else record

    def add_strays(self, records: Sequence[Record]) -> None:
        """Records whose keys name no shape, among records whose keys do."""
        format = format_of(records)
        if format == "columns":
            return
        for record in records:
            if record.format == "columns" and record.label is None:
                self._note(record.path, record.line, ("missing-target", f"the record has not the keys of {format}"))

    def _note(self, path: str, line: int, problem: Problem) -> None:
        self.kinds[problem[0]] += 1
        if len(self._found) < _KEPT_MALFORMED:
            self._found.append(MalformedRecord(path, line, problem[0], excerpt_of(problem[1])))
