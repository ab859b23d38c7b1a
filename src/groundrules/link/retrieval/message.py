"""The messages of a model call, each with the role it is sent as and the value that fills it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from groundrules.domain.model_call import Prompt
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Operation, Reference, Text
from groundrules.link.calling.prompt import MESSAGE_CLASSES, ROLES, Prompts
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.origin import added


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its role (`template` for a text or template object, empty where it is not told), its content (None:
    not resolved), and the prompts that are read out of it.
    """

    role: str
    content: Found | None
    prompts: tuple[Prompt, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether what it says is known, or it holds nothing but what is filled in by a user."""
        return bool(self.prompts) or (self.content is not None and self.role in ("user", "assistant"))


class Messages:
    """Takes the messages of a call apart."""

    def __init__(self, evidence: Evidence, prompts: Prompts) -> None:
        self.evidence = evidence
        self.prompts = prompts

    def of(self, sighting: Sighting) -> list[Message]:
        """Every message that a call is given, as far as it is written out."""
        found: list[Message] = []
        if "system_message" in sighting.carried:
            found.append(self._filled("system", sighting.carried["system_message"]))
        for name in ("messages", "prompt"):
            if name in sighting.carried:
                found.extend(self._listed(sighting.carried[name]))
        return found

    def _listed(self, given: Found) -> Iterator[Message]:
        for answer in self.evidence.resolver.follow(given):
            match answer:
                case Found(value=Items(values=values)):
                    more = added(given, given.value.name, given.value) if isinstance(given.value, Reference) else []
                    for item in (*map(answer.at, values), *more):
                        yield from self._message(item)
                case Found(value=Literal() | Text()):
                    yield self._filled("user", answer)
                case Found(value=CallResult()):
                    prompts = self.prompts.messages(answer) or self.prompts.make(answer, "template")
                    yield Message("template", answer, tuple(prompts))
                case _:
                    yield Message("", None)

    def _message(self, found: Found) -> Iterator[Message]:
        if isinstance(found.value, Operation) and found.value.operator == "*":
            return
        for answer in self.evidence.resolver.follow(found):
            match answer:
                case Found(value=Mapping() as mapping):
                    content, role = mapping.get("content") or mapping.get("parts"), mapping.get("role")
                    name = self.evidence.reader.read(answer.at(role)).value if role is not None else ""
                    known = ROLES.get(str(name), "")
                    yield self._filled(known, answer.at(content)) if content is not None else Message(known, None)
                case Found(value=Items(values=(role, content))):
                    known = ROLES.get(str(self.evidence.reader.read(answer.at(role)).value), "")
                    yield self._filled(known, answer.at(content))
                case Found(value=CallResult() as result):
                    yield self._object(answer, result)
                case _:
                    yield Message("", None)

    def _object(self, answer: Found, result: CallResult) -> Message:
        """A message object (`SystemMessage(content=...)`), else a template that makes messages."""
        call = answer.file.call(result)
        names = self.evidence.resolver.symbols(answer.file, result.call)
        parts = [part for name in names for part in name.replace(":", ".").split(".")]
        role = next((MESSAGE_CLASSES[part] for part in parts if part in MESSAGE_CLASSES), "")
        content = call.keyword("content") or next(iter(call.arguments), None)
        if role and content is not None:
            return self._filled(role, answer.at(content))
        return Message("template", answer, tuple(self.prompts.messages(answer)))

    def _filled(self, role: str, content: Found) -> Message:
        return Message(role, content, tuple(self.prompts.make(content, role or "unknown")))
