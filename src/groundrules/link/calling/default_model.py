"""The model that a library takes where none is named."""

from __future__ import annotations

from groundrules.domain.unknown import UNSET, Setting, unknown
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Definition, Found

OTHER_NAMES = ("engine", "deployment", "deployment_id", "deployment_name", "model_id", "model_kwargs", "llm")
"""Arguments that may name a model in a library's stead."""


def default_model(evidence: Evidence, sighting: Sighting) -> Setting:
    """The model of a call that is given none: not set, with the library's default as value where it has one; UNKNOWN
    where a class of the tree, or another argument, may name one.
    """
    default = {**sighting.entry.facts, **sighting.implied}.get("default_model")
    call = sighting.as_written
    if call is None or not isinstance(default, str) or not default:
        return UNSET
    if any(isinstance(item, Definition) for item in evidence.resolver.follow(Found(sighting.file, call.callee))):
        return unknown("constructed through a class of the project", sighting.location)
    if any(call.keyword(name) is not None for name in OTHER_NAMES):
        return unknown("may be named by another argument", sighting.location)
    return Setting("unset", default, None, "", "default")
