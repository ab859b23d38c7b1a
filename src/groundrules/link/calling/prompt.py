"""Prompts: the texts that code sends to language models, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterable

from groundrules.domain.facts import FileFacts
from groundrules.domain.model_call import Prompt
from groundrules.domain.value import CallResult, Items, Literal, Mapping, Member, Operation, Repeated, Text, Value
from groundrules.link.calling.filled_list import filled
from groundrules.link.calling.json_example import invalid_example
from groundrules.link.calling.json_request import json_request
from groundrules.link.calling.registry_prompt import pulled_prompt
from groundrules.link.calling.shown_example import example_share
from groundrules.link.calling.tokenized import tokenized
from groundrules.link.calling.volatile_statement import volatile_statements
from groundrules.link.calling.wording import Wording, Wordings, file_wording
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import receiver_of, tail_of

MESSAGE_CLASSES = {
    "SystemMessage": "system", "HumanMessage": "user", "AIMessage": "assistant", "ChatMessage": "unknown",
    "SystemMessagePromptTemplate": "system", "HumanMessagePromptTemplate": "user",
    "AIMessagePromptTemplate": "assistant",
}  # fmt: skip
ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
}
HANDED_ON = {"deepcopy", "copy", "list", "tuple", "reversed", "concat", "slice", "structuredClone"}
"""What gives the messages that it is given or called on, copied or in another order."""
SHORTEST = 12
"""Characters below which a text is no prompt worth an asset (`hi`, `{question}`)."""


FILLED = (
    "format",
    "invoke",
    "partial",
    "copy",
    "compile",
    "get_langchain_prompt",
    "getLangchainPrompt",
    "to_",
    "toChatMessages",
)
"""Beginnings of the methods of a template that give its messages."""


class Prompts:
    """Makes prompts of values; one text is one prompt however many calls send it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.wordings = Wordings(evidence)
        self.contents: list[tuple[Found, list[Prompt]]] = []
        self.known: dict[tuple[str, int, int, int], Prompt] = {}

    # --- messages

    def messages(self, found: Found, depth: int = 0) -> list[Prompt]:
        """The prompts of a messages argument: role and content mappings, tuples, message objects, templates."""
        prompts: list[Prompt] = []
        for answer in self.evidence.resolver.follow(found) if depth < 6 else ():
            match answer:
                case Found(value=Items(values=values)):
                    for value in values:
                        prompts.extend(self._message(answer.at(value), depth))
                    prompts.extend(self._appended(found, answer, depth))
                case Found(value=Repeated(element=element)):
                    prompts.extend(self._message(answer.at(element), depth))
                case Found(value=Operation(operator="+" | "[:]" as operator, operands=operands)):
                    for operand in operands if operator == "+" else operands[:1]:
                        prompts.extend(self.messages(answer.at(operand), depth + 1))
                case Found(value=Literal(value=str()) | Text()):
                    prompts.extend(self.make(found, "user"))
                case Found(value=CallResult() | Mapping()):
                    prompts.extend(self._message(answer, depth))
                case Found(value=Member(of=of, key="input_ids")):
                    prompts.extend(self.messages(answer.at(of), depth + 1))
        return prompts

    def _message(self, found: Found, depth: int) -> list[Prompt]:
        prompts: list[Prompt] = []
        for answer in self.evidence.resolver.follow(found):
            match answer:
                case Found(value=Mapping() as mapping):
                    content = mapping.get("content") or mapping.get("parts")
                    if content is not None:
                        role = self._role(answer, mapping.get("role"))
                        prompts.extend(self._content(answer.at(content), role))
                case Found(value=Items(values=(role_value, content))):
                    prompts.extend(self._content(answer.at(content), self._role(answer, role_value)))
                case Found(value=CallResult() as result):
                    prompts.extend(self._message_object(answer, result, depth))
                case Found(value=Literal(value=str()) | Text()):
                    prompts.extend(self.make(found, "user"))
        return prompts

    def _message_object(self, answer: Found, result: CallResult, depth: int) -> list[Prompt]:
        call = answer.file.call(result)
        for name in self.evidence.resolver.symbols(answer.file, result.call):
            parts = name.split(".")
            role = next((MESSAGE_CLASSES[part] for part in reversed(parts) if part in MESSAGE_CLASSES), None)
            if role is not None:
                content = call.keyword("content") or call.keyword("template") or call.keyword("prompt")
                content = content or (call.arguments[0] if call.arguments else None)
                return self._content(answer.at(content), role) if content is not None else []
        for sighting in self.evidence.by_call.get((answer.file.path, result.call), ()):
            if sighting.entry.kind == "prompt_template":
                return [*self.of_template(sighting.carried, depth), *self.pulled(sighting)]
        receiver = receiver_of(call.callee)
        if tail_of(call.callee) in HANDED_ON:
            given = [*call.arguments[:1], *([receiver] if receiver is not None else [])]
            return [prompt for value in given for prompt in self.messages(answer.at(value), depth + 1)]
        if receiver is not None and tail_of(call.callee).startswith(FILLED):
            return self.messages(answer.at(receiver), depth + 1)
        text = tokenized(call)
        return self.messages(answer.at(text), depth + 1) if text is not None else []

    def of_template(self, carried: dict[str, Found], depth: int = 0) -> list[Prompt]:
        """The prompts of a template object, by what was given to it."""
        prompts: list[Prompt] = []
        if "messages" in carried:
            prompts.extend(self.messages(carried["messages"], depth + 1))
        if "system_message" in carried:
            prompts.extend(self.make(carried["system_message"], "system"))
        if "template" in carried:
            prompts.extend(self.make(carried["template"], "template"))
        if "path" in carried:
            path = self.evidence.paths.file(carried["path"])
            prompts.extend(self.of_files([self.evidence.facts[path]] if path in self.evidence.facts else []))
        return prompts

    def _content(self, found: Found, role: str) -> list[Prompt]:
        """A message's content: a text, or parts of which some are texts."""
        prompts = self.make(found, role)
        for answer in self.evidence.resolver.follow(found) if not prompts else ():
            if isinstance(answer, Found) and isinstance(answer.value, Items):
                for part in answer.value.values:
                    text = part.get("text") if isinstance(part, Mapping) else part
                    if text is not None:
                        prompts.extend(self.make(answer.at(text), role))
        return prompts

    def _role(self, found: Found, value: Value | None) -> str:
        setting = self.evidence.reader.read(found.at(value)) if value is not None else None
        return ROLES.get(str(setting.value), "unknown") if setting is not None else "unknown"

    def _appended(self, asked: Found, answer: Found, depth: int) -> list[Prompt]:
        """Messages added to a list where it is written: `messages.append(...)`, `self.messages += [...]`."""
        return [
            prompt
            for value, is_list in filled(asked, answer)
            for prompt in (self.messages(value, depth + 1) if is_list else self._message(value, depth))
        ]

    # --- assets

    def make(self, found: Found, role: str) -> list[Prompt]:
        """The prompts that a value is, known already or new."""
        made = [self.add(item, role) for item in self.wordings.of(found) if len(item.text.strip()) >= SHORTEST]
        if made:
            self.contents.append((found, made))
        return made

    def add(self, wording: Wording, role: str) -> Prompt:
        """The prompt of a text at its place, known already or new."""
        place = wording.location
        key = (place.path, place.line, place.column, len(wording.text))
        if key not in self.known:
            self.known[key] = build(wording, role)
        elif self.known[key].message in ("unknown", "template") and role in ("system", "user", "assistant"):
            self.known[key].message = role  # type: ignore[assignment]
        return self.known[key]

    def pulled(self, sighting: Sighting) -> list[Prompt]:
        """The prompt of a registry that a call pulls, known already or new."""
        if "name" not in sighting.carried or {"template", "messages", "path"} & set(sighting.carried):
            return []
        place = sighting.location
        key = (place.path, place.line, place.column, -1)
        if key not in self.known:
            self.known[key] = pulled_prompt(self.evidence, sighting)
        return [self.known[key]]

    def of_registries(self) -> None:
        """Make every prompt known that is pulled from a registry."""
        for sighting in self.evidence.of_kind("prompt_template"):
            self.pulled(sighting)

    def of_files(self, facts: Iterable[FileFacts]) -> list[Prompt]:
        """The prompts that whole files are."""
        return [self.add(wording, "template") for item in facts if (wording := file_wording(item)) is not None]


def build(wording: Wording, role: str) -> Prompt:
    """A prompt asset of a text."""
    asked = json_request(wording.text)
    prompt = Prompt(
        id=f"prompt:{wording.location.place}",
        kind="prompt",
        product="prompt",
        product_id="prompt",
        location=wording.location,
        role=wording.file.facts.role,
        name=wording.name or wording.location.path.rpartition("/")[2],
        text=wording.text,
        message=role,  # type: ignore[arg-type]
        variables=wording.variables,
        asks_for_json=asked is not None,
        is_static=not wording.variables,
        written=wording.written,
    )
    prompt.json_location = wording.location if asked is not None else None
    prompt.volatile_statements = volatile_statements(wording.text, wording.location)
    prompt.invalid_example = invalid_example(wording.text, wording.location) if asked is not None else None
    prompt.example_share = example_share(wording.text)
    return prompt
