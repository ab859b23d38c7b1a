"""Whole documents that are put into the prompt of a question, with nothing that bounds them."""

from __future__ import annotations

import re

from groundrules.domain.location import Location
from groundrules.domain.model_call import Prompt
from groundrules.domain.value import CallResult, Literal, Reference, Text, Value
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.user_input import UserInputs
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Found
from groundrules.link.value.code import receiver_of, tail_of

DEEPEST = 6
LONG_BYTES = 8_000
"""About 2,000 tokens: nobody looks up a shorter file in parts."""
READS = ("read", "read_text", "readFileSync", "readFile")
QUESTION = re.compile(r"(?i)(?:^|[_.])(?:(?:user_?)?(?:question|query)|frage|pregunta)$")
WHOLE_TEXT = re.compile(
    r"(?i)\b(?:summar\w+|translat\w+|extract\w*|rewrit\w+|review\w*|classif\w+|convert\w*|refactor\w*|proofread\w*|"
    r"pars(?:e|ing)|edit(?:or|ing)?|code|zusammenfass\w*|[üu]bersetz\w*|resum\w+|traduc\w+)\b"
)
"""Work on a text as a whole, which needs the whole text."""


def note_stuffed_documents(evidence: Evidence, prompts: Prompts) -> None:
    """Set, for each prompt of product code that asks a question of a whole file, where that file is read."""
    inputs = UserInputs(evidence)
    for found, made in prompts.contents:
        for prompt in made:
            if prompt.role != "product" or prompt.documents or WHOLE_TEXT.search(prompt.text):
                continue
            for answer in evidence.resolver.follow(found):
                if isinstance(answer, Found) and isinstance(answer.value, Text):
                    _attach(evidence, inputs, answer, answer.value.parts, prompt)


def _attach(evidence: Evidence, inputs: UserInputs, answer: Found, parts: tuple[Value, ...], prompt: Prompt) -> None:
    holes = [answer.at(part) for part in parts if not isinstance(part, Literal)]
    asks = any(_is_question(hole.value) or inputs.of(hole) is not None for hole in holes)
    for hole in holes if asks else ():
        place = _read(evidence, hole, 0)
        if place is not None and not _is_question(hole.value):
            prompt.documents.append(place)


def _is_question(value: Value) -> bool:
    return isinstance(value, Reference) and QUESTION.search(value.name) is not None


def _read(evidence: Evidence, found: Found, depth: int) -> Location | None:
    """Where a value is read whole from a long file of the tree; None where that is not certain."""
    if depth > DEEPEST:
        return None
    answers = evidence.resolver.follow(found)
    if len(answers) != 1 or not isinstance(answers[0], Found) or not isinstance(answers[0].value, CallResult):
        return None
    answer, result = answers[0], answers[0].value
    call = answer.file.call(result)
    receiver = receiver_of(call.callee)
    if tail_of(call.callee) in ("strip", "toString", "trim") and receiver is not None:
        return _read(evidence, answer.at(receiver), depth + 1)
    if tail_of(call.callee) not in READS or (tail_of(call.callee) == "read" and call.arguments):
        return None
    path = evidence.paths.file(answer)
    file = next((item for item in evidence.sources.tree.files if item.path == path), None)
    is_long = file is not None and file.kind != "prompt" and file.size_bytes >= LONG_BYTES
    return answer.file.location_of_call(result.call) if is_long else None
