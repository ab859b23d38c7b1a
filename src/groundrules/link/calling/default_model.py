"""The model that a library takes where none is named."""

from __future__ import annotations

from groundrules.domain.unknown import UNSET, Setting, unknown
from groundrules.domain.value import Member
from groundrules.link.calling.model_object import loaded_model
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Definition, Found

OTHER_NAMES = ("engine", "deployment", "deployment_id", "deployment_name", "model_id", "model_kwargs", "llm")
"""Arguments that may name a model in a library's stead."""


FIELDS = ("model", "model_name", "model_id", "deployment_name")
"""What a class of the tree that derives from a chat model may set in its body."""


def _of_class(evidence: Evidence, sighting: Sighting) -> Setting:
    """The model that a class of the project sets for itself (`class Chat(ChatOpenAI): model_name = "a"`)."""
    made = sighting.result
    for name in FIELDS:
        setting = evidence.reader.read(made.at(Member(made.value, name, made.value.span)))
        if setting.state == "set":
            return setting
    return unknown("constructed through a class of the project", sighting.location)


def _takes_model(evidence: Evidence, sighting: Sighting) -> bool:
    """Whether a call of this kind may name a model: of one that may not, the model is that of another object."""
    signs = evidence.resolver.signs.of(sighting.name, sighting.file.language)
    return any("model" in sign.call.args.values() for sign in signs if sign.entry.id == sighting.entry.id)


def told_model(evidence: Evidence, sighting: Sighting, named: Setting) -> Setting:
    """The model of a call, where the call itself names it as `named`: that of the object that is given in a name's
    stead, or of the weights that it is called on, or the library's default.
    """
    given = sighting.carried.get("model") or sighting.carried.get("model_object") or sighting.receiver
    if named.state == "set" or named.alternatives:
        return named
    if given is not None and (named.state == "unset" or "model" in sighting.carried):
        loaded = loaded_model(evidence, given)
        if loaded is not None:
            return loaded
    return default_model(evidence, sighting) if named.state == "unset" else named


def default_model(evidence: Evidence, sighting: Sighting) -> Setting:
    """The model of a call that is given none: not set, with the library's default as value where it has one; UNKNOWN
    where a class of the tree, another argument or another object may name one.
    """
    default = {**sighting.entry.facts, **sighting.implied}.get("default_model")
    call = sighting.as_written
    if call is None:
        return UNSET
    if any(isinstance(item, Definition) for item in evidence.resolver.follow(Found(sighting.file, call.callee))):
        return _of_class(evidence, sighting)
    if "model_object" in sighting.carried:
        return unknown("given as an object that is not followed", sighting.location)
    if not default and not _takes_model(evidence, sighting):
        return unknown("given elsewhere than in the call", sighting.location)
    if not isinstance(default, str) or not default:
        return UNSET
    if any(call.keyword(name) is not None for name in OTHER_NAMES):
        return unknown("may be named by another argument", sighting.location)
    return Setting("unset", default, None, "", "default")
