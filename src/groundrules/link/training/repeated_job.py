"""Jobs that are written down twice: a command and the script or configuration it runs, a README and the real thing."""

from __future__ import annotations

import re

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.training_data import Dataset
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting

Seen = tuple[FineTuneJob, Sighting]


def is_command(sighting: Sighting) -> bool:
    """Whether a shell command (in a script, a document, a notebook) showed the job."""
    return sighting.call < 0 and sighting.name != sighting.file.path


def takes(sighting: Sighting, common: str) -> bool:
    """Whether something can be given where a job is written: in a call, a command or a configuration."""
    entry = sighting.entry
    ways: list[dict[str, str]]
    if is_command(sighting):
        ways = [sign.options for sign in entry.shell]
    elif sighting.call >= 0:
        ways = [sign.args for sign in (*entry.python, *entry.javascript)]
    else:
        ways = [sign.keys for sign in entry.config]
    return any(common in way.values() for way in ways)


RUN_FOLDER = re.compile(r"(?i)(?:^|/)(?:outputs?|runs?|checkpoints?|results?|wandb|mlruns|lightning_logs|adapters?)/")
"""Where a run leaves its results, with a copy of its configuration."""


class RepeatedJobs:
    """Leaves each job once: where most of its settings stand."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def without(self, seen: list[Seen]) -> list[FineTuneJob]:
        """The jobs that are no repetition of another, and say of each whether it is the first on its data."""
        once = _without_run_records(_once_a_place(seen))
        run = {path: job for job, sighting in once if is_command(sighting) for path in self._files_run(job, sighting)}
        places = {job.location.path for job, _ in once}
        kept = [(job, sighting) for job, sighting in once if not self._is_run_of_another(job, sighting, places)]
        kept = [(job, sighting) for job, sighting in kept if not _is_better(run.get(job.location.path), job)]
        jobs = [job for job, _ in kept if not (job.is_documented_only and _is_known_better(job, [j for j, _ in kept]))]
        _mark_first(jobs)
        return jobs

    def _files_run(self, job: FineTuneJob, sighting: Sighting) -> list[str]:
        """The scripts and configurations of the tree that a command names."""
        words = next((c.words for c in sighting.file.facts.commands if _is_at(sighting, c.span.line, c.cell)), ())
        named = [word for word in words if word.endswith((".py", ".yaml", ".yml", ".json"))]
        return [path for word in named if (path := self.evidence.paths.locate(word, job.location.path)) is not None]

    def _is_run_of_another(self, job: FineTuneJob, sighting: Sighting, places: set[str]) -> bool:
        """Whether a command only starts a script or configuration in which the job itself is seen."""
        if not is_command(sighting):
            return False
        if any(path in places for path in self._files_run(job, sighting)):
            return job.is_documented_only or not _is_settled(job)
        return job.is_documented_only and "config" in sighting.carried


def _once_a_place(seen: list[Seen]) -> list[Seen]:
    """One job a place: a trainer of two families (a subclass of both) is the more special of them."""
    places: dict[str, Seen] = {}
    for job, sighting in seen:
        known = places.get(job.location.place)
        if known is None or known[1].entry.facts.get("needs_language_model"):
            places[job.location.place] = (job, sighting)
    return list(places.values())


def _is_at(sighting: Sighting, line: int, cell: int | None) -> bool:
    return (line, cell) == (sighting.location.line, sighting.location.cell)


def _is_settled(job: FineTuneJob) -> bool:
    return all(item.state == "set" and item.value for item in (job.base_model, job.training_data))


def _is_better(command: FineTuneJob | None, script: FineTuneJob) -> bool:
    """Whether a command gives a script what it needs: the script alone does not name a model."""
    if command is None or command is script or script.base_model.value:
        return False
    return not command.is_documented_only and _is_settled(command)


def _is_known_better(job: FineTuneJob, jobs: list[FineTuneJob]) -> bool:
    """Whether a job that only a document names is one that code, a script or an earlier line of a document holds too,
    or trains on data that the tree does not hold.
    """
    if job.dataset is None or not job.dataset.paths:
        return True
    earlier = jobs[: jobs.index(job)]
    return any(
        other is not job
        and _same_data(job.dataset, other.dataset)
        and (not other.is_documented_only or other in earlier)
        for other in jobs
    )


def _same_data(first: Dataset | None, second: Dataset | None) -> bool:
    return first is not None and second is not None and bool(set(first.paths) & set(second.paths))


def _mark_first(jobs: list[FineTuneJob]) -> None:
    """What is wrong with data is said once: at the first job in product code that trains on it."""
    seen: set[str] = set()
    for job in sorted(jobs, key=lambda item: (item.role != "product", item.is_documented_only)):
        if job.dataset is not None:
            job.is_first_on_data = job.dataset.id not in seen
            seen.add(job.dataset.id)


def _without_run_records(seen: list[Seen]) -> list[Seen]:
    """Without the configurations that runs left beside their results, where those they were copied from are there."""
    written = [(job, item) for job, item in seen if not (_is_configuration(item) and RUN_FOLDER.search(item.file.path))]
    return written or seen


def _is_configuration(sighting: Sighting) -> bool:
    return sighting.call < 0 and not is_command(sighting)
