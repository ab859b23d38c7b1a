"""Records with a column for the prompt and one for the target, under the names that people give them."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from groundrules.datasets.conversation import record_of_turns, turns_of
from groundrules.datasets.record import Problem, Record
from groundrules.domain.dataset import RecordFormat

_ANSWERS = (
    "answer",
    "answers",
    "response",
    "respuesta",
    "antwort",
    "réponse",
    "reponse",
    "resposta",
    "risposta",
    "reply",
)
_PAIRS: tuple[tuple[RecordFormat, tuple[str, ...], tuple[str, ...]], ...] = (
    ("prompt-completion", ("prompt",), ("completion", "response", "output", "answer", "target")),
    ("alpaca", ("instruction",), ("output", "response", "completion", "answer", "target")),
    ("question-answer", ("question", "questions", "query", "pregunta", "frage", "domanda", "pergunta", "q"),
     (*_ANSWERS, "a", "completion", "output")),
    ("prompt-completion", ("text_input", "input_text"), ("output", "output_text")),
    ("prompt-completion", ("input", "inputs", "source", "user", "human", "user_input"),
     ("output", "outputs", "target", "targets", "response", "completion", "assistant", "bot", "expected_output",
      "answer")),
)  # fmt: skip
_CONTEXTS = ("input", "context", "passage", "document", "knowledge", "history")
_TEXTS = ("text", "content", "sentence", "review", "comment", "message", "utterance", "raw_text")
_LABELS = ("label", "labels", "category", "class", "intent", "sentiment", "tag")
_IDENTIFIERS = frozenset({"metadata", "meta", "embedding", "vector", "chunk_id"})

_TEMPLATE = re.compile(
    r"(?P<prompt>.*?)(?:### ?(?:Response|Output|Answer|Assistant) ?:|\[/INST\]|<\|im_start\|>assistant"
    r"|<start_of_turn>model|<\|assistant\|>|<\|start_header_id\|>assistant<\|end_header_id\|>)(?P<target>.*)",
    re.DOTALL,
)
_END = re.compile(r"(?:</s>|<\|im_end\|>|<\|endoftext\|>|<end_of_turn>|<\|eot_id\|>)\s*$")


def pair_record(value: dict[str, Any]) -> Record | None:
    """A record of two columns, a labelled text or a raw text; None where no column has a known name."""
    columns = {str(key).strip().lower(): item for key, item in value.items()}
    for format, prompts, targets in _PAIRS:
        prompt_key = next((key for key in prompts if key in columns), None)
        target_key = next((key for key in targets if key in columns and key != prompt_key), None)
        if prompt_key and target_key:
            return _pair(format, columns, prompt_key, target_key)
    return _labelled(columns) or _raw(columns)


def _pair(format: RecordFormat, columns: dict[str, Any], prompt_key: str, target_key: str) -> Record:
    prompt, target = columns[prompt_key], columns[target_key]
    if isinstance(prompt, list) and isinstance(target, list) and _are_messages(prompt) and _are_messages(target):
        return record_of_turns(format, [*turns_of(prompt, "role", "content"), *turns_of(target, "role", "content")])
    context = "\n".join(
        text for key in _CONTEXTS if key != prompt_key and isinstance(text := columns.get(key), str) and text
    )
    question = _text(prompt)
    system = columns.get("system") or columns.get("system_prompt")
    return Record(
        format,
        system=system if isinstance(system, str) else "",
        prompt=f"{question}\n{context}" if context else question,
        question=question,
        target=_text(target),
        has_tools=bool(columns.get("tools")),
        problems=_target_problems(prompt, target),
    )


def _are_messages(value: list[object]) -> bool:
    return bool(value) and all(isinstance(item, dict) and "role" in item for item in value)


def _target_problems(prompt: object, target: object) -> tuple[Problem, ...]:
    if target is None or (isinstance(target, str) and not target.strip()):
        return (("empty-target", "the target is empty"),)
    if isinstance(target, (dict, list)):
        return (("content-not-text", "the target is no text; a provider wants the JSON as a string"),)
    if isinstance(prompt, dict):
        return (("content-not-text", "the prompt is no text"),)
    return ()


def _labelled(columns: dict[str, Any]) -> Record | None:
    text = next((columns[key] for key in _TEXTS if isinstance(columns.get(key), str)), None)
    label_key = next((key for key in _LABELS if key in columns), None)
    if text is None or label_key is None:
        return None
    label = _text(columns[label_key])
    problems: tuple[Problem, ...] = () if label.strip() else (("empty-target", "the label is empty"),)
    return Record("columns", prompt=text, question=text, target=label, label=label, problems=problems)


def _raw(columns: dict[str, Any]) -> Record | None:
    text = columns.get("text")
    if not isinstance(text, str) or columns.keys() & _IDENTIFIERS:
        return None
    rendered = _TEMPLATE.match(text)
    if rendered is None:
        return Record("text", target=text)
    prompt = rendered["prompt"]
    return Record("text", prompt=prompt, question=prompt, target=_END.sub("", rendered["target"]))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return msgspec.json.encode(value).decode()
