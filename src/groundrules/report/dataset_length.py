"""How long the records of a dataset are, beside the most that a job takes."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from groundrules.domain.dataset import DatasetProfile
from groundrules.domain.fine_tune_job import FineTuneJob


class Length(msgspec.Struct, frozen=True):
    """Lengths of records. `longest_llm_tokens` is the fewest that the longest can take, by its characters.

    `maximum_llm_tokens` is the least that a job sets: null where none does or where it is unknown, for the reason in
    `maximum_unknown`. `oversized_share` are the records that certainly exceed it (0 to 1).
    """

    median_target_characters: int
    longest_llm_tokens: int
    maximum_llm_tokens: int | None = None
    maximum_unknown: str = ""
    oversized_share: float = 0.0


def length_of(profile: DatasetProfile, jobs: Sequence[FineTuneJob]) -> Length:
    """The lengths of what was read, against the least maximum that one of the jobs sets."""
    longest = profile.llm_tokens.longest[0][0] if profile.llm_tokens.longest else 0
    limits = sorted(limit for job in jobs if (limit := _limit(job)) > 0)
    if not limits:
        return Length(profile.median_target_characters, longest, None, _why_unknown(jobs))
    share = round(profile.llm_tokens.share_over(limits[0]), 4)
    return Length(profile.median_target_characters, longest, limits[0], "", share)


def _limit(job: FineTuneJob) -> int:
    value = job.max_length.value if job.max_length.state == "set" else 0
    try:
        return int(float(value or 0))
    except (TypeError, ValueError, OverflowError):
        return 0


def _why_unknown(jobs: Sequence[FineTuneJob]) -> str:
    unresolved = [job.max_length for job in jobs if job.max_length.state == "unknown"]
    if unresolved:
        return unresolved[0].reason or "not resolved"
    return "no number" if any(job.max_length.state == "set" for job in jobs) else ""
