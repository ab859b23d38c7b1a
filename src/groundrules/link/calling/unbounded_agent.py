"""Agents of libraries that have no limit of steps of their own, and that are given none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from groundrules.domain.call_fault import UnboundedLoop
from groundrules.domain.facts import Call
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.value import CallResult, Items, Mapping, Value, walk
from groundrules.link.boundary import project_of
from groundrules.link.calling.model_call import Calls
from groundrules.link.evidence import MODEL_KINDS, Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Answer, Found
from groundrules.link.value.code import CodeFile, tail_of

UNLIMITED = "unlimited_steps"
"""Fact of a sign: the arguments that would limit its steps, of which none has a default."""
NEEDS_TOOLS = "steps_need_tools"
"""Fact of a sign: without tools it takes one step."""
CLOCKS = {"waitfor", "timeout", "timeoutat", "failafter", "moveonafter", "interrupt", "abortcontroller"}
"""Calls that end an agent by the time it takes, in the spelling of `_plain`."""


class UnboundedAgents:
    """Notes them on model calls, one a product and project: it tells of the others too."""

    def __init__(self, evidence: Evidence, calls: Calls, folders: list[str]) -> None:
        self.evidence = evidence
        self.calls = calls
        self.folders = folders

    def attach(self) -> None:
        """Fill in the agents that nothing bounds."""
        groups: dict[tuple[str, str, bool], list[tuple[ModelCall, Sighting]]] = defaultdict(list)
        for sighting in self.evidence.of_kind(*MODEL_KINDS):
            owner = self._owner(sighting) if self._is_unbounded(sighting) else None
            if owner is not None:
                folder = project_of(sighting.file.path, self.folders)
                groups[folder, sighting.entry.id, sighting.role == "product"].append((owner, sighting))
        for (owner, first), *others in groups.values():
            if owner.unbounded_loop is None:
                owner.unbounded_loop = _agent(first, [item.location for _, item in others])

    def _owner(self, sighting: Sighting) -> ModelCall | None:
        """The model call that a sighting is, or whose model it is given."""
        own = self.calls.get((sighting.file.path, sighting.call))
        given = sighting.carried.get("model_object")
        if own is not None or given is None:
            return own
        models = self.evidence.origins_of_kind(given, *MODEL_KINDS, into_arguments=True)
        return next(
            (call for item in models if (call := self.calls.get((item.file.path, item.call))) is not None), None
        )

    def _is_unbounded(self, sighting: Sighting) -> bool:
        limits = str(sighting.implied.get(UNLIMITED, ""))
        if not limits or sighting.open_ended or sighting.as_written is None or "step_limit" in sighting.carried:
            return False
        if not all(map(self._is_written_out, self._options(sighting))) or not self._uses_tools(sighting):
            return False
        names = {_plain(name) for name in limits.split(",")}
        return self._names.isdisjoint(names) and not self._is_watched(sighting.file)

    def _options(self, sighting: Sighting) -> Iterator[Answer]:
        """What the objects stand for that a call is given its settings in."""
        signs = self.evidence.resolver.signs.of(sighting.name, sighting.file.language)
        heads = {name.partition(".")[0] for sign in signs for name in sign.call.args if "." in name}
        for head in sorted(heads):
            given = sighting.as_written.keyword(head) if sighting.as_written is not None else None
            yield from self.evidence.resolver.follow(Found(sighting.file, given)) if given is not None else ()

    def _is_written_out(self, answer: Answer) -> bool:
        match answer:
            case Found(value=Mapping(spread=spread)):
                return not spread
            case Found(file=file, value=CallResult() as result):
                call = file.call(result)
                return tail_of(call.callee).endswith("Options") and not call.spreads and not call.starred
            case _:
                return False

    def _uses_tools(self, sighting: Sighting) -> bool:
        tools = sighting.carried.get("agent_tools") or sighting.carried.get("tools")
        if tools is None:
            return not sighting.implied.get(NEEDS_TOOLS)
        answers = self.evidence.resolver.follow(tools)
        return not any(isinstance(a, Found) and isinstance(a.value, Items) and not a.value.values for a in answers)

    def _is_watched(self, file: CodeFile) -> bool:
        """Whether a clock ends what runs in a file, or a person is asked there."""
        is_timed = any(_plain(tail_of(call.callee)) in CLOCKS for call in file.facts.calls)
        return is_timed or any(item.file.path == file.path for item in self.evidence.of_kind("human_review"))

    @cached_property
    def _names(self) -> set[str]:
        """What any call of the tree is given by name, and what is assigned: a limit may be set far from its agent."""
        return {_plain(name) for file in self.evidence.sources.read_so_far() for name in _given(file)}


def _given(file: CodeFile) -> Iterator[str]:
    yield from (item.target.rpartition(".")[2] for item in file.facts.assignments)
    yield from (name for item in file.facts.assignments for name in _keys([item.value]))
    for call in file.facts.calls:
        yield from _named(call)


def _named(call: Call) -> Iterator[str]:
    yield from (entry.key for entry in call.keywords if entry.key is not None)
    yield from _keys([*call.arguments, *(entry.value for entry in call.keywords)])


def _keys(values: Iterable[Value]) -> Iterator[str]:
    """The keys of the mappings in values."""
    for value in values:
        for part in walk(value):
            if isinstance(part, Mapping):
                yield from (str(entry.key) for entry in part.entries if entry.key is not None)


def _plain(name: str) -> str:
    """A name in the spelling that both languages share."""
    return name.replace("_", "").lower()


def _agent(sighting: Sighting, others: list[Location]) -> UnboundedLoop:
    limits = str(sighting.implied[UNLIMITED]).replace(",", " or ")
    return UnboundedLoop(
        location=sighting.location, retries=False, agent=sighting.entry.product, limits=limits, others=others
    )
