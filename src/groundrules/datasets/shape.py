"""The shapes of records: from a decoded value to a `Record`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from groundrules.datasets.conversation import OPENAI_ROLES, problems_of_turns, record_of_turns, turns_of
from groundrules.datasets.pair import pair_record
from groundrules.datasets.preference import preference_record
from groundrules.datasets.record import FRAGMENT, Record, text_of

_SHAREGPT_ROLES = frozenset(
    {"human", "gpt", "system", "user", "assistant", "tool", "function", "function_call", "observation", "bing",
     "chatgpt", "bard", "tool_call", "tool_response", "model"}
)  # fmt: skip
_GEMINI_ROLES = frozenset({"user", "model", "function", "system"})

Fields = dict[str, Any]


def record_of(value: object) -> Record:
    """A decoded record in the one shape; format `columns` or `unknown` where its keys name no known shape."""
    if not isinstance(value, dict):
        return Record("unknown", problems=(("not-an-object", "a record is a JSON object or a table row"),))
    for key, reader in _READERS.items():
        if key in value and (record := reader(value)) is not None:
            return record
    return pair_record(value) or _single_message(value) or Record("columns", prompt=_columns(value))


def _messages(value: Fields) -> Record | None:
    messages = value["messages"]
    if isinstance(messages, str):
        messages = _decoded(messages)
    if not isinstance(messages, list):
        return Record("openai-chat", problems=(("no-messages", "'messages' is no list"),))
    turns = turns_of(messages, "role", "content")
    is_bedrock = "schemaVersion" in value or (isinstance(value.get("system"), list) and not value.get("tools"))
    system = text_of(value.get("system")) or ""
    record = record_of_turns(
        "bedrock" if is_bedrock else "openai-chat", turns, system, value.get("tools") or value.get("functions")
    )
    return _with(record, problems=problems_of_turns(value, turns, OPENAI_ROLES, final_is_due=True))


def _conversations(value: Fields) -> Record | None:
    key = next(name for name in _CONVERSATION_KEYS if name in value)
    messages = value[key]
    if not isinstance(messages, list):
        return None
    first = next((message for message in messages if isinstance(message, dict)), {})
    role, text = ("from", "value") if "from" in first or "value" in first else ("role", "content")
    turns = turns_of(messages, role, text)
    record = record_of_turns("sharegpt", turns, text_of(value.get("system")) or "", value.get("tools"))
    return _with(record, problems=problems_of_turns(value, turns, _SHAREGPT_ROLES, final_is_due=False))


def _contents(value: Fields) -> Record | None:
    contents = value["contents"]
    if not isinstance(contents, list):
        return None
    turns = turns_of(contents, "role", "parts")
    instruction = value.get("systemInstruction") or value.get("system_instruction")
    system = (text_of(instruction.get("parts")) or "") if isinstance(instruction, dict) else ""
    record = record_of_turns("gemini", turns, system, value.get("tools"))
    return _with(record, problems=problems_of_turns(value, turns, _GEMINI_ROLES, final_is_due=True))


def _single_message(value: Fields) -> Record | None:
    if not ({"role", "content"} <= value.keys() or {"from", "value"} <= value.keys()):
        return None
    problem = (FRAGMENT, "each line is one message; the provider wants a whole conversation a line")
    text = text_of(value.get("content") or value.get("value")) or ""
    if value.get("role") == "assistant" or value.get("from") == "gpt":
        return Record("openai-chat", target=text, problems=(problem,))
    return Record("openai-chat", prompt=text, question=text, problems=(problem,))


def _decoded(text: str) -> object:
    # A table keeps a conversation as JSON in one column.
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None


def _columns(value: Mapping[object, object]) -> str:
    return "\n".join(text for text in value.values() if isinstance(text, str))[:4000]


def _with(record: Record, **changes: Any) -> Record:
    return msgspec.structs.replace(record, **changes)


_CONVERSATION_KEYS = ("conversations", "conversation", "dialogue", "dialog")

_READERS: dict[str, Callable[[Fields], Record | None]] = {
    "chosen": preference_record,
    "preferred_output": preference_record,
    "preferred": preference_record,
    "chosen_messages": preference_record,
    "messages": _messages,
    "contents": _contents,
    **dict.fromkeys(_CONVERSATION_KEYS, _conversations),
}
"""The reader of a shape by the key that shows it; the first that takes the record wins."""
