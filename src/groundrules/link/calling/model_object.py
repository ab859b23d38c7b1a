"""The object behind a call that names no model: a chat model, weights that were loaded, or what is set for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundrules.domain.source import JUDGED_ROLES
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

DEEPEST = 3
"""Chains made of the model of another chain that are looked through."""


def chat_models(evidence: Evidence, sighting: Sighting) -> list[Sighting]:
    """The constructions of the chat models that a call may go to: of the object that it is given or made on, else of
    those that are set for all calls of its kind; none where one of those is not followed.
    """
    given = sighting.carried.get("model_object") or sighting.receiver
    found = _behind(evidence, given, 0) if given is not None else []
    return found or _set_for_all(evidence, sighting)


def _behind(evidence: Evidence, given: Found, depth: int) -> list[Sighting]:
    """The chat models that an object is, or else those of the chain that it is taken from (`chain.llm`)."""
    found = list(evidence.origins_of_kind(given, "chat_model"))
    if found or depth >= DEEPEST:
        return found
    for chain in evidence.origins_of_kind(given, "model_call"):
        if "model_object" in chain.carried:
            found.extend(_behind(evidence, chain.carried["model_object"], depth + 1))
    return found


def _set_for_all(evidence: Evidence, sighting: Sighting) -> list[Sighting]:
    """What is set for all calls of a kind: by the contexts in the same class or function, else anywhere."""
    settings = [item for item in evidence.of_kind("client") if _speaks_for(item, sighting)]
    near = [item for item in settings if item.implied.get("holds") == "inside" and _is_near(item, sighting)]
    found: list[Sighting] = []
    for setting in near or settings:
        given = setting.carried.get("model_object")
        models = _behind(evidence, given, 0) if given is not None else []
        if not models:
            return []
        found.extend(model for model in models if model not in found)
    return found if all(model.role in JUDGED_ROLES for model in found) else []


def _speaks_for(setting: Sighting, sighting: Sighting) -> bool:
    is_heard = setting.role in JUDGED_ROLES or setting.role == sighting.role
    return is_heard and setting.entry.facts.get("model_of") == sighting.entry.id


def _is_near(setting: Sighting, sighting: Sighting) -> bool:
    """Whether two calls stand in one class, or in one function outside of classes."""
    one, other = setting.as_written, sighting.as_written
    if setting.file.path != sighting.file.path or one is None or other is None:
        return False
    around = setting.file.class_around(one.scope)
    return around == sighting.file.class_around(other.scope) and (around is not None or one.scope == other.scope)


def loaded_model(evidence: Evidence, given: Found) -> Setting | None:
    """The name under which weights were loaded that are given as an object; None where none were seen to be loaded."""
    loaders = sorted(set(evidence.origins_of_kind(given, "model_loader")), key=_place)
    named = [evidence.reader.setting(item, "base_model") for item in loaders if _loads(item)]
    return either(named, given) if named else None


def _place(sighting: Sighting) -> tuple[str, int, int]:
    return sighting.location.path, sighting.location.cell or 0, sighting.location.line


def _loads(loader: Sighting) -> bool:
    """Whether weights are loaded by name, and not changed on the way (`get_peft_model(model)`)."""
    return "model_object" not in loader.carried and not loader.implied.get("derives")


def either(settings: Iterable[Setting], given: Found) -> Setting:
    """One of several settings: the value that all have, the few that it may be, or the reason why one is not known."""
    settings = list(settings)
    values = dict.fromkeys(value for setting in settings for value in _values(setting))
    closed = next((item for item in settings if not any(True for _ in _values(item))), None)
    if closed is not None:
        return closed if closed.state == "unknown" else unknown("given as an object that is not followed")
    if len(values) == 1:
        return known(settings[0].value, settings[0].location, settings[0].source)
    return unknown("one of several values", given.location, tuple(values))


def _values(setting: Setting) -> Iterator[object]:
    yield from setting.alternatives or ((setting.value,) if setting.state == "set" and setting.value else ())
