"""What the rows of a dataset show: counts, task, what they teach, what is wrong with them."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

from groundrules.domain.record import (
    Contradiction,
    MalformedRecord,
    RecordSample,
    Repetition,
    SensitiveData,
)

RecordFormat = OneOf[
    "openai-chat", "prompt-completion", "preference", "alpaca", "sharegpt", "bedrock", "gemini", "text",
    "question-answer", "columns", "unknown",
]  # fmt: skip
"""How a record is written. `columns` is a table whose columns name no known shape."""

Task = OneOf[
    "tool-call", "structured-output", "code", "maths", "classification", "context-grounded", "rewriting", "persona",
    "closed-book-organisation", "closed-book", "chat", "unknown",
]  # fmt: skip
"""What the records train a model to do, by the decision list of `datasets.task`."""


class Interval(msgspec.Struct, frozen=True):
    """A share with its Wilson 95 % interval. Units: 0 to 1; `of` is the number of records it was counted on."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The plain share; 0 where nothing was counted."""
        return self.hits / self.of if self.of else 0.0


class LlmTokens(msgspec.Struct, frozen=True):
    """The fewest llm tokens that each record can take, by an estimate from its characters.

    `bounds` are ascending limits; `counts[i]` the records with at least `bounds[i]` and fewer than the next. `longest`
    are the longest records as (llm tokens, path, line), the longest first.
    """

    bounds: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    longest: tuple[tuple[int, str, int], ...] = ()

    @property
    def of(self) -> int:
        """The number of records estimated."""
        return sum(self.counts)

    def share_over(self, limit: float) -> float:
        """The share of records that certainly exceed a limit."""
        over = sum(count for bound, count in zip(self.bounds, self.counts, strict=True) if bound > limit)
        return over / self.of if self.of else 0.0


class DatasetProfile(msgspec.Struct, frozen=True):
    """What was read of one dataset (one or more files that are used together).

    `records` is the number of records, `exact` whether it was counted rather than estimated; `sampled` how many were
    read closely. Shares are of the sampled records. `system_prompts` are the most frequent system messages with the
    share that carries each. `malformed` holds the first 20 by file and line; `malformed_count` and `malformed_kinds`
    (kind, records) count all: the blank lines of the whole files, the other kinds of the sampled records.
    `long_record_characters` is the 99th percentile of the length of a whole record.
    `surveyed` records were read for repeats, contradictions, personal data, secrets and length: all up to 20,000, a
    uniform sample of 10,000 beyond; `label_count` is the number of different labels.
    `top_cues` are (cue name, records). `organisation` is the name that most records say, or "we" where only the voice
    tells. `subject` is medical or legal where records speak of that, `subject_share` the share that does.
    `unread` says why (part of) the data could not be read.
    """

    paths: tuple[str, ...]
    format: RecordFormat = "unknown"
    records: int = 0
    exact: bool = True
    sampled: int = 0
    task: Task = "unknown"
    changing_facts: Interval = Interval(0, 0, 0.0, 0.0)
    top_cues: tuple[tuple[str, int], ...] = ()
    changing_samples: tuple[RecordSample, ...] = ()
    json_targets_share: float = 0.0
    one_shape_share: float = 0.0
    shape: str = ""
    code_share: float = 0.0
    organisation: str = ""
    organisation_share: float = 0.0
    grounded_share: float = 0.0
    labels: tuple[tuple[str, int], ...] = ()
    median_target_characters: int = 0
    long_record_characters: int = 0
    system_prompts: tuple[tuple[str, float], ...] = ()
    malformed: tuple[MalformedRecord, ...] = ()
    malformed_count: int = 0
    malformed_kinds: tuple[tuple[str, int], ...] = ()
    language: str = ""
    samples: tuple[RecordSample, ...] = ()
    mentioned_paths: tuple[str, ...] = ()
    surveyed: int = 0
    repetition: Repetition = Repetition()
    contradiction: Contradiction = Contradiction()
    personal_data: SensitiveData = SensitiveData()
    secrets: SensitiveData = SensitiveData()
    llm_tokens: LlmTokens = LlmTokens()
    label_count: int = 0
    subject: str = ""
    subject_share: float = 0.0
    unread: str = ""
