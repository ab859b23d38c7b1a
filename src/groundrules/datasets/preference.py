"""Preference pairs: a prompt, a chosen answer and a rejected one."""

from __future__ import annotations

from typing import Any

import msgspec

from groundrules.datasets.conversation import record_of_turns, turns_of
from groundrules.datasets.record import Problem, Record, text_of

_PAIRS = (
    ("chosen", "rejected"),
    ("preferred_output", "non_preferred_output"),
    ("preferred", "non_preferred"),
    ("chosen_messages", "rejected_messages"),
)
_PROMPTS = ("prompt", "input", "question", "instruction", "conversations", "messages")


def preference_record(value: dict[str, Any]) -> Record | None:
    """A preference pair; the chosen answer is the target. None where the rejected answer's key is missing."""
    pair = next((pair for pair in _PAIRS if pair[0] in value), None)
    if pair is None or pair[1] not in value:
        return None
    prompt = _side(next((value[key] for key in _PROMPTS if value.get(key)), ""))
    chosen, rejected = _side(value[pair[0]]), _side(value[pair[1]])
    return msgspec.structs.replace(
        chosen,
        system="\n".join(filter(None, (text_of(value.get("system")) or "", prompt.system, chosen.system))),
        prompt="\n".join(filter(None, (prompt.prompt or prompt.target, chosen.prompt))),
        question=prompt.question or prompt.target or chosen.question,
        problems=_problems(chosen, rejected),
    )


def _side(value: object) -> Record:
    """A text or a list of messages (in OpenAI's form under `messages`) as a record."""
    if isinstance(value, dict):
        value = value.get("messages") or [value]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        role, text = ("from", "value") if any("from" in item for item in value if isinstance(item, dict)) else (
            "role", "content")  # fmt: skip
        return record_of_turns("preference", turns_of(value, role, text))
    return Record("preference", target=value if isinstance(value, str) else "")


def _problems(chosen: Record, rejected: Record) -> tuple[Problem, ...]:
    if not chosen.target.strip() or not rejected.target.strip():
        side = "rejected" if chosen.target.strip() else "chosen"
        return (("empty-target", f"the {side} answer is empty"),)
    if chosen.target == rejected.target:
        return (("equal-preference", "the chosen and the rejected answer are the same"),)
    return ()
