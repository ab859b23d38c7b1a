"""What a job leaves open, so that the same job run again makes another model: its seed, and its base model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.unknown import UnknownType
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.training.repeated_job import takes

HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
BRANCHES = ("main", "master", "latest")


def is_unseeded(job: FineTuneJob, sighting: Sighting, arguments: Iterable[Sighting]) -> bool | UnknownType:
    """Whether a job that takes a seed is given none, and has none of its own."""
    if job.seed.state == "unknown":
        return UnknownType(job.seed.reason or "seed not resolved")
    if job.seed.is_set or sighting.entry.facts.get("takes_seed") is False:
        return False
    if any(_has_own_seed(item) for item in (sighting, *arguments)) or not takes(sighting, "seed"):
        return False
    return UnknownType("settings in another file") if "config" in sighting.carried else True


def _has_own_seed(sighting: Sighting) -> bool:
    entry = sighting.entry
    return entry.facts.get("default_seed") is not None or entry.defaults.get("seed") is not None


def base_left_open(job: FineTuneJob, evidence: Evidence, namers: Iterable[Sighting]) -> str:
    """How the base model may change under its name, in words; empty where it is pinned, or where that is not known.

    `namers` are what may name it: the job itself and the loaders of its model.
    """
    name = job.base_model.value if job.base_model.state == "set" else None
    if not isinstance(name, str):
        return ""
    if job.family == "hosted":
        return "an alias that its provider moves" if job.base is not None and job.base.snapshot is False else ""
    if not HUB_NAME.fullmatch(name) or any(path.startswith(name + "/") for path in evidence.sources.paths):
        return ""
    revisions = [
        evidence.reader.setting(item, "revision")
        for item in namers
        if "base_model" in item.carried and takes(item, "revision")
    ]
    if not revisions or any(item.state == "unknown" for item in revisions):
        return ""
    pinned = [str(item.value) for item in revisions if item.state == "set" and item.value not in BRANCHES]
    return "" if pinned else "a model of the hub without a revision"
