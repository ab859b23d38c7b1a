"""Conversations: a list of turns, whoever names the roles."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from groundrules.datasets.record import Problem, Record, text_of
from groundrules.domain.dataset import RecordFormat

_ASSISTANT = frozenset({"assistant", "gpt", "model", "bot", "chatbot", "ai", "chatgpt", "function_call", "tool_call"})
_SYSTEM = frozenset({"system", "developer"})
_TOOL = frozenset({"tool", "function", "observation", "ipython", "tool_response", "function_response"})
_CALLS = frozenset({"function_call", "tool_call"})

OPENAI_ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})
_COHERE_ROLES = frozenset({"System", "User", "Chatbot"})
_GRADED = ("reference", "reference_answer", "answer", "ground_truth", "target", "expected", "ideal", "solution")
"""Beside messages these hold what a grader compares with: reinforcement tuning, where no assistant turn is due."""


class Turn(msgspec.Struct, frozen=True):
    """One message. `text` is None where there is no content; `is_text` is false where it is of a wrong type."""

    role: str
    text: str | None
    has_calls: bool = False
    is_text: bool = True

    @property
    def is_assistant(self) -> bool:
        """Whether the model speaks."""
        return self.role.lower() in _ASSISTANT


def turns_of(messages: Sequence[object], role_key: str, text_key: str) -> list[Turn]:
    """The turns of a list of messages; what is no object becomes a turn without role or text."""
    return [_turn(message, role_key, text_key) for message in messages]


def _turn(message: object, role_key: str, text_key: str) -> Turn:
    if not isinstance(message, dict):
        return Turn("", None, is_text=False)
    role = message.get(role_key)
    role = role if isinstance(role, str) else ""
    calls = message.get("tool_calls") or message.get("function_call")
    content = message.get(text_key)
    text = text_of(content)
    is_text = text is not None or (content is None and bool(calls))
    if isinstance(content, list) and not is_text:
        text = "\n".join(part for part in content if isinstance(part, str))  # wrong, but what it teaches can be read
    if calls:
        rendered = msgspec.json.encode(calls).decode()
        text = f"{text}\n{rendered}" if text else rendered
    return Turn(role, text, bool(calls) or role in _CALLS, is_text)


def record_of_turns(format: RecordFormat, turns: Sequence[Turn], system: str = "", tools: object = None) -> Record:
    """The assistant's turns as target, the rest as prompt. `tools` is the record's list of tools, if it has one."""
    own_system = [turn.text or "" for turn in turns if turn.role.lower() in _SYSTEM]
    prompt = [turn.text or "" for turn in turns if not turn.is_assistant and turn.role.lower() not in _SYSTEM]
    target = [turn.text for turn in turns if turn.is_assistant and turn.text and turn.text.strip()]
    has_tools = bool(tools) or any(turn.has_calls or turn.role.lower() in _TOOL for turn in turns)
    asked = [turn.text for turn in turns if turn.text and turn.role.lower() not in _ASSISTANT | _SYSTEM | _TOOL]
    return Record(
        format,
        system="\n".join(text for text in (system, *own_system) if text),
        prompt="\n".join(prompt),
        question=asked[-1] if asked else "",
        target="\n".join(target),
        has_tools=has_tools,
    )


def problems_of_turns(
    record: dict[str, object], turns: Sequence[Turn], roles: frozenset[str], final_is_due: bool
) -> tuple[Problem, ...]:
    """What is wrong with a conversation. `final_is_due`: the provider wants the last turn to be the assistant's."""
    if not turns:
        return (("no-messages", "the list of messages is empty"),)
    problems = [*_role_problems(turns, roles), *_content_problems(turns)]
    if any(record.get(key) not in (None, "") for key in _GRADED):
        return tuple(problems)
    spoken = [turn for turn in turns if turn.is_assistant]
    uses_tools = any(turn.has_calls or turn.role.lower() in _TOOL for turn in turns)
    if not spoken:
        problems.append(("no-assistant-turn", "no turn is the assistant's, so there is nothing to learn"))
    elif not any((turn.text or "").strip() for turn in spoken) and _all_empty(spoken):
        problems.append(("empty-target", "the assistant's turn is empty"))
    elif _is_empty(spoken[-1]) and not uses_tools:
        problems.append(("empty-target", "the assistant's last turn is empty"))
    elif final_is_due and not turns[-1].is_assistant:
        problems.append(("last-turn-not-assistant", f"the last turn is of role '{turns[-1].role}'"))
    return tuple(problems)


def _is_empty(turn: Turn) -> bool:
    return turn.text is not None and not turn.text.strip()


def _all_empty(turns: Sequence[Turn]) -> bool:
    return all(_is_empty(turn) for turn in turns)


def _role_problems(turns: Sequence[Turn], roles: frozenset[str]) -> list[Problem]:
    named = {turn.role for turn in turns}
    if named <= _COHERE_ROLES and "Chatbot" in named:
        return []
    if "" in named:
        return [("missing-role", "a message has no role")]
    wrong = sorted(named - roles)
    return [("wrong-role", f"role '{wrong[0][:40]}' is none of {', '.join(sorted(roles))}")] if wrong else []


def _content_problems(turns: Sequence[Turn]) -> list[Problem]:
    if any(turn.role and not turn.is_text for turn in turns):
        return [("content-not-text", "the content of a message is neither text nor a list of content parts")]
    return []
