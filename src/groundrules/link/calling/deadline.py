"""Calls through an SDK that waits as long as it takes and never tries again, where nothing tells it otherwise."""

from __future__ import annotations

import re

from groundrules.domain.model_call import ModelCall
from groundrules.domain.value import CallResult, Mapping
from groundrules.link.calling.use import Uses
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Answer, Found
from groundrules.link.value.code import CodeFile, tail_of

WAITS = "waits_without_end"
"""Fact of an entry: its SDK has no timeout and no retries by default."""
BOUNDS = ("timeout", "retries")
OPTIONS = ("config", "http_options", "httpOptions")
"""Objects that a bound may stand in."""
GUARDS = re.compile(r"(?i)retry|retries|backoff|time_?out|wait_?for|deadline|tenacity|abort|attempt|http_?options")
"""Names of what bounds a call from outside."""


def note_deadlines(uses: Uses, calls: list[ModelCall]) -> None:
    """Note on calls that certainly nothing ends them, but their answer."""
    for call in calls:
        entry = uses.evidence.catalogue.entries[call.product_id]
        call.waits_without_end = bool(entry.facts.get(WAITS)) and all(
            [_is_unbounded(uses, item) for item in uses.of(call)] or [False]
        )


def _is_unbounded(uses: Uses, sighting: Sighting) -> bool:
    """Whether a use is bounded neither where it is written nor at its client, nor by what is around it."""
    receiver = sighting.receiver
    clients = list(uses.evidence.origins_of_kind(receiver, "client")) if receiver is not None else []
    parts = [sighting, *clients]
    return bool(clients) and not any(
        item.open_ended
        or any(name in item.carried for name in BOUNDS)
        or not _is_told(uses, item)
        or _is_guarded(item.file)
        for item in parts
    )


def _is_told(uses: Uses, sighting: Sighting) -> bool:
    """Whether the objects that may hold a bound are written out."""
    call = sighting.as_written
    given = [value for name in OPTIONS if call is not None and (value := call.keyword(name)) is not None]
    answers = [item for value in given for item in uses.evidence.resolver.follow(Found(sighting.file, value))]
    return call is not None and all(map(_is_written_out, answers))


def _is_written_out(answer: Answer) -> bool:
    match answer:
        case Found(value=Mapping(spread=spread)):
            return not spread
        case Found(file=file, value=CallResult() as result):
            call = file.call(result)
            return tail_of(call.callee)[:1].isupper() and not call.spreads and not call.starred
        case _:
            return False


def _is_guarded(file: CodeFile) -> bool:
    """Whether a file retries or times by itself: what it imports, calls, defines or assigns."""
    names = [item.name for item in file.facts.imports]
    calls = [tail_of(call.callee) for call in file.facts.calls]
    scopes = [scope.name for scope in file.facts.scopes]
    return any(GUARDS.search(name) for name in (*names, *calls, *scopes, *file.targets))
