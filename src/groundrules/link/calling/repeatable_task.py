"""Calls whose answer should be the same each time: extraction, classification, judging."""

from __future__ import annotations

import re

from groundrules.domain.model_call import ModelCall

REPEATABLE = re.compile(
    r"(?i)\b(extract\w*|classif\w+|categori[sz]\w+|sentiment|grad(?:e|ing)|scor(?:e|ing)|judg(?:e|ing))\b"
)
CREATIVE = re.compile(r"(?i)\b(creativ\w+|brainstorm\w*|imagin\w+|stor(?:y|ies)|poems?|jokes?|draft|compose|invent)\b")
MOST_TEXT = 4_000
"""Characters of a prompt that tell its task."""


def repeatable_task(call: ModelCall) -> str:
    """The word of a call's prompts by which its task is one to be answered alike each time; empty where none is, or
    where something is to be made up.
    """
    is_read_by_code = call.structured_output.is_set or bool(call.parses) or call.json_prompt is not None
    texts = [prompt.text[:MOST_TEXT] for prompt in call.prompts]
    if not is_read_by_code or any(CREATIVE.search(text) for text in texts):
        return ""
    return next((match[1].lower() for text in texts if (match := REPEATABLE.search(text)) is not None), "")
