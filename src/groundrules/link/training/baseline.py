"""Whether anything else is scored beside a tuned model: its base, or another model with a prompt."""

from __future__ import annotations

import re

from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.unknown import UnknownType
from groundrules.link.calling.model import facts_of_model, is_fine_tuned
from groundrules.link.evidence import Evidence

CONFIGURATION = ("yaml", "json", "toml")
ELSEWHERE = re.compile(r"(?i)^(?:file|exec|python|https?|package):|\.(?:py|js|ts|mjs)$")
"""What a configuration names as the thing to score, where only running it would tell the model."""
LANGUAGE_MODES = ("", "chat", "completion", "responses")
MOST_MENTIONS = 200


class Baselines:
    """Says of a job whether its evaluations also score a model that is not tuned; only what is certain."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def of(self, job: FineTuneJob, project: Project) -> bool | UnknownType:
        """True, False, or UNKNOWN where an evaluation does not tell what it scores."""
        if not job.evaluations:
            return UnknownType("no evaluation of the tuned model is seen")
        told = [self._scores_another(item, project) for item in project.evaluations if set(item.covers) - {"retrieval"}]
        if any(item is True for item in told):
            return True
        return next((item for item in told if isinstance(item, UnknownType)), False)

    def _scores_another(self, evaluation: Evaluation, project: Project) -> bool | UnknownType:
        calls = [call for call in project.model_calls if call.location.path == evaluation.location.path]
        if any(self._is_another(name) for text in evaluation.mentions for name in _names_in(text)):
            return True
        if len(evaluation.mentions) >= MOST_MENTIONS or not (calls or self._is_configuration(evaluation)):
            return UnknownType("an evaluation whose models are not told")
        if not all(_is_tuned(call) for call in calls):
            return UnknownType("an evaluation whose model is not resolved")
        if not calls and not any(is_fine_tuned(name) for text in evaluation.mentions for name in _names_in(text)):
            return UnknownType("an evaluation whose models are not told")
        return False

    def _is_another(self, name: str) -> bool:
        facts = None if is_fine_tuned(name) else facts_of_model(self.evidence.catalogue, name)
        return facts is not None and facts.mode in LANGUAGE_MODES

    def _is_configuration(self, evaluation: Evaluation) -> bool:
        """Whether it is a file of settings that names its models itself."""
        facts = self.evidence.facts.get(evaluation.location.path)
        return (
            facts is not None
            and facts.kind in CONFIGURATION
            and not any(ELSEWHERE.search(text) for text in evaluation.mentions)
        )


def _is_tuned(call: ModelCall) -> bool:
    return call.model.state == "set" and is_fine_tuned(str(call.model.value))


def _names_in(text: str) -> tuple[str, ...]:
    """A text, and the model that it names behind a provider (`openai:chat:gpt-4.1`)."""
    for provider in ("openai:chat:", "openai:completion:", "openai:responses:", "openai:", "azure:chat:", "mistral:"):
        if text.startswith(provider):
            return (text[len(provider) :],)
    return (text,)
