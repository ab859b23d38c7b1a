"""Parameters that a call sends, and its model or SDK refuses."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.call_fault import RefusedParameter
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.unknown import Setting, unknown
from groundrules.link.evidence import Evidence
from groundrules.link.product.installed import Installed
from groundrules.link.product.sighting import Sighting

READ = ("temperature", "top_p", "top_k", "max_tokens", "reasoning_effort")
"""Parameters that some models refuse."""
SAMPLING = ("temperature", "top_p")
AROUND_EFFORT = ("reasoning", "extra_body")
"""Arguments that may hold the reasoning effort."""
DEFAULTS = {"temperature": 1, "top_p": 1}
"""Values that are sent and accepted, since they change nothing."""


def written_parameters(evidence: Evidence, sighting: Sighting) -> dict[str, Setting]:
    """The parameters that are written out at a call itself, by their own names."""
    call = sighting.as_written
    given = {name: call.keyword(name) for name in READ} if call is not None else {}
    found = {
        name: evidence.reader.read(sighting.result.at(value)) for name, value in given.items() if value is not None
    }
    return {name: setting for name, setting in found.items() if setting.is_set}


def reasoning_effort(evidence: Evidence, sighting: Sighting) -> Setting:
    """The reasoning effort that a call asks for: UNKNOWN where it may be in what is not followed."""
    effort, call = evidence.reader.setting(sighting, "reasoning_effort"), sighting.as_written
    if effort.is_set or call is None:
        return effort
    around = next((name for name in AROUND_EFFORT if call.keyword(name) is not None), "")
    return unknown(f"may be in {around}", sighting.location) if around or call.spreads else effort


def _is_sampled(name: str, call: ModelCall) -> bool:
    """Whether a parameter is one that the model of a call takes only while it does not reason, which it certainly
    does here.
    """
    if name not in SAMPLING or call.model_facts is None or call.reasoning_effort.state == "unknown":
        return False
    reasons = call.model_facts.reasons
    return reasons == "by default" if call.reasoning_effort.state == "unset" else _reasons_at(call, reasons)


def _reasons_at(call: ModelCall, reasons: str) -> bool:
    """Whether a model that may reason is asked to."""
    effort = call.reasoning_effort.value
    return bool(reasons) and isinstance(effort, str) and effort != "none"


class RefusedParameters:
    """Attaches them to the model calls of a project. The entry's fact `sends` names what a library hands on as it is,
    `drops` what its SDK takes no more from `drops_from` on (a package and its release, for each language).
    """

    def __init__(self, evidence: Evidence, installed: Installed) -> None:
        self.evidence = evidence
        self.installed = installed

    def attach(self, project: Project) -> None:
        """Fill in what is refused."""
        for call in project.model_calls:
            call.refused = [*self._by_sdk(call, project)] or [*self._by_model(call)]

    def _by_model(self, call: ModelCall) -> Iterator[RefusedParameter]:
        facts = call.model_facts
        if facts is None or not call.names_known_model or call.model.source != "literal":
            return
        sends = _names(self.evidence.catalogue.entries[call.product_id].facts.get("sends"))
        for name, setting in call.written.items():
            changes = setting.state == "set" and setting.value != DEFAULTS.get(name)
            is_sampled = _is_sampled(name, call)
            if changes and name in sends and (name in facts.refuses or is_sampled):
                location = setting.location or call.location
                yield RefusedParameter(name=name, by=facts.name, location=location, while_reasoning=is_sampled)

    def _by_sdk(self, call: ModelCall, project: Project) -> Iterator[RefusedParameter]:
        entry = self.evidence.catalogue.entries[call.product_id]
        facts, folder = entry.facts, "" if project.path == "." else project.path
        ecosystem = "npm" if call.location.path.endswith((".js", ".ts", ".tsx", ".mjs", ".jsx")) else "pypi"
        releases = [item.rpartition(" ") for item in _names(facts.get("drops_from"))]
        named = entry.packages.get(ecosystem, ())
        package, first = next(((name, first) for name, _, first in releases if name in named), ("", ""))
        dropped = [name for name in call.written if name in _names(facts.get("drops"))]
        if dropped and self.installed.is_at_least(ecosystem, package, first, folder):
            for name in dropped:
                location = call.written[name].location or call.location
                yield RefusedParameter(name=name, by=f"{package} {first} and later", location=location, by_sdk=True)


def _names(fact: object) -> list[str]:
    return str(fact).split(",") if isinstance(fact, str) else []
