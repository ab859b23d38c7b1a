"""What makes two records the same: digests of their normalised texts."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from groundrules.datasets.record import Record

_IDENTIFIERS = frozenset(
    {"id", "_id", "idx", "index", "uuid", "guid", "uid", "row", "row_id", "sample_id", "record_id", "example_id",
     "conversation_id", "question_id", "key", "hash", "metadata", "meta", "source", "url", "split", "date", "timestamp",
     "created_at", "updated_at", "unnamed: 0", ""}
)  # fmt: skip
"""Columns that tell where a record came from, not what it teaches."""
_CONVERSATION_KEYS = frozenset({"messages", "contents", "conversations", "conversation", "dialogue", "dialog"})
_COMPARED_CHARACTERS = 400_000


class Fingerprint(NamedTuple):
    """Digests of a record. `whole` and `prompt` take in the system message and any further columns; `bare_prompt` and
    `target` do not, so that they can be compared across files of other shapes. 0 stands for an empty text.
    """

    whole: int
    prompt: int
    bare_prompt: int
    target: int

    @property
    def bare(self) -> int:
        """Prompt and target alone, for comparing records of two files."""
        return hash((self.bare_prompt, self.target))


def fingerprint_of(value: object, record: Record) -> Fingerprint:
    """The digests of a normalised record and the decoded value it was read from."""
    target = digest(_canonical(record.target))
    prompt = normalised(record.prompt)
    around = f"{normalised(record.system)}\0{_rest(value, record)}\0"
    return Fingerprint(
        whole=digest(f"{around}{prompt}\0{target}"),
        prompt=digest(f"{around}{prompt}") if prompt else 0,
        bare_prompt=digest(prompt),
        target=target,
    )


def digest(text: str) -> int:
    """Eight bytes of a text that hold for every run; 0 for an empty text."""
    if not text:
        return 0
    data = text[:_COMPARED_CHARACTERS].encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def normalised(text: str) -> str:
    """A text without differences of case and white space."""
    return " ".join(text.lower().split())


def _canonical(target: str) -> str:
    """A target as it is compared: JSON by what it says, the rest without case and white space."""
    if target[:1] in ("{", "["):
        try:
            return msgspec.json.encode(msgspec.json.decode(target), order="sorted").decode()
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            pass
    return normalised(target)


def _rest(value: object, record: Record) -> str:
    """What else a record holds: columns that are neither prompt nor target, and content that is no text."""
    if not isinstance(value, Mapping):
        return ""
    parts: list[str] = []
    for key, item in value.items():
        name = str(key).strip().lower()
        if name in _CONVERSATION_KEYS:
            parts.extend(_media(item))
        elif name not in _IDENTIFIERS and (text := _written(item)) and not _is_used(text, record):
            parts.append(f"{name}={text}")
    return "\0".join(parts)


def _written(item: object) -> str:
    if isinstance(item, str):
        return item
    if item is None:
        return ""
    try:
        return msgspec.json.encode(item).decode()
    except (TypeError, ValueError, UnicodeError, RecursionError):  # dates and the like, from a columnar file
        return str(item)


def _is_used(text: str, record: Record) -> bool:
    return text == record.target or text in record.prompt or text == record.system


def _media(messages: object) -> list[str]:
    """Content parts other than text: two pictures under one question make two records."""
    contents = [
        message.get("content", message.get("parts"))
        for message in (messages if isinstance(messages, list) else ())
        if isinstance(message, dict)
    ]
    return [
        _written(part)
        for content in contents
        if isinstance(content, list)
        for part in content
        if isinstance(part, dict) and not isinstance(part.get("text"), str)
    ]
