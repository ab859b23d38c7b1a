"""What a record of a dataset looks like: a short stretch of it, redacted, with the sign that matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundrules.domain.location import Location
from groundrules.domain.project import Project
from groundrules.domain.record import RecordSample
from groundrules.report.redaction import redact
from groundrules.report.source import SourceReader

_MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Redacted text of a record. Units: `start` and `end` are the characters of its sign, from 0."""

    text: str
    start: int
    end: int


class Excerpts:
    """Excerpts by place: of the profile where it kept the record, else of the file."""

    def __init__(self, projects: Iterable[Project]) -> None:
        self._paths: set[str] = set()
        self._samples: dict[tuple[str, int], RecordSample] = {}
        for dataset in (dataset for project in projects for dataset in project.datasets):
            self._paths.update(dataset.paths)
            if dataset.profile is not None:
                for sample in (*dataset.profile.changing_samples, *dataset.profile.samples):
                    self._samples.setdefault((sample.path, sample.line), sample)

    def is_data(self, path: str) -> bool:
        """Whether a file belongs to a dataset."""
        return path in self._paths

    def at(self, location: Location, source: SourceReader, mark: str = "") -> Excerpt | None:
        """The excerpt at a place, with its sign between marks; None where nothing can be read."""
        sample = self._samples.get((location.path, location.line))
        excerpt = _of_sample(sample) if sample else _of_line(location, source.lines(location))
        return excerpt and _marked(excerpt, mark)


def _of_sample(sample: RecordSample) -> Excerpt:
    """The heaviest sign that can be seen in the excerpt counts."""
    text = redact(sample.excerpt)
    for cue in sorted(sample.cues, key=lambda cue: -cue.weight):
        start = text.find(cue.text) if cue.text else -1
        if start >= 0:
            return Excerpt(text, start, start + len(cue.text))
    return Excerpt(text, 0, 0)


def _of_line(location: Location, lines: list[str]) -> Excerpt | None:
    if not lines:
        return None
    first = max(0, location.column - 1 - _MOST_CHARACTERS // 2)
    text = redact(lines[0][first : first + _MOST_CHARACTERS])
    start = min(location.column - 1 - first, len(text))
    end = location.end_column - 1 - first if location.end_line in (0, location.line) else 0
    whole = end - start >= len(text)
    return Excerpt(text, 0, 0) if whole else Excerpt(text, start, min(max(start, end), len(text)))


def _marked(excerpt: Excerpt, mark: str) -> Excerpt:
    if not mark or excerpt.end <= excerpt.start:
        return excerpt
    text, start, end = excerpt.text, excerpt.start, excerpt.end
    marked = f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"
    return Excerpt(marked, start, end + 2 * len(mark))
