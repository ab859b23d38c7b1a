"""Prompts that a service keeps: whose they are, and whether they are pulled at a fixed version."""

from __future__ import annotations

import re

from groundrules.domain.model_call import Prompt
from groundrules.domain.unknown import Setting, UnknownType
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found

PUBLIC_NAME = re.compile(r"^([\w.-]+)/([\w.-]+)(?::([\w.-]+))?$")
"""`owner/name`, `owner/name:commit`."""
COMMIT = re.compile(r"^[0-9a-f]{7,64}$")
OWN = "-"
"""Stands for the own account in such a name."""
PUSHES = ("push", "push_prompt", "pushPrompt", "create_prompt", "createPrompt")


def pulled_prompt(evidence: Evidence, sighting: Sighting) -> Prompt:
    """A prompt asset of a pull; its text is not known."""
    name = evidence.reader.setting(sighting, "name")
    version = evidence.reader.setting(sighting, "version")
    prompt = Prompt(
        id=f"prompt:{sighting.location.place}",
        kind="prompt",
        product=sighting.entry.product,
        product_id=sighting.entry.id,
        location=sighting.location,
        role=sighting.role,
        name=name.text if name.state == "set" else "a prompt whose name is not resolved",
        message="template",
        is_static=False,
        registry=sighting.entry.product,
    )
    prompt.owner = _owner(evidence, sighting, name)
    prompt.is_pinned = version.is_set or _names_commit(name)
    return prompt


def _owner(evidence: Evidence, sighting: Sighting, name: Setting) -> str | UnknownType:
    """Whose account a name speaks of; empty for the own one and for registries that have none."""
    if not sighting.implied.get("remote"):
        return ""
    if name.state != "set":
        return UnknownType("name not resolved")
    match = PUBLIC_NAME.match(str(name.value))
    owner = match.group(1) if match else ""
    return "" if owner == OWN or owner in _pushed_to(evidence) else owner


def _names_commit(name: Setting) -> bool:
    match = PUBLIC_NAME.match(str(name.value)) if name.state == "set" else None
    return match is not None and COMMIT.match(match.group(3) or "") is not None


def _pushed_to(evidence: Evidence) -> set[str]:
    """Accounts that the audited code itself pushes prompts to: those are its own."""
    owners: set[str] = set()
    for file in evidence.sources.read_so_far():
        for tail in PUSHES:
            for number in file.calls_by_tail.get(tail, ()):
                call = file.facts.calls[number]
                if call.arguments:
                    name = evidence.reader.read(Found(file, call.arguments[0]))
                    match = PUBLIC_NAME.match(str(name.value)) if name.state == "set" else None
                    owners.update({match.group(1)} if match else ())
    return owners
