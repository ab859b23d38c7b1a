"""Whom prompts go to, what may be indexed, and where training data comes from: compliance, as far as it was seen."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.project import Project
from groundrules.domain.training_data import Dataset
from groundrules.report.verdict.own import lookups, own
from groundrules.report.wording import count, listed


def compliance_of(project: Project, layer: str) -> str:
    """What was seen of one layer."""
    told = {"prompt": _prompt, "retrieval": _retrieval, "fine-tune": _fine_tune}[layer]
    return "; ".join(told(project))


def _prompt(project: Project) -> Iterator[str]:
    calls = own(project.model_calls)
    products = listed(call.product for call in calls)
    yield f"prompts are sent by way of {products}" if products else "whom prompts are sent to is unknown"
    elsewhere = sum(call.custom_endpoint.state != "unset" for call in calls)
    if elsewhere:
        yield f"{count(elsewhere, 'call')} may go to an address of their own"
    yield "what users put into them is unknown"


def _retrieval(project: Project) -> Iterator[str]:
    retrievals = lookups(own(project.vector_stores))
    yield "who may read what is indexed is unknown"
    filtered = sum(retrieval.filter.state == "set" for retrieval in retrievals)
    unknown = sum(retrieval.filter.state == "unknown" for retrieval in retrievals)
    if retrievals:
        told = f"a filter was seen at {filtered:,} of {count(len(retrievals), 'lookup')}"
        yield f"{told}, {unknown:,} unknown" if unknown else told
    if project.open_databases:
        yield f"{count(len(project.open_databases), 'database')} published without a lock"


def _fine_tune(project: Project) -> Iterator[str]:
    jobs = own(project.jobs)
    datasets = list({id(job.dataset): job.dataset for job in jobs if job.dataset is not None}.values())
    if not datasets:
        yield "where the training data comes from is unknown"
        return
    told = (f"{dataset.name or dataset.remote}: {_origin(dataset)}, {_sensitive(dataset)}" for dataset in datasets)
    yield from list(dict.fromkeys(told))[:3]


def _origin(dataset: Dataset) -> str:
    if dataset.provenance:
        return f"origin told in {listed(dataset.provenance, 2)}"
    if dataset.sources:
        return f"built from {listed(source.change_words for source in dataset.sources)}, origin told in no file"
    return "origin unknown (no file tells it)"


def _sensitive(dataset: Dataset) -> str:
    profile = dataset.profile
    if profile is None or not profile.surveyed:
        return "personal data unknown (data not read)"
    found = [data.words for data in (profile.personal_data, profile.secrets) if data.records]
    within = "" if profile.surveyed >= profile.records else f" in the {profile.surveyed:,} records read"
    return f"holds {listed(found)}{within}" if found else f"no sign of personal data or secrets{within}"
