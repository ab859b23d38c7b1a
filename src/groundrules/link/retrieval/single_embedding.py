"""Embedding requests that carry one text and stand in a loop, here or in those who call the function around them."""

from __future__ import annotations

import re

from groundrules.domain.facts import Call
from groundrules.domain.location import Location
from groundrules.domain.value import CallResult, Element, Items, Operation, Reference, Value, walk
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.retrieval.embedding import Embeddings
from groundrules.link.value.code import CodeFile, receiver_of

SEVERAL = re.compile(r"(?i)batch|group|page_of|window|(?<!s)s$|list$|^rows?_chunk")
"""Names of what holds several texts."""
SEVERAL_TYPE = re.compile(r"(?i)\b(?:list|sequence|iterable|tuple|ndarray|series|dataframe)\b")
LOOPS = ("for", "comprehension")
MOST_CALLERS = 3
"""Functions between a loop and the request in it."""
MOST_PARTS = 8


class SingleEmbeddings:
    """Notes on each embedding request the loop that it stands in."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def attach(self, embeddings: Embeddings) -> None:
        """Set `single_in_loop` and `most_inputs` where the service takes several texts a request."""
        for sighting in self.evidence.of_kind("embedding"):
            most = sighting.entry.facts.get("most_inputs")
            call = sighting.as_written
            if not isinstance(most, int) or call is None or "input" not in sighting.carried:
                continue
            embedding = embeddings.by_call[sighting.file.path, sighting.call]
            embedding.most_inputs = most
            embedding.single_in_loop = self._loop(sighting, call)

    def _loop(self, sighting: Sighting, call: Call) -> Location | None:
        value = sighting.carried["input"].value
        if isinstance(value, Items):
            if len(value.values) != 1 or isinstance(value.values[0], Operation):
                return None
            value = value.values[0]
        elif not isinstance(value, Reference) or SEVERAL.search(value.name.rpartition(".")[2]):
            return None
        return self._around(sighting.file, call, value, 0)

    def _around(self, file: CodeFile, call: Call, value: Value, depth: int) -> Location | None:
        """The call in a loop over texts that a value comes from; None where there is none, or a test around it."""
        if file.facts.role != "product":
            return None
        parts = self._parts(file, value)
        if call.loop in LOOPS and any(_is_one_of_many(file, part) for part in parts):
            return file.location(call.span, call.cell)
        if depth >= MOST_CALLERS:
            return None
        for name in (part for part in parts if isinstance(part, Reference)):
            head = name.name.partition(".")[0]
            for scope in file.chain(name.scope) if file.facts.scopes else ():
                if (scope, head) in file.parameters and (found := self._callers(file, scope, head, depth)) is not None:
                    return found
        return None

    def _callers(self, file: CodeFile, scope: int, name: str, depth: int) -> Location | None:
        position = file.parameters[scope, name]
        parameter = file.scope(scope).parameters[position]
        if SEVERAL.search(name) or SEVERAL_TYPE.search(parameter.annotation):
            return None
        if file.takes_self(scope):
            position -= 1
        for other, call in self.evidence.resolver.callers(file, scope):
            given = call.keyword(name)
            if given is None and 0 <= position < len(call.arguments):
                given = call.arguments[position]
            if given is not None and (found := self._around(other, call, given, depth + 1)) is not None:
                return found
        return None

    def _parts(self, file: CodeFile, value: Value) -> list[Reference | Element]:
        """The names and items that a text is made of, through the assignments of its own function and the methods of
        texts; none where it is a slice.
        """
        found: list[Reference | Element] = []
        pending, seen = [value], set[str]()
        while pending and len(found) < MOST_PARTS:
            for part in walk(pending.pop()):
                match part:
                    case Operation(operator="[:]"):
                        return []
                    case CallResult() as result:
                        receiver = receiver_of(file.call(result).callee)
                        pending.extend([receiver] if receiver is not None else [])
                    case Element():
                        found.append(part)
                    case Reference(name=name) if name not in seen:
                        seen.add(name)
                        found.append(part)
                        assigned = file.assigned.get((part.scope, name.partition(".")[0]), ())
                        pending.extend(item.value for item in assigned if not isinstance(item.value, Element))
        return found


def _is_one_of_many(file: CodeFile, part: Reference | Element) -> bool:
    """Whether a part of a text is what a loop goes through, or an item by the loop's number, and no batch."""
    if isinstance(part, Element):
        return not _holds_batches(part.of)
    head = part.name.partition(".")[0]
    if SEVERAL.search(head):
        return False
    return any(
        isinstance(item.value, Element) and not _holds_batches(item.value.of)
        for item in file.assigned.get((part.scope, head), ())
    )


def _holds_batches(value: Value) -> bool:
    """Whether what a loop goes through is named for batches, or for attempts."""
    return any(isinstance(part, Reference) and re.search(r"(?i)batch|retry|attempt", part.name) for part in walk(value))
