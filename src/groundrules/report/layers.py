"""The layers of a project - prompt, retrieval, fine-tune - by the guidance's comparison, filled in from its assets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as OneOf

import msgspec

from groundrules.domain.asset import Asset
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.history import Rhythm
from groundrules.domain.project import Project
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType
from groundrules.domain.vector_store import VectorStore
from groundrules.report.verdict.cost import fine_tune_cost, prompt_cost, retrieval_cost
from groundrules.report.verdict.own import fills, lookups
from groundrules.report.verdict.own import is_own as is_own
from groundrules.report.verdict.own import own as _own
from groundrules.report.verdict.own import short_place as short_place
from groundrules.report.wording import count, listed

NOTHING_SEEN = "nothing seen"
LayerName = OneOf["prompt", "retrieval", "fine-tune"]


class Layer(msgspec.Struct, frozen=True):
    """One layer: what it consists of, how fresh data gets in, what drifts, what evaluates it, what drives its cost,
    and what it took to set up.

    `found` says whether any of it was seen in product code; the sentences of a layer that was not found are empty.
    """

    name: LayerName
    found: bool
    consists_of: tuple[str, ...]
    fresh_data: str = ""
    drifts: str = ""
    evaluated_by: str = ""
    cost: str = ""
    setup: str = ""


def layers_of(project: Project) -> tuple[Layer, Layer, Layer]:
    """The three layers of a project, found or not, in the order prompt, retrieval, fine-tune."""
    return _prompt_layer(project), _retrieval_layer(project), _fine_tune_layer(project)


def _prompt_layer(project: Project) -> Layer:
    prompts, calls = _own(project.prompts), _own(project.model_calls)
    if not prompts and not calls:
        return _absent("prompt", project, [*project.prompts, *project.model_calls])
    names = listed(prompt.name or short_place(prompt.location) for prompt in prompts)
    models = listed(call.model_name if call.model.is_known else "unknown" for call in calls)
    covering = [evaluation for prompt in prompts for evaluation in prompt.evaluations]
    return Layer(
        "prompt",
        True,
        (
            _counted(prompts, "prompt", names),
            _counted(calls, "model call", models),
            *_elsewhere([*project.prompts, *project.model_calls]),
        ),
        fresh_data=_fresh_in_prompts(project),
        drifts="the prompts" if prompts else "the prompts, which are unknown",
        evaluated_by=_evaluated_by(project, covering, {"prompt", "model", "agent"}),
        cost=prompt_cost(project),
        setup="low: prompts and calls, no pipeline of their own",
    )


def _counted(assets: Sequence[Asset], noun: str, names: str) -> str:
    """`2 prompts (a, b)`."""
    return f"{count(len(assets), noun) if assets else f'no {noun}'}{f' ({names})' if names else ''}"


def _fresh_in_prompts(project: Project) -> str:
    prompts = _own(project.prompts)
    if not prompts:
        return "unknown: no prompt text could be resolved"
    filled = [prompt for prompt in prompts if not prompt.is_static]
    variables = listed(variable for prompt in filled for variable in prompt.variables)
    at_run_time = f"; {len(filled)} of {len(prompts)} filled in at run time{f' ({variables})' if variables else ''}"
    volatile = sum(len(prompt.volatile_statements) for prompt in prompts)
    rhythm = next((prompt.rhythm for prompt in prompts if isinstance(prompt.rhythm, Rhythm)), None)
    rewritten = f", in a file that {rhythm.words}" if rhythm else ""
    stated = f"; {count(volatile, 'changing fact')} written into them{rewritten}" if volatile else ""
    return "by editing the prompt" + (at_run_time if filled else "") + stated


def _retrieval_layer(project: Project) -> Layer:
    stores = _own(project.vector_stores)
    if not stores:
        return _without_index(project)
    names = [_store_name(store) for store in stores]
    filled, asked = len(fills(stores)), len(lookups(stores))
    return Layer(
        "retrieval",
        True,
        (
            f"{count(len(stores), 'vector store')} ({listed(names)})",
            f"filled at {_places(filled)}, asked at {_places(asked)}",
            _embedded_by(stores),
            *_answered(project),
            *_elsewhere(project.vector_stores),
        ),
        fresh_data=_fresh_in_stores(stores),
        drifts="the index",
        evaluated_by=_evaluated_by(project, [], {"retrieval"}),
        cost=retrieval_cost(project),
        setup=_index_pipeline(stores),
    )


def _answered(project: Project) -> list[str]:
    """Where answers are made of what the indexes give, and whether they name their sources."""
    followed = [item for item in project.retrieval_pipelines if item.answers_in_product and item.is_followed]
    places = listed(f"{short_place(item.location)}: {item.cited_words}" for item in followed)
    return [f"answered at {_places(len(followed))} ({places})"] if followed else []


def _places(number: int) -> str:
    return count(number, "place") if number else "no place that was seen"


def _without_index(project: Project) -> Layer:
    """Embeddings without an index are half of a retrieval: the other half may stand where nobody reads."""
    absent = _absent("retrieval", project, project.vector_stores)
    embedded = listed(short_place(embedding.location) for embedding in _own(project.embeddings))
    if not embedded:
        return absent
    return Layer(
        "retrieval", False, (f"unknown: text is embedded at {embedded}, no index was resolved", *absent.consists_of[1:])
    )


def _index_pipeline(stores: Sequence[VectorStore]) -> str:
    places = listed(short_place(ingestion.location) for ingestion in fills(stores))
    return f"an index pipeline (filled at {places})" if places else "an index pipeline, which was not seen"


def _store_name(store: VectorStore) -> str:
    return f"{store.name} in {store.product}" if store.name else store.product


def _embedded_by(stores: Sequence[VectorStore]) -> str:
    documents = listed(store.ingest_embedding.name for store in stores if store.ingest_embedding)
    queries = listed(store.query_embedding.name for store in stores if store.query_embedding)
    if documents and queries and documents != queries:
        return f"documents embedded by {documents}, queries by {queries}"
    return f"embedded by {documents or queries}" if documents or queries else "embedding unknown"


def _fresh_in_stores(stores: Sequence[VectorStore]) -> str:
    signs = [f"{sign.kind} ({short_place(sign.location)})" for store in stores for sign in store.refreshed_by]
    rhythm = next((store.document_rhythm for store in stores if isinstance(store.document_rhythm, Rhythm)), None)
    rhythms = f"; its documents {rhythm.words}" if rhythm else ""
    if signs:
        return f"by re-indexing: {listed(signs)}{rhythms}"
    if any(store.is_filled for store in stores):
        return f"by re-indexing; nothing seen that does it{rhythms}"
    return "unknown: no place that fills the index was seen"


def _fine_tune_layer(project: Project) -> Layer:
    jobs = _own(project.jobs)
    if not jobs:
        return _absent("fine-tune", project, project.jobs)
    datasets = [job.dataset for job in jobs if job.dataset]
    data = listed(_dataset_name(dataset) for dataset in datasets)
    held_out = listed(_dataset_name(job.validation_dataset) for job in jobs if job.validation_dataset)
    return Layer(
        "fine-tune",
        True,
        (
            f"{count(len(jobs), 'job')} ({listed(_job_name(job) for job in jobs)})",
            f"trained on {data}" if data else "training data unknown",
            *([f"validated on {held_out}"] if held_out else []),
            *_elsewhere(project.jobs),
        ),
        fresh_data=_fresh_in_jobs(datasets),
        drifts="the training data" if data else "the training data, which is unknown",
        evaluated_by=_tuned_evaluated_by(project, jobs),
        cost=fine_tune_cost(project),
        setup=_training_pipeline(jobs, datasets),
    )


def _training_pipeline(jobs: Sequence[FineTuneJob], datasets: Sequence[Dataset]) -> str:
    builders = listed(short_place(dataset.builder) for dataset in datasets if dataset.builder)
    built = f"a dataset (built at {builders})" if builders else "a dataset, whose builder was not seen"
    trained = "a training job" if len(jobs) == 1 else count(len(jobs), "training job")
    return f"{built}, and {trained} ({listed(short_place(job.location) for job in jobs)})"


def _tuned_evaluated_by(project: Project, jobs: Sequence[FineTuneJob]) -> str:
    """An evaluation whose target is not resolved may score the tuned model."""
    told = _evaluated_by(project, [found for job in jobs for found in job.evaluations], {"fine-tune"})
    unknown = [job.is_scored.reason for job in jobs if isinstance(job.is_scored, UnknownType)]
    return f"unknown: {listed(unknown)}" if told == NOTHING_SEEN and unknown else told


def _job_name(job: FineTuneJob) -> str:
    documented = ", named in a document only" if job.is_documented_only else ""
    return f"{job.base_name} by {job.product}{documented}"


def _dataset_name(dataset: Dataset) -> str:
    records = dataset.records
    counted = count(records, "record") if isinstance(records, int) else f"records unknown: {records.reason}"
    return f"{dataset.name or dataset.remote or short_place(dataset.location)} ({counted})"


def _fresh_in_jobs(datasets: Sequence[Dataset]) -> str:
    sources = [
        f"{source.kind}{f' {source.detail}' if source.detail else ''} ({short_place(source.location)})"
        for dataset in datasets
        for source in dataset.sources
    ]
    if sources:
        return f"by retraining; data built from {listed(sources)}"
    builders = listed(short_place(dataset.builder) for dataset in datasets if dataset.builder)
    if builders:
        return f"by retraining; data built by {builders}, from what is unknown"
    return "by retraining; what builds the data is unknown"


def _evaluated_by(project: Project, joined: list[Evaluation], covers: set[str]) -> str:
    covering = [evaluation for evaluation in project.evaluations if covers.intersection(evaluation.covers)]
    by_id = {evaluation.id: evaluation for evaluation in [*joined, *covering]}
    if by_id:
        return listed(_evaluation_name(evaluation) for evaluation in by_id.values())
    untold = [evaluation for evaluation in project.evaluations if not evaluation.covers]
    if untold:
        names = listed(_evaluation_name(evaluation) for evaluation in untold)
        return f"unknown: what it scores cannot be told of {names}"
    return NOTHING_SEEN


def _evaluation_name(evaluation: Evaluation) -> str:
    smoke = ", smoke run" if evaluation.is_smoke_run else ""
    guard = "guards changes in CI" if evaluation.guards_changes else "not in CI"
    return f"{evaluation.name or short_place(evaluation.location)} ({guard}{smoke})"


def _elsewhere(assets: Sequence[Asset]) -> list[str]:
    others = len(assets) - len(_own(assets))
    return [f"{others:,} more in evaluations, tests, examples and documents"] if others else []


def _absent(name: LayerName, project: Project, assets: Sequence[Asset]) -> Layer:
    languages = listed(project.unreadable_languages)
    unread = [f"LLM code in {languages} is not covered, so this proves nothing"] if languages else []
    return Layer(name, False, ("none seen", *_elsewhere(assets), *unread))
