"""The variables that a template of a prompt has, by the syntax it is filled in with."""

from __future__ import annotations

import re
from string import Formatter

from groundrules.domain.value import CallResult, Items, Literal, Mapping, Reference, Value
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.wording import READS, Wording
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import tail_of

ROOT = re.compile(r"[.\[]")
TRIMS = {"strip", "lstrip", "rstrip", "trim", "dedent", "cleandoc"}
OTHER_SYNTAX = {"template_format", "templateFormat", "partial_variables", "partialVariables"}
"""Arguments of a template after which its variables are not these."""


def format_fields(text: str) -> list[str] | None:
    """The fields of a text that `str.format` fills in; None where it is no format string at all."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    return list(dict.fromkeys(ROOT.split(name, maxsplit=1)[0] for name in names))


class TemplateVariables:
    """Reads templates whose whole text is known."""

    def __init__(self, evidence: Evidence, prompts: Prompts) -> None:
        self.evidence = evidence
        self.prompts = prompts

    def text(self, found: Found) -> Wording | None:
        """The one text that a value certainly is, as written; None where it may be another, or is put together."""
        answers = self.evidence.resolver.follow(found)
        if len(answers) != 1 or not isinstance(answers[0], Found) or not self._is_plain(answers[0].value, answers[0]):
            return None
        wordings = self.prompts.wordings.of(found)
        return wordings[0] if len(wordings) == 1 and wordings[0].written == wordings[0].text else None

    def _is_plain(self, value: Value, answer: Found) -> bool:
        if isinstance(value, CallResult):
            return tail_of(answer.file.call(value).callee) in READS | TRIMS
        return isinstance(value, Literal)

    def of_template(self, sighting: Sighting) -> tuple[list[str], Wording] | None:
        """The variables of a template object, and its first text; None where a part of it is not known."""
        call = sighting.as_written
        if call is None or sighting.open_ended or any(call.keyword(name) is not None for name in OTHER_SYNTAX):
            return None
        if "template" in sighting.carried:
            wording = self.text(sighting.carried["template"])
            fields = format_fields(wording.text) if wording is not None else None
            return (fields, wording) if wording is not None and fields is not None else None
        return self._of_messages(sighting.carried["messages"]) if "messages" in sighting.carried else None

    def _of_messages(self, found: Found) -> tuple[list[str], Wording] | None:
        answers = self.evidence.resolver.follow(found)
        if len(answers) != 1 or not isinstance(answers[0], Found) or not isinstance(answers[0].value, Items):
            return None
        if isinstance(found.value, Reference):
            return None
        fields: list[str] = []
        first: Wording | None = None
        for value in answers[0].value.values:
            wording = self._message(answers[0].at(value))
            names = format_fields(wording.text) if wording is not None else None
            if wording is None or names is None:
                return None
            first = first or wording
            fields.extend(names)
        return (list(dict.fromkeys(fields)), first) if first is not None else None

    def _message(self, found: Found) -> Wording | None:
        """The text of one message that is a pair, or a template made of a text."""
        match found.value:
            case Items(values=(Literal(value=str() as role), content)) if role != "placeholder":
                return self.text(found.at(content))
            case CallResult() as result:
                for sighting in self.evidence.by_call.get((found.file.path, result.call), ()):
                    if (
                        sighting.entry.kind == "prompt_template"
                        and "template" in sighting.carried
                        and (sighting.name.endswith(("from_template", "fromTemplate")))
                    ):
                        return self.text(sighting.carried["template"])
        return None

    def given(self, found: Found) -> list[str] | None:
        """The keys of a mapping that is written out; None where it may hold others."""
        answers = self.evidence.resolver.follow(found)
        if len(answers) != 1 or not isinstance(answers[0], Found):
            return None
        value = answers[0].value
        if not isinstance(value, Mapping) or value.spread or not value.entries or isinstance(found.value, Reference):
            return None
        keys = [entry.key for entry in value.entries]
        return [key for key in keys if key is not None] if None not in keys else None
