"""What drives the cost of each layer, in figures where they can be had: estimates say that they are, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from groundrules.domain.dataset import LlmTokens
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.project import Project
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.unknown import Setting
from groundrules.domain.vector_store import VectorStore
from groundrules.report.verdict.own import lookups, own, short_place
from groundrules.report.wording import count, listed

CHARACTERS_PER_TOKEN = 4
"""The rule of thumb of providers for English. Other scripts take more llm tokens: each such character counts as one."""
_OTHER_SCRIPT = re.compile(r"[\u0370-\uabff\uac00-\ud7ff\uf900-\ufeff]")


def prompt_cost(project: Project) -> str:
    """Inference: how long the prompts are before they are filled in, how long answers may be, what runs in a loop."""
    prompts, calls = own(project.prompts), own(project.model_calls)
    parts = ["inference", prompt_length_phrase(prompts)]
    if calls:
        parts.append(bounded_phrase(calls))
    if in_loops := sum(call.in_loop for call in calls):
        parts.append(f"{count(in_loops, 'call')} in a loop")
    return "; ".join(parts)


def prompt_length_phrase(prompts: Sequence[Prompt]) -> str:
    """The shortest and the longest prompt, with what is filled in left out."""
    lengths = sorted(estimated_llm_tokens(prompt.text) for prompt in prompts if prompt.text.strip())
    if not lengths:
        return "length of the prompts unknown"
    span = f"{lengths[0]:,} to {lengths[-1]:,}" if lengths[-1] > lengths[0] else f"{lengths[0]:,}"
    filled = ", without what is filled in" if any(not prompt.is_static for prompt in prompts) else ""
    return f"about {span} llm tokens a prompt (estimate by characters{filled})"


def estimated_llm_tokens(text: str) -> int:
    """About how many llm tokens a text takes, at least 1."""
    other = len(_OTHER_SCRIPT.findall(text))
    return max(1, round((len(text) - other) / CHARACTERS_PER_TOKEN) + other)


def bounded_phrase(calls: Sequence[ModelCall]) -> str:
    """At how many calls the length of the answer is bounded, and at how many that is not known."""
    settings = [call.max_output_tokens for call in calls]
    unknown = sum(setting.state == "unknown" for setting in settings)
    bounded = sum(setting.state == "set" for setting in settings)
    told = f"a limit on answers is set at {bounded:,} of {count(len(calls), 'call')}"
    return f"{told}, {unknown:,} unknown" if unknown else told


def retrieval_cost(project: Project) -> str:
    """Index storage and embedding calls: what a chunk is, and how many of them go into a prompt."""
    stores = own(project.vector_stores)
    chunk = chunk_setting(project.retrieval_steps)
    parts = ["index storage, embedding calls, inference"]
    parts.append("chunks to embed: number unknown (documents are not read)")
    parts.append(f"chunks of {chunk[0]:,} {chunk[1]}" if chunk else "size of a chunk unknown")
    parts.append(top_k_phrase(stores))
    largest = _largest_top_k(stores)
    if chunk and largest:
        tokens = chunk[0] * largest // (CHARACTERS_PER_TOKEN if chunk[1] == "characters" else 1)
        parts.append(f"up to about {tokens:,} llm tokens of chunks in a prompt (estimate)")
    return "; ".join(parts)


def chunk_setting(steps: Sequence[RetrievalStep]) -> tuple[int, str] | None:
    """The size of a chunk with its unit, where product code sets one alone; None where that is not certain."""
    own_steps = [step for step in steps if step.role == "product" and step.chunk_size.is_set]
    sizes = {(_number(step.chunk_size), step.chunk_unit.replace("_", " ")) for step in own_steps}
    if len(sizes) != 1:
        return None
    size, unit = sizes.pop()
    return (size, unit) if size and unit in ("characters", "llm tokens") else None


def top_k_phrase(stores: Sequence[VectorStore]) -> str:
    """How many chunks an answer is given, at the places that ask; what SQL or a server sets is not seen."""
    asked = [retrieval.top_k for retrieval in lookups(stores)]
    if not asked:
        return "chunks for a prompt unknown (no place that asks was seen)"
    told = listed(sorted({setting.text for setting in asked if setting.state == "set"}))
    unset = ["not seen"] if any(setting.state == "unset" for setting in asked) else []
    unknown = ["unknown"] if any(setting.state == "unknown" for setting in asked) else []
    return f"top_k {', '.join(filter(None, [told, *unset, *unknown]))}"


def _largest_top_k(stores: Sequence[VectorStore]) -> int:
    """The largest number of chunks; 0 where one of them is not a known number."""
    numbers = [_number(retrieval.top_k) for retrieval in lookups(stores)]
    return max(numbers) if numbers and all(numbers) else 0


def fine_tune_cost(project: Project) -> str:
    """Training runs, by what they read, and what the tuned model runs on."""
    jobs = own(project.jobs)
    hosted = any(job.family == "hosted" for job in jobs)
    runs = "training runs, a hosted model, inference" if hosted else "training runs on own machines, inference"
    read = [job for job in jobs if _is_read(job)]
    unread = [job for job in jobs if not _is_read(job)]
    more = [f"{count(len(read) - 3, 'more job')}"] if len(read) > 3 else []
    if len(unread) > 1:
        more.append(f"{count(len(unread), 'job')} on an unknown number of llm tokens (data not read)")
    shown = [*read[:3], *(unread if len(unread) == 1 else [])]
    return "; ".join([runs, *dict.fromkeys(training_phrase(job) for job in shown), *more])


def training_phrase(job: FineTuneJob) -> str:
    """The llm tokens that one job trains on: those of its data times the epochs."""
    place = short_place(job.location)
    profile = job.dataset.profile if job.dataset is not None else None
    if job.dataset is None or profile is None or not _is_read(job):
        return f"{place} trains on an unknown number of llm tokens (data not read)"
    an_epoch = tokens_an_epoch(profile.llm_tokens, profile.records)
    partly = "" if job.dataset.is_complete and not profile.unread else ", in the part of the data that was read"
    told = f"{place} trains on at least {an_epoch:,} llm tokens an epoch (estimate by characters{partly})"
    epochs = epochs_of(job)
    if epochs is None:
        return f"{told}, epochs unknown"
    return f"{told}, {epochs:g} epochs, {round(an_epoch * epochs):,} in all" if epochs != 1 else f"{told}, 1 epoch"


def _is_read(job: FineTuneJob) -> bool:
    """Whether any of its data was read."""
    profile = job.dataset.profile if job.dataset is not None else None
    return profile is not None and profile.llm_tokens.of > 0


def tokens_an_epoch(found: LlmTokens, records: int) -> int:
    """The fewest llm tokens of all records, by those that were looked at; two digits, as it is an estimate."""
    total = sum(bound * number for bound, number in zip(found.bounds, found.counts, strict=True))
    return _two_digits(total * max(records, found.of) / found.of)


def epochs_of(job: FineTuneJob) -> float | None:
    """How often the data is gone through; None where that is not known."""
    if job.epochs.state == "unset":
        return job.default_epochs
    value = job.epochs.value
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else None


def _two_digits(number: float) -> int:
    whole = int(number)
    step: int = 10 ** max(0, len(str(whole)) - 2)
    return whole // step * step


def _number(setting: Setting) -> int:
    value = setting.value if setting.state == "set" else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
