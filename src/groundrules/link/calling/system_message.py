"""The system message that a model call sends, as far as the messages it is given tell."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.unknown import UNSET, Setting, unknown
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Reference, Text
from groundrules.link.calling.prompt import MESSAGE_CLASSES, ROLES
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.origin import added

Message = tuple[str, Found | None]
"""The role of a message and its content; the role is empty where it is not told."""


class SystemMessages:
    """Reads system messages in three states: a text, certainly none, or not known."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def of(self, sighting: Sighting) -> list[Setting]:
        """What each way to a call gives it; nothing where the call has no messages at all (a bare completion)."""
        if "system_message" in sighting.carried:
            return [self.evidence.reader.read(sighting.carried["system_message"])]
        if "messages" not in sighting.carried:
            return []
        if sighting.open_ended:
            return [unknown("passed by *args or **kwargs", sighting.location)]
        given = sighting.carried["messages"]
        return [
            self._among(given, answer) if isinstance(answer, Found) else unknown("messages not resolved")
            for answer in self.evidence.resolver.follow(given)
        ]

    def _among(self, given: Found, answer: Found) -> Setting:
        match answer.value:
            case Literal(value=str()) | Text():
                return UNSET
            case Items(values=values):
                more = added(given, given.value.name, given.value) if isinstance(given.value, Reference) else []
                found = [message for item in (*map(answer.at, values), *more) for message in self._messages(item)]
                return self._one(found)
            case _:
                return unknown("messages not resolved", answer.location)

    def _one(self, messages: list[Message]) -> Setting:
        """The only system message; what else is sent may be known or not."""
        system = [content for role, content in messages if role == "system"]
        if len(system) == 1 and system[0] is not None:
            return self.evidence.reader.read(system[0])
        if system:
            return unknown("several system messages")
        return unknown("a message of a role that is not resolved") if any(not role for role, _ in messages) else UNSET

    def _messages(self, found: Found) -> Iterator[Message]:
        for answer in self.evidence.resolver.follow(found):
            match answer:
                case Found(value=Mapping() as mapping):
                    content = mapping.get("content")
                    role = mapping.get("role")
                    name = self.evidence.reader.read(answer.at(role)).value if role is not None else ""
                    yield ROLES.get(str(name), ""), answer.at(content) if content is not None else None
                case Found(value=CallResult() as result):
                    yield self._object(answer, result)
                case _:
                    yield "", None

    def _object(self, answer: Found, result: CallResult) -> Message:
        """A message object: `SystemMessage(content=...)`."""
        names = self.evidence.resolver.symbols(answer.file, result.call)
        call = answer.file.call(result)
        content = call.keyword("content") or next(iter(call.arguments), None)
        role = next(
            (MESSAGE_CLASSES[tail] for name in names if (tail := name.rpartition(".")[2]) in MESSAGE_CLASSES), ""
        )
        return role, answer.at(content) if content is not None else None
