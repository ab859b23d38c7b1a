"""A record in the one shape that everything else reads: system, prompt, target."""

from __future__ import annotations

import sys

import msgspec

from groundrules.domain.dataset import RecordFormat

KEPT_CHARACTERS = 8000
FRAGMENT = "one-message-per-line"

Problem = tuple[str, str]
"""What is wrong with a record: a kebab-case kind, and the same in words."""


class Record(msgspec.Struct, frozen=True):
    """A normalised record.

    `prompt` is everything the model is given besides `system`; `question` the last turn of the user, `context` a
    passage column; `target` all that it is taught to say. `label` is set where a column is named a label.
    `characters` is the length of the whole record before its texts were cut.
    """

    format: RecordFormat
    system: str = ""
    prompt: str = ""
    question: str = ""
    target: str = ""
    label: str | None = None
    has_tools: bool = False
    problems: tuple[Problem, ...] = ()
    path: str = ""
    line: int = 0
    characters: int = 0

    @property
    def is_fragment(self) -> bool:
        """Whether it is one message of a conversation that is spread over several records."""
        return any(kind == FRAGMENT for kind, _ in self.problems)


def kept(record: Record, path: str, line: int) -> Record:
    """A record with its place, its long texts cut so that a sample of them fits in memory."""
    prompt = record.prompt[:KEPT_CHARACTERS]
    question = prompt if record.question == record.prompt else record.question[:KEPT_CHARACTERS]  # held once
    return msgspec.structs.replace(
        record,
        path=path,
        line=line,
        characters=len(record.system) + len(record.prompt) + len(record.target),
        system=sys.intern(record.system[:KEPT_CHARACTERS]),  # most records carry the same one
        prompt=prompt,
        question=question,
        target=record.target[:KEPT_CHARACTERS],
    )


def text_of(value: object) -> str | None:
    """The text of a message's content: a string, or the text parts of a list; None where it is neither."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        parts = [part for part in value if isinstance(part, dict)]
        if len(parts) == len(value):
            return "\n".join(text for part in parts if (text := _part_text(part)))
    return None


def _part_text(part: dict[str, object]) -> str:
    """The text of a content part; some formats keep it under `value` or `content`."""
    if isinstance(text := part.get("text"), str):
        return text
    text = part.get("value", part.get("content"))
    return text if isinstance(text, str) and not str(part.get("type", "text")).startswith("image") else ""
