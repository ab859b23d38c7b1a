"""What users give that is put into system messages."""

from __future__ import annotations

from groundrules.domain.model_call import Prompt
from groundrules.domain.prompt_fault import UserInput
from groundrules.domain.value import CallResult, Literal, Operation, Reference, Text, Value
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.user_input import UserInputs
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Found
from groundrules.link.value.code import receiver_of, tail_of

FILLS = ("format", "replace", "render", "replaceAll")
FEWEST_WORDS = 4
"""Words of our own below which the whole message is the user's: a playground, a proxy."""


def note_user_inputs(evidence: Evidence, prompts: Prompts) -> None:
    """Set the values of users that system messages of product code take in."""
    inputs = UserInputs(evidence)
    for found, made in prompts.contents:
        for prompt in made:
            if prompt.message == "system" and prompt.role == "product" and len(prompt.written.split()) >= FEWEST_WORDS:
                _attach(evidence, inputs, found, prompt)


def _attach(evidence: Evidence, inputs: UserInputs, found: Found, prompt: Prompt) -> None:
    for answer in evidence.resolver.follow(found):
        if not isinstance(answer, Found):
            continue
        for value in _filled_in(answer):
            origin = inputs.of(answer.at(value))
            if origin is not None and not any(item.entered_at == origin.location for item in prompt.user_inputs):
                name = value.name if isinstance(value, Reference) else "what a user gives"
                place = answer.file.location(value.span, answer.cell)
                prompt.user_inputs.append(
                    UserInput(variable=name, source=origin.words, entered_at=origin.location, location=place)
                )


def _filled_in(answer: Found) -> list[Value]:
    """The values that are put into a text."""
    match answer.value:
        case Text(parts=parts) | Operation(operator="+", operands=parts):
            return [part for part in parts if not isinstance(part, Literal)]
        case CallResult() as result:
            call = answer.file.call(result)
            if tail_of(call.callee) not in FILLS or receiver_of(call.callee) is None:
                return []
            return [*call.arguments, *(entry.value for entry in call.keywords)]
        case _:
            return []
