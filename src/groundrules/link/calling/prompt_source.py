"""Where what a model call says comes from: the tree, a library's own prompt, or only who runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundrules.domain.model_call import ModelCall
from groundrules.domain.unknown import Setting, known, unknown
from groundrules.link.calling.run_time_text import GIVEN, WRITTEN, RunTimeTexts
from groundrules.link.calling.signature import Signatures
from groundrules.link.calling.wording import Wordings
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting

TEXTS = ("system_message", "template", "messages", "prompt")
OF_ENGINE = ("prompt", "system_message", "settings")
"""By what an engine is given other prompts than its own."""


class PromptSources:
    """Tells it of model calls."""

    def __init__(self, evidence: Evidence, given: dict[int, list[Sighting]]) -> None:
        self.evidence = evidence
        self.given = given
        self.texts = RunTimeTexts(evidence)
        self.signatures = Signatures(evidence, Wordings(evidence))

    def attach(self, calls: Iterable[ModelCall]) -> None:
        """Fill it in; where the calls were built, `given` tells what each was."""
        for call in calls:
            call.prompt_source = self._of(call, self.given.get(id(call), []))

    def _of(self, call: ModelCall, sightings: list[Sighting]) -> Setting:
        if call.prompts:
            return known("written", call.prompts[0].location)
        for sighting in sightings:
            if self._is_of_library(sighting):
                return known("library", sighting.location)
        leaves = list(dict.fromkeys(self._leaves(sightings)))
        reasons = [leaf for leaf in leaves if leaf not in (GIVEN, WRITTEN)]
        if reasons:
            return unknown(reasons[0], call.location)
        if leaves:
            return known("written" if WRITTEN in leaves else "run time", call.location)
        return unknown(_why_nothing(sightings), call.location)

    def _leaves(self, sightings: list[Sighting]) -> Iterator[str]:
        for sighting in sightings:
            for name in TEXTS:
                if name in sighting.carried:
                    yield from self.texts.leaves(sighting.carried[name])
            for made in self._engines(sighting) if sighting.implied.get("own_prompt") == "around" else ():
                for name in (*TEXTS, "settings"):
                    if name in made.carried:
                        yield from self.texts.leaves(made.carried[name])
            if sighting.open_ended and not {"messages", "prompt"} & set(sighting.carried):
                yield "passed by *args or **kwargs"

    def _is_of_library(self, sighting: Sighting) -> bool:
        """Whether the library's own prompt is sent: no other is given, or it is put around what is."""
        if sighting.entry.facts.get("signature_instructs") and "structured_output" in sighting.carried:
            return self.signatures.is_worded_by_library(sighting.carried["structured_output"])
        match sighting.implied.get("own_prompt"):
            case "around":
                return not any(
                    name in made.carried or made.open_ended for made in self._engines(sighting) for name in OF_ENGINE
                )
            case True:
                return not sighting.open_ended and not any(name in sighting.carried for name in TEXTS)
            case _:
                return False

    def _engines(self, sighting: Sighting) -> Iterator[Sighting]:
        """What the engine was made by that is asked."""
        if sighting.receiver is not None:
            yield from self.evidence.origins_of_kind(sighting.receiver, "retrieval", "model_call")


def _why_nothing(sightings: list[Sighting]) -> str:
    """Why no text was seen at all."""
    kinds = {sighting.entry.kind for sighting in sightings}
    return "its uses were not followed" if kinds <= {"chat_model"} else "no text among what it is given"
