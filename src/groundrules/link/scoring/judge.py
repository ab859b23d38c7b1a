"""Judges: the model that scores answers, and whether it is the one that gave them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from groundrules.domain.evaluation import Evaluation, Judge
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.unknown import Setting
from groundrules.link.calling.model import base_of_fine_tune
from groundrules.link.evidence import Evidence

JUDGES = re.compile(
    r"(?i)\b(?:you are (?:an?|the) (?:\w+ ){0,4}(?:judge|grader|evaluator)"
    r"|(?:grade|judge|score|rate|evaluate|assess|compare)\b"
    r"[^.\n]{0,80}\b(?:answer|response|output|submission|reply|prediction|summary)s?\b)"
)
NO_JUDGES = ("promptfoo", "inspect", "langchain")
"""Products whose `model` is the one under test."""


class Judges:
    """Finds the judge of each evaluation, and what it judges."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def attach(self, projects: Iterable[Project]) -> None:
        """Fill in judges; the models under test are those that product code calls."""
        tested: dict[str, list[ModelCall]] = defaultdict(list)
        scoring: dict[str, list[ModelCall]] = defaultdict(list)
        evaluations: dict[str, Evaluation] = {}
        for project in projects:
            for call in project.model_calls:
                scoring[call.location.path].append(call)
            for evaluation in project.evaluations:
                evaluations[evaluation.id] = evaluation
                tested[evaluation.id] += [
                    call for call in project.product_calls if call.location.path != evaluation.name
                ]
        for key, evaluation in evaluations.items():
            evaluation.judge = self._judge(evaluation, scoring[evaluation.name], tested[key])

    def _judge(self, evaluation: Evaluation, own: list[ModelCall], tested: list[ModelCall]) -> Judge | None:
        judging = [call for call in own if any(JUDGES.search(prompt.text) for prompt in call.prompts)]
        candidates = [
            *((call.model, call.snapshot, call.location) for call in judging),
            *((item, "", item.location) for item in self._given(evaluation)),
        ]
        for setting, snapshot, called in candidates:
            if setting.state == "set" and called is not None and setting.source in ("literal", "default"):
                return Judge(
                    model=str(setting.value),
                    location=_place(setting, called),
                    snapshot=snapshot if setting.source == "literal" else "",
                    tested=_same(str(setting.value), tested),
                    is_fallback=setting.source == "default",
                )
        return None

    def _given(self, evaluation: Evaluation) -> Iterator[Setting]:
        """The models that metrics of a library are given to judge with."""
        if evaluation.product_id.startswith(NO_JUDGES):
            return
        for sighting in self.evidence.of_kind("evaluation"):
            is_judge = "model" in sighting.carried and not sighting.entry.id.startswith(NO_JUDGES)
            if sighting.file.path == evaluation.name and is_judge and "generates_cases" not in sighting.implied:
                yield self.evidence.reader.setting(sighting, "model")


def _place(setting: Setting, called: Location) -> Location:
    """Where a judge is named, if that is in the file that calls it: a name of elsewhere is not of a judge alone."""
    named = setting.location
    return named if named is not None and named.path == called.path else called


def _same(judge: str, tested: list[ModelCall]) -> ModelCall | None:
    """The call under test whose model is the judge, where all calls that may be under test certainly name it."""
    if not tested or any(call.model.state != "set" for call in tested):
        return None
    names = {_bare(str(call.model.value)) for call in tested}
    return tested[0] if names == {_bare(judge)} else None


def _bare(name: str) -> str:
    """A model's name without its provider; a fine-tune is another model than its base."""
    return name.lower() if base_of_fine_tune(name) else name.lower().rpartition("/")[2]
