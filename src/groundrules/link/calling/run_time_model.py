"""Models that are chosen while the program runs: by a user, a request, a command line, a caller of a library."""

from __future__ import annotations

from groundrules.domain.unknown import AT_RUN_TIME, Setting, unknown
from groundrules.domain.value import Reference, Value
from groundrules.link.calling.run_time_text import GIVEN, RunTimeTexts
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting


class RunTimeModels:
    """Tells models of which no name stands in the tree from those that were not followed."""

    def __init__(self, evidence: Evidence) -> None:
        self.texts = RunTimeTexts(evidence)

    def of(self, sighting: Sighting, model: Setting) -> Setting:
        """The model as it was read, or unknown for the reason that it is given at run time: where every way that the
        name comes ends outside of the tree.
        """
        named = sighting.carried.get("model")
        if named is None or model.state != "unknown" or model.alternatives or _is_attribute(named.value):
            return model
        ends = set(self.texts.leaves(named))
        return unknown(AT_RUN_TIME, model.location) if ends == {GIVEN} else model


def _is_attribute(value: Value) -> bool:
    """Whether a name is kept by an object: who made that is not told by who calls the method."""
    return isinstance(value, Reference) and value.name.partition(".")[0] in ("self", "cls", "this")
