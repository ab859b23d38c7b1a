"""Whether a call takes a limit of its output that it does not set: what its sign in the catalogue names."""

from __future__ import annotations

from groundrules.domain.model_call import ModelCall
from groundrules.link.calling.use import Uses

LIMIT = "max_output_tokens"


def note_output_limits(uses: Uses, calls: list[ModelCall]) -> None:
    """Note on calls whether a limit of output can be set where they are made, and none is at any of their uses.

    A library with a limit of its own (a default in the catalogue) leaves nothing unbounded.
    """
    for call in calls:
        entry = uses.evidence.catalogue.entries[call.product_id]
        sightings = uses.of(call)
        takes = any(
            LIMIT in sign.call.args.values()
            for item in sightings
            for sign in uses.evidence.resolver.signs.of(item.name, item.file.language)
        )
        is_open = any(item.open_ended or LIMIT in item.carried for item in sightings)
        call.lacks_output_limit = (
            takes and not is_open and call.max_output_tokens.state == "unset" and LIMIT not in entry.defaults
        )
