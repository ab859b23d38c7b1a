"""Places that answer from retrieved text: calls whose messages hold chunks, and the chains of libraries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from groundrules.domain.catalogue import AssetKind
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.source import JUDGED_ROLES
from groundrules.domain.unknown import UNSET, Setting
from groundrules.domain.value import CallResult, Items, Mapping, Operation, children
from groundrules.link.calling.model_call import Calls
from groundrules.link.calling.prompt import Prompts
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.chunk import Chunks
from groundrules.link.retrieval.grounding import GroundingWords
from groundrules.link.retrieval.message import Message, Messages
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of

CHAINS: tuple[AssetKind, ...] = ("model_call", "chat_model", "retrieval")
CHAIN_OPTIONS = ("chain_type_kwargs", "combine_docs_chain_kwargs", "combine_documents_chain", "combine_docs_chain",
                 "response_synthesizer", "qaChainOptions", "combineDocumentsChain", "responseSynthesizer")  # fmt: skip
"""What a chain is given that may hold a prompt of its own."""
INVOKES = ("invoke", "ainvoke", "stream", "astream", "call", "run", "predict")
REPLACES_PROMPTS = ("update_prompts", "updatePrompts", "updatePrompt")
DEEPEST = 6


@dataclass(slots=True, eq=False)
class Answering:
    """One place that answers from chunks.

    `asked` are the sightings that ask the index, `handed` the retriever or store that a chain is given. `is_resolved`
    says that all that the model is told is known, `is_certain` that the chunks were followed into it. `says` is what
    the library's own prompt says where no other is given. `sources` is whether the chain returns what it found.
    """

    sighting: Sighting | None
    at: Found
    call: ModelCall | None = None
    asked: list[Sighting] = field(default_factory=list)
    handed: Found | None = None
    prompts: list[Prompt] = field(default_factory=list)
    chunk_prompt: Prompt | None = None
    chunk_message: str = ""
    is_resolved: bool = False
    is_certain: bool = True
    says: frozenset[str] = frozenset()
    sources: Setting = UNSET


class Answerings:
    """Finds the places of a tree that answer from what an index gives."""

    def __init__(self, evidence: Evidence, prompts: Prompts, calls: Calls, words: GroundingWords) -> None:
        self.evidence = evidence
        self.prompts = prompts
        self.calls = calls
        self.words = words
        self.chunks = Chunks(evidence)
        self.messages = Messages(evidence, prompts)
        self._asking = {item.file.path for item in evidence.of_kind("retrieval") if item.role == "product"}

    def find(self) -> list[Answering]:
        """Every place, those of chains first."""
        found: list[Answering] = []
        for sighting in self.evidence.of_kind(*CHAINS):
            if sighting.call < 0:
                continue
            if sighting.implied.get("answers"):
                found.append(self._chain(sighting))
            elif sighting.entry.kind != "retrieval" and (one := self._direct(sighting)) is not None:
                found.append(one)
        return [*found, *self._pipes()]

    # --- the chains of libraries

    def _chain(self, sighting: Sighting) -> Answering:
        handed = sighting.carried.get("retriever") or sighting.carried.get("client") or sighting.receiver
        one = Answering(sighting, sighting.result, self.calls.get((sighting.file.path, sighting.call)), handed=handed)
        one.asked = [sighting] if sighting.entry.kind == "retrieval" else []
        one.asked += self.chunks.within(handed) if handed is not None else []
        given = [name for name in ("prompt", "system_message") if name in sighting.carried]
        for name in given:
            value = sighting.carried[name]
            one.prompts += self.prompts.messages(value) or self.prompts.make(value, "template")
        self._note_slot(one)
        says = [name.removeprefix("default_") for name, value in sighting.implied.items() if value is True]
        one.says = frozenset(says) if "prompt" not in given else frozenset()
        one.is_resolved = self._is_told(sighting, given, one)
        one.sources = self.evidence.reader.setting(sighting, "sources")
        return one

    def _is_told(self, sighting: Sighting, given: Sequence[str], one: Answering) -> bool:
        """Whether what a chain tells the model is known: a prompt that was found, or the library's own."""
        if sighting.open_ended or sighting.implied.get("default_unknown"):
            return False
        if any(sighting.file.calls_by_tail.get(tail) for tail in REPLACES_PROMPTS):
            return False
        if "prompt" in given:
            return bool(one.prompts) and not self._may_hold_more(one.prompts)
        call = sighting.as_written
        more = [entry.value for entry in call.keywords if entry.key in CHAIN_OPTIONS] if call is not None else []
        return bool(one.says) and all(self._is_written(Found(sighting.file, value)) for value in more)

    def _is_written(self, found: Found) -> bool:
        """Whether options are written out, and none of them is a prompt."""
        answers = self.evidence.resolver.follow(found)
        return bool(answers) and all(
            isinstance(item, Found) and isinstance(item.value, Mapping) and not item.value.spread
            and not any("prompt" in (entry.key or "prompt").lower() for entry in item.value.entries)
            for item in answers
        )  # fmt: skip

    def _note_slot(self, one: Answering) -> None:
        """Which of the prompts has the hole for retrieved text."""
        for prompt in one.prompts:
            if any(self.words.is_slot(name) for name in prompt.variables):
                one.chunk_prompt, one.chunk_message = prompt, _sent_as(prompt)
                return

    def _may_hold_more(self, prompts: list[Prompt]) -> bool:
        """Whether a hole of a prompt may hold instructions that are not known."""
        return any(self.words.is_carrier(name) for prompt in prompts for name in prompt.variables)

    # --- calls with messages

    def _direct(self, sighting: Sighting) -> Answering | None:
        messages = self.messages.of(sighting)
        filled = [(item, self.chunks.within(item.content)) for item in messages if item.content is not None]
        holding = next(((item, asked) for item, asked in filled if asked), None)
        prompts = [prompt for item in messages for prompt in item.prompts]
        call = self.calls.get((sighting.file.path, sighting.call))
        one = Answering(sighting, sighting.result, call, prompts=list(dict.fromkeys(prompts)))
        if holding is None:
            return self._by_name(one, sighting, messages)
        message, one.asked = holding
        self._place(one, message)
        one.is_resolved = self._is_whole(sighting, messages)
        return one

    def _place(self, one: Answering, message: Message) -> None:
        """Where in the prompts the chunks go."""
        if message.role != "template":
            one.chunk_message = message.role
            one.chunk_prompt = next(iter(message.prompts), None)
            return
        names = {name for name, _ in self.chunks.holes(message.content)} if message.content is not None else set()
        for prompt in message.prompts:
            if names & set(prompt.variables):
                one.chunk_prompt, one.chunk_message = prompt, _sent_as(prompt)

    def _is_whole(self, sighting: Sighting, messages: list[Message]) -> bool:
        """Whether everything that the model is told is known."""
        if sighting.open_ended or not all(item.is_told for item in messages):
            return False
        prompts = [prompt for item in messages for prompt in item.prompts]
        return bool(prompts) and not self._may_hold_more(prompts)

    def _by_name(self, one: Answering, sighting: Sighting, messages: list[Message]) -> Answering | None:
        """A prompt with a hole named for retrieved text, in a file that asks an index."""
        if sighting.file.path not in self._asking:
            return None
        self._note_slot(one)
        if one.chunk_prompt is None:
            return None
        one.is_certain = False
        one.is_resolved = self._is_whole(sighting, messages)
        return one

    # --- pipes

    def _pipes(self) -> Iterator[Answering]:
        """`{"context": retriever | join, ...} | prompt | model`, and sequences of the same."""
        for file in self.evidence.sources.read_so_far():
            written = [assignment.value for assignment in file.facts.assignments]
            written += [value for scope in file.facts.scopes for value in scope.returns]
            for value in written:
                if isinstance(value, Operation) and value.operator == "|":
                    yield from self._pipe(Found(file, value))
            for number in file.calls_by_name.get("RunnableSequence.from", ()):
                yield from self._pipe(Found(file, CallResult(number, file.facts.calls[number].span)))
            yield from self._invoked(file) if file.facts.role in JUDGED_ROLES else ()

    def _invoked(self, file: CodeFile) -> Iterator[Answering]:
        """`(prompt | model).invoke({"context": ...})`: the chunks are given to the whole pipe."""
        for number in [number for tail in INVOKES for number in file.calls_by_tail.get(tail, ())]:
            call = file.facts.calls[number]
            receiver = receiver_of(call.callee)
            if receiver is None or not call.arguments:
                continue
            named = [
                pair for each in self._mappings(Found(file, call.arguments[0]), 0) for pair in self.chunks.holes(each)
            ]
            yield from self._filled(Found(file, receiver), named, Found(file, CallResult(number, call.span)))

    def _pipe(self, pipe: Found) -> Iterator[Answering]:
        named = [pair for mapping in self._mappings(pipe, 0) for pair in self.chunks.holes(mapping)]
        yield from self._filled(pipe, named, pipe)

    def _filled(self, pipe: Found, named: list[tuple[str, list[Sighting]]], at: Found) -> Iterator[Answering]:
        """A pipe with a template and a model whose holes are filled with chunks."""
        templates = list(self.evidence.origins_of_kind(pipe, "prompt_template", into_arguments=True)) if named else []
        names = {name for name, _ in named}
        # A template without the hole belongs to a pipe inside (one that writes the query).
        own = [
            item for item in templates if any(names & set(p.variables) for p in self.prompts.of_template(item.carried))
        ]
        models = self.evidence.origins_of_kind(pipe, "chat_model", into_arguments=True) if own else ()
        call = next((owner for item in models if (owner := self.calls.get((item.file.path, item.call)))), None)
        if not own or (call is None and at is not pipe):
            return
        prompts = self.prompts.of_template(own[0].carried)
        one = Answering(None, at, call, [asked for _, found in named for asked in found], prompts=prompts)
        one.chunk_prompt = next((prompt for prompt in prompts if names & set(prompt.variables)), None)
        one.chunk_message = _sent_as(one.chunk_prompt) if one.chunk_prompt is not None else ""
        one.is_resolved = not self._may_hold_more(prompts) and self._is_listed(own[0], prompts)
        yield one

    def _is_listed(self, template: Sighting, prompts: list[Prompt]) -> bool:
        """Whether every message of a template with a role of the system is among its prompts."""
        if "messages" not in template.carried:
            return bool(prompts)
        messages = self.messages.of(template)
        return all(item.is_told or item.role == "template" for item in messages)

    def _mappings(self, found: Found, depth: int) -> Iterator[Found]:
        """The mappings that a pipe begins with."""
        for answer in self.evidence.resolver.follow(found) if depth < DEEPEST else ():
            if not isinstance(answer, Found):
                continue
            match answer.value:
                case Mapping():
                    yield answer
                case CallResult() as result:
                    call = answer.file.call(result)
                    receiver = receiver_of(call.callee)
                    for value in (*call.arguments, *((receiver,) if receiver is not None else ())):
                        yield from self._mappings(answer.at(value), depth + 1)
                case Items() | Operation() as several:
                    for value in children(several):
                        yield from self._mappings(answer.at(value), depth + 1)


def _sent_as(prompt: Prompt) -> str:
    """The chat role that a prompt is sent as, where it is one."""
    return prompt.message if prompt.message in ("system", "user", "assistant") else ""
