"""The production concerns - cost, latency, failure, compliance - answered a layer at a time from what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal as OneOf

import msgspec

from groundrules.domain.finding import Finding
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.unknown import UnknownType
from groundrules.report.layers import NOTHING_SEEN, Layer, LayerName
from groundrules.report.needs import TAKEN
from groundrules.report.verdict.compliance import compliance_of
from groundrules.report.verdict.cost import bounded_phrase, top_k_phrase
from groundrules.report.verdict.own import lookups, own
from groundrules.report.wording import count, listed

ConcernName = OneOf["cost", "latency", "failure", "compliance"]


class Concern(msgspec.Struct, frozen=True):
    """One concern of one layer: what was seen of it, and the rules whose findings stand behind it."""

    name: ConcernName
    layer: LayerName
    says: str
    rules: tuple[str, ...]


def concerns_of(project: Project, layers: Iterable[Layer], findings: Sequence[Finding]) -> list[Concern]:
    """The four concerns of every layer that was found, a concern at a time."""
    found = [layer for layer in layers if layer.found]
    says = {
        "cost": {layer.name: layer.cost for layer in found},
        "latency": {layer.name: _latency(project, layer.name) for layer in found},
        "failure": {layer.name: _failure(project, layer) for layer in found},
        "compliance": {layer.name: compliance_of(project, layer.name) for layer in found},
    }
    names: tuple[ConcernName, ...] = ("cost", "latency", "failure", "compliance")
    return [
        Concern(name, layer.name, says[name][layer.name], _rules(name, layer.name, findings))
        for name in names
        for layer in found
    ]


def _rules(name: str, layer: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    cited = f"production.{name}"
    return tuple(sorted({one.rule for one in findings if cited in one.guidance and TAKEN[one.family] == layer}))


def _latency(project: Project, layer: LayerName) -> str:
    return "; ".join(
        {"prompt": _prompt_latency, "retrieval": _retrieval_latency, "fine-tune": _tuned_latency}[layer](project)
    )


def _prompt_latency(project: Project) -> Iterator[str]:
    calls = own(project.model_calls)
    if not calls:
        yield "unknown: no model call was seen"
        return
    yield bounded_phrase(calls)
    if in_loops := sum(call.in_loop for call in calls):
        yield f"{count(in_loops, 'call')} in a loop, one after the other"


def _retrieval_latency(project: Project) -> Iterator[str]:
    stores = own(project.vector_stores)
    asked = len(lookups(stores))
    if asked:
        yield f"a lookup before the answer (asked at {count(asked, 'place')}), {top_k_phrase(stores)}"
    else:
        yield "unknown: no place that asks the index was seen"


def _tuned_latency(project: Project) -> Iterator[str]:
    jobs = own(project.jobs)
    sizes = sorted({job.base_billions for job in jobs if job.base_billions})
    if sizes:
        yield f"base model of {listed(f'{size:g}' for size in sizes)} billion parameters, by its name"
    else:
        yield "size of the base model unknown"
    places = len({call.location for job in jobs for call in job.serving_calls})
    yield f"called at {count(places, 'place')}" if places else "where the tuned model is called is unknown"


def _failure(project: Project, layer: Layer) -> str:
    told = {"prompt": _prompt_failure, "retrieval": _retrieval_failure, "fine-tune": _tuned_failure}[layer.name](
        project
    )
    return "; ".join([*told, _evaluation_words(layer)])


def _evaluation_words(layer: Layer) -> str:
    """Whether something scores it: by what stands with the layer."""
    if layer.evaluated_by == NOTHING_SEEN:
        return "no evaluation of it was seen"
    return "whether it is evaluated is unknown" if layer.evaluated_by.startswith("unknown") else "it is evaluated"


def _prompt_failure(project: Project) -> Iterator[str]:
    calls = own(project.model_calls)
    asked = sum(call.structured_output.state == "set" for call in calls)
    unknown = sum(call.structured_output.state == "unknown" for call in calls)
    if calls:
        told = f"the form of answers is enforced at {asked:,} of {count(len(calls), 'call')}"
        yield f"{told}, {unknown:,} unknown" if unknown else told
    if parses := sum(len(call.parses) for call in calls):
        yield f"answers are parsed by hand at {count(parses, 'place')}"
    if marks := sum(len(call.marks) for call in calls):
        yield f"a mark in the text of answers decides at {count(marks, 'place')}"


def _retrieval_failure(project: Project) -> Iterator[str]:
    yield from _answers(project)
    retrievals = lookups(own(project.vector_stores))
    if not retrievals:
        return
    kept = sum(retrieval.threshold.state == "set" for retrieval in retrievals)
    unknown = sum(retrieval.threshold.state == "unknown" for retrieval in retrievals)
    told = f"a threshold was seen at {kept:,} of {count(len(retrievals), 'lookup')}"
    yield f"{told}, {unknown:,} unknown" if unknown else told


def _answers(project: Project) -> Iterator[str]:
    """Of the ways from an index to an answer: whether sources are named, and whether anything sifts the chunks."""
    ways = [way for way in own(project.retrieval_pipelines) if isinstance(way.task, str) and way.task == "answer"]
    if ways:
        yield f"answers name their sources: {_states([way.cites for way in ways])}"
        yield f"anything sifts the chunks: {_states([way.has_floor for way in ways])}"


def _tuned_failure(project: Project) -> Iterator[str]:
    jobs = own(project.jobs)
    yield f"validation data: {_states([_has_validation(job) for job in jobs])}"
    yield f"stops early or keeps the best checkpoint: {_states([job.stops_early for job in jobs])}"


def _has_validation(job: FineTuneJob) -> bool | UnknownType:
    return True if job.splits_by_itself else job.has_validation


def _states(answers: Sequence[bool | UnknownType]) -> str:
    """`yes`, `no`, `unknown`, or how many of each."""
    words = ["unknown" if isinstance(answer, UnknownType) else "yes" if answer else "no" for answer in answers]
    kinds = [(words.count(word), word) for word in ("yes", "no", "unknown") if word in words]
    return kinds[0][1] if len(kinds) == 1 else ", ".join(f"{word} for {number:,}" for number, word in kinds)
