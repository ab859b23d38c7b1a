"""What of a project's assets shows a need of the decision matrix, and by which approach it is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.project import Project
from groundrules.report.verdict.own import fills, lookups, own, short_place
from groundrules.report.wording import count, listed, percent

_TELLING_SHARE = 0.5
_CHANGING_SHARE = 0.1
_MANY_RECORDS = 1_000


@dataclass(frozen=True, slots=True)
class Sign:
    """A need by the guidance's id, the approach taken, and what shows it. `is_advised`: that is what is advised."""

    need: str
    taken: Literal["fine-tune", "retrieval", "prompt"]
    words: str
    is_advised: bool


def signs_of(project: Project) -> list[Sign]:
    """The signs of a project's own assets; what no reader could resolve shows none."""
    return [*_index(project), *_form(project), *_written_facts(project), *_training(project)]


def _index(project: Project) -> Iterator[Sign]:
    """An index that is filled and asked is there to answer from documents."""
    for store in own(project.vector_stores):
        filled, asked = fills([store]), lookups([store])
        if filled and asked:
            name = f"{store.name} in {store.product}" if store.name else store.product
            places = f"filled at {short_place(filled[0].location)}, asked at {short_place(asked[0].location)}"
            yield Sign("need.private-documents", "retrieval", f"{name}, {places}", True)


def _form(project: Project) -> Iterator[Sign]:
    """Calls whose answers have a form: by a schema, or by words in the prompt alone."""
    calls = own(project.model_calls)
    enforced = [call for call in calls if call.structured_output.state == "set"]
    if enforced:
        places = listed((short_place(call.location) for call in enforced), 2)
        yield Sign(
            "need.output-format", "prompt", f"structured output at {count(len(enforced), 'call')} ({places})", True
        )
    asked = [call for call in calls if call.json_prompt is not None and call.structured_output.state == "unset"]
    if asked:
        places = listed((short_place(call.location) for call in asked), 2)
        yield Sign("need.output-format", "prompt", f"JSON asked for in the prompt alone ({places})", False)


def _written_facts(project: Project) -> Iterator[Sign]:
    stated = [statement for prompt in own(project.prompts) for statement in prompt.volatile_statements]
    if stated:
        where = short_place(stated[0].location)
        words = f"{count(len(stated), 'changing fact')} written into prompts ({where})"
        yield Sign("need.fresh-facts", "prompt", words, False)


def _training(project: Project) -> Iterator[Sign]:
    for job in own(project.jobs):
        profile = job.dataset.profile if job.dataset is not None else None
        if job.dataset is not None and profile is not None and profile.sampled:
            for need, words, is_advised in _of_profile(profile):
                yield Sign(need, "fine-tune", f"{job.dataset.name}: {words}", is_advised)


def _of_profile(profile: DatasetProfile) -> Iterator[tuple[str, str, bool]]:
    if profile.changing_facts.low >= _CHANGING_SHARE:
        low = percent(profile.changing_facts.low)
        yield "need.fresh-facts", f"at least {low} of the records state changing facts", False
    if profile.task == "closed-book-organisation":
        yield "need.private-documents", "the records answer on an organisation, with no document given", False
    if profile.task == "structured-output":
        yield "need.output-format", "the records teach structured output", False
    if profile.task == "classification" and profile.records >= _MANY_RECORDS:
        yield "need.cheap-classification", f"{count(profile.records, 'record')} of classification", True
    if profile.subject and profile.subject_share >= _TELLING_SHARE:
        yield "need.regulated-phrasing", f"{profile.subject} phrasing in {percent(profile.subject_share)}", False
