"""What the rows of a dataset show: counts, task, what they teach, what is wrong with them."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

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


class Cue(msgspec.Struct, frozen=True):
    """One sign that a record states a changing fact: its name, the text that matched, its weight."""

    name: str
    text: str
    weight: float


class RecordSample(msgspec.Struct, frozen=True):
    """A record worth showing. `path` and `line` say where; `excerpt` is cut to 160 characters and redacted."""

    path: str
    line: int
    excerpt: str
    cues: tuple[Cue, ...] = ()


class MalformedRecord(msgspec.Struct, frozen=True):
    """A record that does not fit its format: `problem` is a kebab-case kind, `detail` says it in words."""

    path: str
    line: int
    problem: str
    detail: str


class DatasetProfile(msgspec.Struct, frozen=True):
    """What was read of one dataset (one or more files that are used together).

    `records` is the number of records, `exact` whether it was counted rather than estimated; `sampled` how many were
    read closely. Shares are of the sampled records. `system_prompts` are the most frequent system messages with the
    share that carries each. `malformed` holds the first 20 by file and line; `malformed_count` and `malformed_kinds`
    (kind, records) count all: the blank lines of the whole files, the other kinds of the sampled records.
    `long_record_characters` is the 99th percentile of the length of a whole record.
    `top_cues` are (cue name, records). `organisation` is the name that most records say, or "we" where only the voice
    tells. `unread` says why (part of) the data could not be read.
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
    unread: str = ""
