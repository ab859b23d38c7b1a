"""What a dataset trains a model to do, by a decision list: the first line that holds wins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from groundrules.datasets.record import Record
from groundrules.datasets.trait import Trait
from groundrules.domain.dataset import Task

_LABEL_CHARACTERS = 60
_MOST_LABELS = 60
_REWRITE = re.compile(
    r"(?i)\b(?:rewrite|rephrase|paraphrase|translate|summari[sz]e|simplify|correct|proofread"
    r"|convert the (?:following|text)|make (?:this|it) (?:more|less|shorter|longer)"
    r"|traduce|traduis|übersetze|resume|résume|reescribe|reformule)\b"
)


class Evidence:
    """The records and traits of a sample, with the shares that the decision list asks for."""

    def __init__(self, records: Sequence[Record], traits: Sequence[Trait], organisation_share: float) -> None:
        self.records = records
        self.traits = traits
        self.organisation_share = organisation_share

    def share(self, holds: Callable[[Trait], bool]) -> float:
        """The share of records for which something holds."""
        return sum(map(holds, self.traits)) / len(self.traits) if self.traits else 0.0

    @property
    def labels(self) -> list[tuple[str, int]]:
        """The targets with their counts, the commonest first."""
        return Counter(trait.target for trait in self.traits).most_common()

    @property
    def median_target_characters(self) -> int:
        """The middle length of a target."""
        return int(median(len(trait.target) for trait in self.traits)) if self.traits else 0


def task_of(evidence: Evidence) -> Task:
    """Walk the decision list."""
    if not any(trait.target for trait in evidence.traits):
        return "unknown"
    for task, holds in _DECISIONS:
        if holds(evidence):
            return task
    return "chat"


def is_labelling(evidence: Evidence) -> bool:
    """Whether the targets are a small closed set of short labels."""
    if any(record.label is not None for record in evidence.records):
        return True
    labels = evidence.labels
    total = len(evidence.traits)
    if total < 8 or evidence.median_target_characters > _LABEL_CHARACTERS:
        return False
    repeated = sum(count for _, count in labels[:_MOST_LABELS] if count > 1)
    return len(labels) <= max(2, min(_MOST_LABELS, total // 4)) and repeated >= 0.8 * total


def _is_raw_text(evidence: Evidence) -> bool:
    return sum(record.format == "text" and not record.prompt for record in evidence.records) > len(evidence.records) / 2


def _is_rewriting(evidence: Evidence) -> bool:
    asked = sum(bool(_REWRITE.search(f"{record.system[:300]}\n{record.prompt[:300]}")) for record in evidence.records)
    similar = evidence.share(lambda trait: _same_length(trait) and (trait.overlap >= 0.5 or _near(trait)))
    return asked > 0.5 * len(evidence.records) or (similar > 0.5 and evidence.share(lambda t: t.is_question) < 0.3)


def _same_length(trait: Trait) -> bool:
    return trait.target_words > 0 and 0.4 <= trait.prompt_words / trait.target_words <= 2.5


def _near(trait: Trait) -> bool:
    return trait.overlap > 0.3 and trait.target_words <= 4


def _is_closed_book(evidence: Evidence) -> bool:
    return evidence.share(lambda trait: trait.is_question) >= 0.5


def _is_about_organisation(evidence: Evidence) -> bool:
    return evidence.organisation_share >= 0.3 and evidence.share(lambda trait: trait.is_question) >= 0.25


def _is_persona(evidence: Evidence) -> bool:
    return evidence.share(lambda trait: trait.speaks_of_self) >= 0.4


_DECISIONS: tuple[tuple[Task, Callable[[Evidence], bool]], ...] = (
    ("tool-call", lambda e: e.share(lambda trait: trait.has_tool_call) >= 0.25),
    ("code", lambda e: e.share(lambda trait: trait.is_code) >= 0.5),
    ("maths", lambda e: e.share(lambda trait: trait.is_maths) >= 0.4),
    ("classification", is_labelling),
    ("structured-output", lambda e: e.share(lambda trait: trait.json_shape is not None) >= 0.6),
    ("unknown", _is_raw_text),
    ("context-grounded", lambda e: e.share(lambda trait: trait.is_grounded) >= 0.5),
    ("rewriting", _is_rewriting),
    ("persona", _is_persona),
    ("closed-book-organisation", _is_about_organisation),
    ("closed-book", _is_closed_book),
)
