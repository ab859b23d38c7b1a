"""Model calls: direct SDK calls, and chat models with everything that is later called on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from groundrules.domain.catalogue import ModelFacts
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.unknown import UnknownType, known, unknown
from groundrules.domain.value import CallResult, Operation
from groundrules.link.calling.default_model import told_model
from groundrules.link.calling.model import facts_of_model
from groundrules.link.calling.model_object import chat_models
from groundrules.link.calling.platform import ELSEWHERE, Platforms
from groundrules.link.calling.prompt import Prompts
from groundrules.link.calling.refused_parameter import reasoning_effort, written_parameters
from groundrules.link.calling.run_time_model import RunTimeModels
from groundrules.link.calling.signature import Signatures
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

SETTINGS = ("model", "temperature", "max_output_tokens", "structured_output", "tools")
Calls = dict[tuple[str, int], ModelCall]
"""Model calls by the call that makes (or constructs) them."""


class ModelCalls:
    """Builds the model calls of a tree: a chat model's construction and its uses are one asset."""

    def __init__(self, evidence: Evidence, prompts: Prompts) -> None:
        self.evidence = evidence
        self.prompts = prompts
        self.platforms = Platforms(evidence)
        self.run_time = RunTimeModels(evidence)
        self.signatures = Signatures(evidence, prompts.wordings)
        self.by_call: Calls = {}
        self.given: dict[int, list[Sighting]] = defaultdict(list)
        self.assets: list[ModelCall] = []

    def build(self) -> list[ModelCall]:
        """Every model call, in order of place."""
        for sighting in self.evidence.of_kind("chat_model"):
            if self._speaks(sighting):
                self._add(sighting)
        for sighting in self.evidence.of_kind("structured_output"):
            self._structured(sighting)
        for sighting in self.evidence.of_kind("model_call"):
            self._called(sighting)
        for sighting in self.evidence.of_kind("retrieval"):
            self._handed(sighting)
        self._pipes()
        for sighting in self.evidence.of_kind("output_parser"):
            self._parser(sighting)
        for call in self.assets:
            call.offers_structured_output = self._offers(call)
        self._tell_apart()
        self.assets.sort(key=lambda call: (call.location.path, call.location.cell or 0, call.location.line))
        return self.assets

    def _tell_apart(self) -> None:
        """A prompt that several calls send is told of once, and not at all where one of them sets a schema."""
        told: set[int] = set()
        for call in sorted(self.assets, key=lambda call: call.offers_structured_output is not True):
            prompt = call.json_prompt
            if prompt is not None:
                call.repeats_json_prompt = id(prompt) in told or any(c.structured_output.is_set for c in prompt.calls)
                told.add(id(prompt))

    def _add(self, sighting: Sighting) -> ModelCall:
        key = (sighting.file.path, sighting.call)
        if key in self.by_call:
            return self.by_call[key]
        entry = sighting.entry
        call = ModelCall(
            id=f"model_call:{sighting.location.place}",
            kind="model_call",
            product=entry.product,
            product_id=entry.id,
            provider=entry.provider,
            location=sighting.location,
            role=sighting.role,
        )
        for name in SETTINGS:
            setattr(call, name, self.evidence.reader.setting(sighting, name))
        self._client_settings(call, sighting)
        call.model = self.run_time.of(sighting, told_model(self.evidence, sighting, call.model))
        call.values = {name: getattr(call, name) for name in SETTINGS}
        written = sighting.as_written
        call.in_loop = written is not None and written.loop != ""
        is_deployment = bool({**entry.facts, **sighting.implied}.get("model_is_deployment"))
        call.platform = ELSEWHERE if is_deployment else self.platforms.of(call, sighting)
        call.model_facts = self._facts(call, is_deployment)
        call.written = written_parameters(self.evidence, sighting)
        call.reasoning_effort = reasoning_effort(self.evidence, sighting)
        self._attach(call, sighting)
        self.by_call[key] = call
        self.assets.append(call)
        return call

    def _speaks(self, sighting: Sighting) -> bool:
        """Whether what is constructed answers in language: a pipeline of transformers does so by its task."""
        tasks = sighting.entry.facts.get("language_tasks")
        task = self.evidence.reader.setting(sighting, "task")
        return not isinstance(tasks, str) or task.state != "set" or task.value in tasks.split(",")

    def _is_of_mute(self, sighting: Sighting) -> bool:
        """Whether it is used on something constructed that does not answer in language."""
        models = self.evidence.origins_of_kind(sighting.receiver, "chat_model") if sighting.receiver else ()
        return any(not self._speaks(item) for item in models)

    def _facts(self, call: ModelCall, is_deployment: bool) -> ModelFacts | None:
        """What is known of the model; nothing where its name is that of a deployment, which is the owner's choice."""
        name = None if is_deployment else call.model.value
        provider = call.provider if call.platform == ELSEWHERE else call.platform
        return facts_of_model(self.evidence.catalogue, name, provider) if isinstance(name, str) else None

    def _client_settings(self, call: ModelCall, sighting: Sighting) -> None:
        """What the client that a call goes through adds: a base_url of its own."""
        call.custom_endpoint = self.evidence.reader.setting(sighting, "base_url")
        receiver = sighting.receiver
        if receiver is not None and not call.custom_endpoint.is_set:
            for client in self.evidence.origins_of_kind(receiver, "client"):
                setting = self.evidence.reader.setting(client, "base_url")
                if setting.is_set:
                    call.custom_endpoint = setting

    def _attach(self, call: ModelCall, sighting: Sighting) -> None:
        """The prompts that a sighting gives a call."""
        self.given[id(call)].append(sighting)
        carried = sighting.carried
        found = self.prompts.messages(carried["messages"]) if "messages" in carried else []
        for name, role in (("system_message", "system"), ("prompt", "user"), ("template", "template")):
            if name in carried:
                found.extend(self.prompts.messages(carried[name]) if name == "prompt" else [])
                found.extend(self.prompts.make(carried[name], role) if name != "prompt" or not found else [])
        if sighting.entry.facts.get("signature_instructs") and "structured_output" in carried:
            found.extend(self.prompts.add(item, "system") for item in self.signatures.of(carried["structured_output"]))
        self._join(call, found)

    @staticmethod
    def _join(call: ModelCall, found: list[Prompt]) -> None:
        for prompt in found:
            if prompt not in call.prompts:
                call.prompts.append(prompt)
                prompt.calls.append(call)

    def _called(self, sighting: Sighting) -> None:
        """A use of a chat model belongs to its construction; a direct call is an asset of its own."""
        owners = self._owners(sighting)
        for owner in owners:
            self._attach(owner, sighting)
            for name in ("structured_output", "tools"):
                setting = self.evidence.reader.setting(sighting, name)
                if setting.state == "set" or (setting.is_set and name in sighting.carried):
                    setattr(owner, name, setting)
        if not owners and not sighting.entry.facts.get("needs_model_object") and not self._is_of_mute(sighting):
            self._add(sighting)
        elif owners and sighting.call >= 0:
            self.by_call[sighting.file.path, sighting.call] = owners[0]

    def _handed(self, sighting: Sighting) -> None:
        """A model that an engine or retriever is made with answers to the prompt of that."""
        for owner in self._owners(sighting) if "model_object" in sighting.carried else ():
            self._attach(owner, sighting)

    def _owners(self, sighting: Sighting) -> list[ModelCall]:
        found: list[ModelCall] = []
        for chat_model in chat_models(self.evidence, sighting):
            owner = self.by_call.get((chat_model.file.path, chat_model.call))
            if owner is not None and owner not in found:
                found.append(owner)
        return found[:4]

    def _structured(self, sighting: Sighting) -> None:
        for owner in self._owners(sighting):
            owner.structured_output = known("schema", sighting.location)
            if sighting.call >= 0:
                self.by_call[sighting.file.path, sighting.call] = owner

    def _parser(self, sighting: Sighting) -> None:
        """An output parser in the same pipe or file as a chat model: text is read by a library, not by hand."""
        for call in self.assets:
            if call.location.path == sighting.location.path and not call.structured_output.is_set:
                call.structured_output = unknown("an output parser stands in the same file", sighting.location)

    def _pipes(self) -> None:
        """`prompt | model | parser`, `prompt.pipe(model)`: the prompts of a pipe belong to its models."""
        for file in self.evidence.sources.read_so_far():
            for assignment in file.facts.assignments:
                if isinstance(assignment.value, Operation) and assignment.value.operator == "|":
                    self._pipe(Found(file, assignment.value))
            for scope in file.facts.scopes:
                for value in scope.returns:
                    if isinstance(value, Operation) and value.operator == "|":
                        self._pipe(Found(file, value))
            for number in file.calls_by_tail.get("pipe", ()) if file.language == "javascript" else ():
                self._pipe(Found(file, CallResult(number, file.facts.calls[number].span)), into_arguments=True)

    def _pipe(self, pipe: Found, into_arguments: bool = False) -> None:
        models = [
            owner
            for item in self.evidence.origins_of_kind(pipe, "chat_model", into_arguments=into_arguments)
            if (owner := self.by_call.get((item.file.path, item.call))) is not None
        ]
        for template in self._templates(pipe, into_arguments) if models else ():
            for model in models:
                self._attach_template(model, template)

    def _templates(self, pipe: Found, into_arguments: bool) -> Iterator[Sighting]:
        return self.evidence.origins_of_kind(pipe, "prompt_template", into_arguments=into_arguments)

    def _attach_template(self, call: ModelCall, template: Sighting) -> None:
        self._join(call, self.prompts.of_template(template.carried))

    def _offers(self, call: ModelCall) -> bool | UnknownType:
        """Whether structured output can be had where this call goes."""
        entry = self.evidence.catalogue.entries[call.product_id]
        offers = entry.facts.get("offers_structured_output", False)
        if offers is False:
            return False
        if call.custom_endpoint.is_set:
            return UnknownType("goes to an endpoint of its own")
        if call.model_facts is not None and call.model_facts.structured_output is not None:
            return call.model_facts.structured_output or bool(call.model_facts.retires)
        return True if offers is True else UnknownType("model not resolved")


def owner_of(calls: Calls, file: str, number: int) -> ModelCall | None:
    """The model call that a call is, or is a use of."""
    return calls.get((file, number))
