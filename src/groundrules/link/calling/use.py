"""A model call with its uses: where it stands, and whatever is later called on what it made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from groundrules.domain.facts import Call
from groundrules.domain.model_call import ModelCall
from groundrules.link.calling.model_call import Calls
from groundrules.link.evidence import MODEL_KINDS, Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.code import CodeFile

FARTHEST = 3
"""Functions between a call and what calls them."""
Place = tuple[CodeFile, Call]


class Uses:
    """The sightings of each model call, and the calls of the functions around them."""

    def __init__(self, evidence: Evidence, calls: Calls) -> None:
        self.evidence = evidence
        self._keys: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for key, owner in calls.items():
            self._keys[id(owner)].append(key)

    def of(self, call: ModelCall) -> list[Sighting]:
        """The sightings that a call is made of."""
        found = [item for key in self._keys.get(id(call), ()) for item in self.evidence.by_call.get(key, ())]
        return [item for item in found if item.entry.kind in MODEL_KINDS]

    def places(self, call: ModelCall) -> Iterator[Place]:
        """Where a call is written, and nearest first where the functions around it are called."""
        for sighting in self.of(call):
            if (written := sighting.as_written) is not None:
                yield from self._outwards(sighting.file, written, FARTHEST)

    def _outwards(self, file: CodeFile, call: Call, depth: int) -> Iterator[Place]:
        yield file, call
        if not call.loop and depth and call.scope and file.facts.scopes[call.scope].kind == "function":
            for caller, outer in self.evidence.resolver.callers(file, call.scope):
                yield from self._outwards(caller, outer, depth - 1)
