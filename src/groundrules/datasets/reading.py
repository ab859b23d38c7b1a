"""The files of a dataset that can be read, why the others cannot, and their rows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from groundrules.datasets.row import Row
from groundrules.datasets.sampling import numbers_by_file, sample_numbers, survey_numbers
from groundrules.datasets.source_file import SourceFile
from groundrules.datasets.unread import UnreadError

UNREADABLE = (UnreadError, OSError, EOFError, zlib.error, ValueError, MemoryError)


class Reading:
    """The files of one dataset, opened and counted."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self.files: list[SourceFile] = []
        self.unread: list[str] = []
        for path in dict.fromkeys(paths):
            try:
                self.files.append(SourceFile(root, path))
            except UNREADABLE as error:
                self._leave_out(path, error, len(set(paths)) > 1)

    def _leave_out(self, path: str, error: BaseException, several: bool) -> None:
        reason = str(error) if isinstance(error, UnreadError) else f"unreadable ({type(error).__name__})"
        self.unread.append(f"{path}: {reason}" if several else reason)

    @property
    def records(self) -> int:
        """The number of records in all files."""
        return sum(file.records for file in self.files)

    @property
    def exact(self) -> bool:
        """Whether every record was counted."""
        return all(file.exact for file in self.files)

    def survey_numbers(self) -> Sequence[int]:
        """The records that a survey reads."""
        return survey_numbers(self.records, sum(file.size_bytes for file in self.files))

    def sampled_rows(self) -> Iterator[tuple[Row, bool, bool]]:
        """The rows of both readings in one pass, each with whether it is read closely and whether it is surveyed."""
        close, survey = sample_numbers(self.records), self.survey_numbers()
        if len(close) == len(survey) == self.records:
            yield from ((row, True, True) for row in self.rows(close))
            return
        read_closely, surveyed = set(close), survey if isinstance(survey, range) else set(survey)
        numbers = sorted(read_closely.union(survey))
        for number, row in self._numbered(numbers):
            yield row, number in read_closely, number in surveyed

    def rows(self, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows with these numbers (over all files, ascending)."""
        return (row for _, row in self._numbered(numbers))

    def _numbered(self, numbers: Sequence[int]) -> Iterator[tuple[int, Row]]:
        sizes = [file.records for file in self.files]
        first = 0
        for file, own in zip(self.files, numbers_by_file(numbers, sizes), strict=True):
            try:
                for number, row in zip(own, file.rows(own), strict=False):
                    yield first + number, row
            except UNREADABLE as error:
                self._leave_out(file.path, error, len(self.files) > 1)
            first += file.records
