"""Whether a call sends instructions of its own: a system message, or words of ours in what the user says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.model_call import ModelCall
from groundrules.domain.unknown import Setting
from groundrules.domain.value import CallResult, Reference, Value, walk
from groundrules.link.calling.system_message import SystemMessages
from groundrules.link.calling.use import Uses
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

FEWEST_CHARACTERS = 40
"""Of a text that instructs; less is a greeting, or a frame around what the user said."""
PROMPTED = re.compile(r"(?i)prompt|template|instruction|system|task")
"""Names of what holds instructions itself."""
ELSEWHERE = ("prompt", "previous_response_id", "conversation", "assistant_id", "cached_content")
"""Arguments by which instructions come from the provider's side."""


class Instructions:
    """Notes it on model calls."""

    def __init__(self, uses: Uses) -> None:
        self.uses = uses
        self.system_messages = SystemMessages(uses.evidence)

    def attach(self, calls: list[ModelCall]) -> None:
        """Fill in which calls certainly send none."""
        for call in calls:
            call.is_uninstructed = self._is_uninstructed(call)

    def _is_uninstructed(self, call: ModelCall) -> bool:
        if any(prompt.message != "user" or len(prompt.text) >= FEWEST_CHARACTERS for prompt in call.prompts):
            return False
        sightings = self.uses.of(call)
        sent = [system for item in sightings for system in self.system_messages.of(item)]
        is_bare = bool(sent) and all(map(_is_none, sent)) and not any(map(_may_instruct, sightings))
        return is_bare and not any(map(self._is_prompted, sightings))

    def _is_prompted(self, sighting: Sighting) -> bool:
        """Whether what the user says is a prompt by its name: made elsewhere, with the instructions in it."""
        given = sighting.carried.get("messages")
        answers = self.uses.evidence.resolver.follow(given) if given is not None else []
        found = [item for item in (given, *answers) if isinstance(item, Found)]
        inner = [item.at(part) for item in found for part in walk(item.value) if isinstance(part, Reference)]
        made = [item for part in inner for item in self.uses.evidence.resolver.follow(part) if isinstance(item, Found)]
        written = [value for part in inner for value in _written(part)]
        return any(PROMPTED.search(name) for item in (*found, *made, *written) for name in _names(item))


def _written(found: Found) -> Iterator[Found]:
    """What a name is assigned in its function or around it, before a function that makes it is entered."""
    name = found.value
    if isinstance(name, Reference):
        for scope in found.file.chain(name.scope):
            yield from (found.at(item.value) for item in found.file.assigned.get((scope, name.name), ()))


def _names(found: Found) -> Iterator[str]:
    """The names in a value; of what a call gives, what is called (`prompt.strip()`) and what it is given."""
    for part in walk(found.value):
        call = found.file.call(part) if isinstance(part, CallResult) else None
        named = [part] if call is None else [call.callee, *call.arguments]
        yield from (item.name for item in named if isinstance(item, Reference))


def _is_none(system: Setting) -> bool:
    return system.state == "unset"


def _may_instruct(sighting: Sighting) -> bool:
    """Whether a use is open, or names what the provider keeps."""
    call = sighting.as_written
    kept: list[Value | None] = [call.keyword(name) for name in ELSEWHERE] if call is not None else []
    is_open = sighting.open_ended or (call is not None and bool(call.spreads))
    return is_open or any(item is not None for item in kept) or "prompt" in sighting.carried
