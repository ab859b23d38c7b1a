"""Templates of prompts that are filled in with what they have no place for, or without what they ask for."""

from __future__ import annotations

import re

from groundrules.domain.facts import Call
from groundrules.domain.model_call import Prompt
from groundrules.domain.prompt_fault import VariableFault
from groundrules.domain.value import CallResult, Operation, Value
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.template_variable import TemplateVariables, format_fields
from groundrules.link.calling.wording import Wording
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of, tail_of

PLACEHOLDER = re.compile(
    r"^(?:<<\s*\w+\s*>>|\{\{?\s*\w+\s*\}\}?|\[\[?[A-Z_]{3,}\]\]?|%[A-Z_]{3,}%|\$\{?[A-Z_]{3,}\}?|__[A-Z_]{3,}__|<[A-Z_]{3,}>)$"
)
"""What is put into a text to be replaced."""
INVOKES = ("invoke", "ainvoke", "stream", "astream")
FORMATS = ("format_messages", "format_prompt", "format")
ROLES = ("product", "evaluation")
SHOWN = 30


class FilledTemplates:
    """Holds each filling of a known prompt against the text it fills."""

    def __init__(self, evidence: Evidence, prompts: Prompts) -> None:
        self.evidence = evidence
        self.variables = TemplateVariables(evidence, prompts)
        self.by_place = {key[:3]: prompt for key, prompt in prompts.known.items() if prompt.text}

    def attach(self) -> None:
        """Set the faults of prompts."""
        for file in self.evidence.sources.read_so_far():
            if file.role in ROLES:
                for tail in ("format", "replace", "replaceAll", *INVOKES, *FORMATS[:2]):
                    for number in file.calls_by_tail.get(tail, ()):
                        self._filling(file, number, tail)

    def _filling(self, file: CodeFile, number: int, tail: str) -> None:
        call = file.facts.calls[number]
        receiver = receiver_of(call.callee)
        if receiver is None:
            return
        found = Found(file, receiver)
        if tail in ("replace", "replaceAll"):
            self._replaced(found, call)
        elif tail in INVOKES:
            self._invoked(found, call)
        elif not self._formatted_object(found, call) and file.language == "python" and tail == "format":
            self._formatted(found, call)

    # --- str.format

    def _formatted(self, found: Found, call: Call) -> None:
        if call.spreads or call.starred or not (call.keywords or call.arguments):
            return
        wording = self.variables.text(found)
        fields = format_fields(wording.text) if wording is not None else None
        if wording is None or fields is None:
            return
        numbered = {"", *map(str, range(len(call.arguments)))} if call.arguments else set()
        given = [entry.key for entry in call.keywords if entry.key is not None]
        missing = [name for name in fields if name not in given and name not in numbered]
        self._note(wording, found.file, call, missing, [name for name in given if name not in fields], fails=True)

    # --- text.replace

    def _replaced(self, found: Found, call: Call) -> None:
        placeholder = self.evidence.reader.read(found.at(call.arguments[0])) if len(call.arguments) == 2 else None
        if placeholder is None or placeholder.state != "set" or not PLACEHOLDER.match(str(placeholder.value)):
            return
        wording = self._replaced_text(found, 0)
        if wording is not None and str(placeholder.value) not in wording.text:
            self._note(wording, found.file, call, [], [str(placeholder.value)], fails=False)

    def _replaced_text(self, found: Found, depth: int) -> Wording | None:
        """The text at the beginning of a row of replacements, none of which puts in a text of ours."""
        answers = self.evidence.resolver.follow(found)
        if len(answers) != 1 or not isinstance(answers[0], Found) or depth > 12:
            return None
        answer = answers[0]
        if isinstance(answer.value, CallResult):
            inner = answer.file.call(answer.value)
            receiver = receiver_of(inner.callee)
            if tail_of(inner.callee) in ("replace", "replaceAll") and receiver is not None:
                put_in = (
                    self.variables.prompts.wordings.of(answer.at(inner.arguments[1])) if inner.arguments[1:] else []
                )
                return None if put_in else self._replaced_text(answer.at(receiver), depth + 1)
        return self.variables.text(found)

    # --- template objects

    def _formatted_object(self, found: Found, call: Call) -> bool:
        """Whether it is a template object that is formatted; its fillings are keywords."""
        sighting = self._template(found.value, found)
        if sighting is None:
            return False
        if not call.spreads and not call.starred and not call.arguments:
            self._hold(sighting, found.file, call, [entry.key for entry in call.keywords if entry.key is not None])
        return True

    def _invoked(self, found: Found, call: Call) -> None:
        given = self.variables.given(found.at(call.arguments[0])) if call.arguments else None
        sighting = self._head(found, 0) if given is not None else None
        if sighting is not None and given is not None:
            self._hold(sighting, found.file, call, given)

    def _hold(self, sighting: Sighting, file: CodeFile, call: Call, given: list[str]) -> None:
        known = self.variables.of_template(sighting)
        if known is not None:
            fields, wording = known
            missing = [name for name in fields if name not in given]
            self._note(wording, file, call, missing, [name for name in given if name not in fields], fails=True)

    def _head(self, found: Found, depth: int) -> Sighting | None:
        """The template object that a chain certainly begins with."""
        answers = self.evidence.resolver.follow(found)
        if len(answers) != 1 or not isinstance(answers[0], Found) or depth > 6:
            return None
        answer = answers[0]
        if isinstance(answer.value, Operation) and answer.value.operator == "|":
            return self._head(answer.at(answer.value.operands[0]), depth + 1)
        if isinstance(answer.value, CallResult):
            inner = answer.file.call(answer.value)
            receiver = receiver_of(inner.callee)
            if tail_of(inner.callee) == "pipe" and receiver is not None:
                return self._head(answer.at(receiver), depth + 1)
        return self._template(answer.value, answer)

    def _template(self, value: Value, found: Found) -> Sighting | None:
        answers = self.evidence.resolver.follow(found.at(value))
        if len(answers) != 1 or not isinstance(answers[0], Found) or not isinstance(answers[0].value, CallResult):
            return None
        key = (answers[0].file.path, answers[0].value.call)
        return next((item for item in self.evidence.by_call.get(key, ()) if item.entry.kind == "prompt_template"), None)

    # --- faults

    def _note(
        self, wording: Wording, file: CodeFile, call: Call, missing: list[str], unused: list[str], *, fails: bool
    ) -> None:
        prompt: Prompt | None = self.by_place.get(
            (wording.location.path, wording.location.line, wording.location.column)
        )
        if prompt is None or not (missing or unused):
            return
        fault = VariableFault(
            missing=tuple(name[:SHOWN] or "0" for name in missing),
            unused=tuple(name[:SHOWN] for name in unused),
            fails=fails and bool(missing),
            location=file.location(call.span, call.cell),
        )
        if fault.location not in [item.location for item in prompt.variable_faults]:
            prompt.variable_faults.append(fault)
