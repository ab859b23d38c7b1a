"""Where a tuned model is called: which calls serve which job, what they send, and where its id is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall
from groundrules.domain.project import Project
from groundrules.domain.served_prompt import ServedPrompt
from groundrules.domain.value import Reference
from groundrules.link.calling.model import base_of_fine_tune
from groundrules.link.calling.model_call import Calls
from groundrules.link.calling.system_message import SystemMessages
from groundrules.link.evidence import MODEL_KINDS, Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.code import CodeFile, tail_of

LOOKS_UP = re.compile(
    r"(?i)retriev|context|search|look_?up|knowledge|(?<![a-z])(?:rag|docs?|documents?|passages?|chunks?|sources?)(?![a-z])"
)
"""Names of what brings facts to a prompt."""
SETTINGS_FILE = re.compile(
    r"(?i)(?:^|[/_.-])(?:config\w*|settings?|constants?|consts?|env|defaults?|model_?(?:names|ids))(?=[/_.-])"
)
CODE = ("python", "javascript", "typescript")


class Serving:
    """Joins model calls with the jobs whose models they ask."""

    def __init__(self, evidence: Evidence, calls: Calls) -> None:
        self.evidence = evidence
        self.calls = calls
        self.system_messages = SystemMessages(evidence)

    def attach(self, project: Project) -> None:
        """Note on jobs the calls that serve them and what these send, and on calls a tuned model written in code."""
        for call in project.model_calls:
            call.names_tuned_model_in_code = self._is_written_in_code(call)
        for job in project.jobs:
            job.serving_calls = [call for call in project.model_calls if serves(call, job)]
            job.served_prompts = [served for call in job.serving_calls for served in self._served(call)]
            job.unaided_calls = [call for call in job.serving_calls if self._is_unaided(call, project)]

    def _sightings(self, call: ModelCall) -> list[Sighting]:
        """The call and its uses."""
        keys = [key for key, owner in self.calls.items() if owner is call]
        return [item for key in keys for item in self.evidence.by_call.get(key, ()) if item.entry.kind in MODEL_KINDS]

    def _served(self, call: ModelCall) -> Iterator[ServedPrompt]:
        for sighting in self._sightings(call):
            for system in self.system_messages.of(sighting):
                yield ServedPrompt(location=sighting.location, role=sighting.role, system=system)

    def _is_unaided(self, call: ModelCall, project: Project) -> bool:
        """Whether a call in product code hands a question on as it came: no tools, and nothing looked up for it."""
        if call.role != "product" or call.tools.state != "unset" or project.vector_stores:
            return False
        if any(LOOKS_UP.search(name) for prompt in call.prompts for name in prompt.variables):
            return False
        sightings = self._sightings(call)
        return bool(sightings) and not any(item.open_ended or self._looks_up(item) for item in sightings)

    def _looks_up(self, sighting: Sighting) -> bool:
        """Whether something in the file of a call, or what the call is made of, brings facts to the prompt."""
        if looks_up(sighting.file):
            return True
        given = [
            sighting.carried[name] for name in ("messages", "prompt", "system_message") if name in sighting.carried
        ]
        return any(
            next(iter(self.evidence.origins_of_kind(item, "retrieval", "embedding", into_arguments=True)), None)
            for item in given
        )

    def _is_written_in_code(self, call: ModelCall) -> bool:
        """Whether the id of a tuned model is a literal in code that is no file of settings."""
        model = call.model
        if (
            model.state != "set"
            or model.source != "literal"
            or model.location is None
            or call.location.cell is not None
        ):
            return False
        file = self.evidence.sources.files.get(model.location.path)
        if file is None or file.facts.kind not in CODE or SETTINGS_FILE.search(model.location.path):
            return False
        return bool(base_of_fine_tune(str(model.value)))


def looks_up(file: CodeFile) -> bool:
    """Whether a file calls or defines something named like what looks things up; searching in a text is none of it."""
    calls = (call.callee for call in file.facts.calls)
    names = [tail_of(item) for item in calls if not (isinstance(item, Reference) and item.name.startswith("re."))]
    return any(LOOKS_UP.search(name) for name in (*names, *(scope.name for scope in file.facts.scopes)))


def serves(call: ModelCall, job: FineTuneJob) -> bool:
    """Whether a call asks the model that a job makes: one tuned from its base at its provider, or its output."""
    name = str(call.model.value or "")
    base = base_of_fine_tune(name)
    if base:
        return job.family == "hosted" and call.provider in (job.provider, "") and _is_of(base, job)
    output = job.output_path.value if job.output_path.state == "set" else None
    return isinstance(output, str) and len(output.strip("./")) > 2 and output.strip("./") in name


def _is_of(base: str, job: FineTuneJob) -> bool:
    """Whether a base is that of a job, which may name it without its date; any where the job's is not known."""
    if job.base_model.state != "set":
        return True
    named = str(job.base_model.value)
    return base.startswith(named) or named.startswith(base)
