"""Calls that give one of a few labels for each item of a loop."""

from __future__ import annotations

import re

from groundrules.domain.model_call import ModelCall
from groundrules.domain.value import CallResult, Element
from groundrules.link.calling.repeatable_task import CREATIVE, MOST_TEXT
from groundrules.link.calling.use import Place, Uses
from groundrules.link.value.code import tail_of

SORTS = re.compile(r"(?i)\b(classif(?:y|ies|ying|ication|ier)|categori[sz]e|sentiment|triage)\b")
LABEL = r"\b(?:label|category|class|word|sentiment|name|number)\b"
NAME = r"['\"]?\w+['\"]?"
ONE = re.compile(
    rf"(?i)\bone of (?:the following|these)\b|\b(?:exactly|only) one (?:of|{LABEL})|\bsingle {LABEL}"
    rf"|\b(?:answer|reply|respond|return|output|give)\b[^.\n]{{0,30}}\b(?:only|just)\b[^.\n]{{0,30}}{LABEL}"
    rf"|\bas (?:either )?{NAME}(?:, {NAME}){{0,8}},? or {NAME}(?=[.:\n]|$)"
)
"""Words that ask for one of them."""
MORE = re.compile(r"(?i)\b(explain|reason(?:ing|s)?|step by step|summar\w+|extract\w*|justif\w+|rationale|describe)\b")
"""Words of a task that asks for more than the label."""


def label_task(call: ModelCall) -> str:
    """The word by which the prompts of a call ask for one label and nothing more; empty where they do not."""
    text = "\n".join(prompt.text[:MOST_TEXT] for prompt in call.prompts)
    found = SORTS.search(text)
    if found is None or not ONE.search(text) or MORE.search(text) or CREATIVE.search(text):
        return ""
    return found[1].lower()


def note_label_tasks(uses: Uses, calls: list[ModelCall]) -> None:
    """Note on calls the label that they give for each item of a loop."""
    for call in calls:
        task = label_task(call)
        if task and any(_is_per_item(place) for place in uses.places(call)):
            call.label_task = task


def _is_per_item(place: Place) -> bool:
    """Whether a loop around a call goes over things, and does not count attempts."""
    file, call = place
    if call.loop == "comprehension":
        return True
    variables = [
        item
        for item in file.facts.assignments
        if item.scope == call.scope and isinstance(item.value, Element) and item.span.line <= call.span.line
    ]
    last = max(variables, key=lambda item: item.span.line, default=None)
    if call.loop != "for" or last is None or not isinstance(last.value, Element):
        return False
    over = last.value.of
    return not (isinstance(over, CallResult) and tail_of(file.call(over).callee) == "range")
