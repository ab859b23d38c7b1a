"""Fine-tuning jobs, from code, commands and configuration, joined with their data, base model and service."""

from __future__ import annotations

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType, known, unknown
from groundrules.domain.value import CallResult, Items, Literal
from groundrules.link.calling.model import facts_of_model
from groundrules.link.evidence import Evidence
from groundrules.link.product.sighting import Sighting
from groundrules.link.training.dataset import Datasets
from groundrules.link.training.repeatability import base_left_open, is_unseeded
from groundrules.link.training.repeated_job import RepeatedJobs, takes
from groundrules.link.value.answer import Found

SETTINGS = (
    "base_model", "training_data", "validation_data", "validation_share", "evaluation_strategy", "epochs", "seed",
    "early_stopping", "best_checkpoint", "output_name", "output_path", "max_length", "method",
)  # fmt: skip
NEVER = ("no", "none", "", False, 0, None)


class FineTuneJobs:
    """Builds the jobs of a tree."""

    def __init__(self, evidence: Evidence, datasets: Datasets) -> None:
        self.evidence = evidence
        self.datasets = datasets

    def build(self) -> list[FineTuneJob]:
        """Every job of a language model, in order of place, each once."""
        sightings = [item for item in self.evidence.of_kind("fine_tune_job") if _is_job(item)]
        seen = [(job, item) for item in sightings if (job := self._job(item)) is not None]
        return RepeatedJobs(self.evidence).without(seen)

    def _job(self, sighting: Sighting) -> FineTuneJob | None:
        entry = sighting.entry
        job = FineTuneJob(
            id=f"fine_tune_job:{sighting.location.place}",
            kind="fine_tune_job",
            product=entry.product,
            product_id=entry.id,
            provider=entry.provider,
            location=sighting.location,
            role=sighting.role,
            family="local" if str(entry.facts.get("family", "")).startswith("local") else "hosted",
            splits_by_itself=bool(entry.facts.get("splits_by_itself")),
            record_format=str(entry.facts.get("record_format", "")),
            service=entry.service,
            minimum_records=entry.service.minimum_records if entry.service else None,
            is_documented_only=sighting.file.facts.kind == "markdown",
        )
        self._read(job, sighting)
        if not self._is_language_model(job, sighting):
            return None
        self._data(job, sighting)
        self._judgeable(job, sighting)
        job.values = {name: getattr(job, name) for name in SETTINGS}
        return job

    # --- settings

    def _read(self, job: FineTuneJob, sighting: Sighting) -> None:
        """Settings of the call, then of the arguments object and callbacks it is given, then the defaults."""
        for name in SETTINGS:
            setattr(job, name, self.evidence.reader.setting(sighting, name))
        for nested in self._arguments(sighting):
            for name in SETTINGS:
                if getattr(job, name).state == "unset":
                    setattr(job, name, self.evidence.reader.setting(nested, name))
        if "arguments" in sighting.carried and not self._arguments(sighting):
            for name in ("epochs", "seed", "evaluation_strategy", "best_checkpoint", "output_path"):
                if getattr(job, name).state == "unset":
                    setattr(job, name, unknown("training arguments not resolved", sighting.location))
        default = sighting.entry.facts.get("default_epochs")
        job.default_epochs = float(default) if isinstance(default, (int, float)) else None

    def _arguments(self, sighting: Sighting) -> list[Sighting]:
        given = sighting.carried.get("arguments")
        if given is None:
            return []
        return list(self.evidence.origins_of_kind(given, "training_arguments"))

    def _is_language_model(self, job: FineTuneJob, sighting: Sighting) -> bool:
        """A general trainer trains a language model only where its model object was loaded as one."""
        model = sighting.carried.get("model_object")
        loaders = (
            list(self.evidence.origins_of_kind(model, "model_loader", "look_alike", into_arguments=True))
            if model
            else []
        )
        loaders = [item for item in loaders if not _is_after(item, sighting)]
        if any(item.entry.kind == "look_alike" for item in loaders):
            return False
        self._base_of(job, loaders)
        if model is not None and job.base_model.state == "unset":
            given = self.evidence.reader.read(model)
            job.base_model = given if given.state == "set" else unknown("model object not resolved", sighting.location)
        name = job.base_model.value
        job.base = facts_of_model(self.evidence.catalogue, name, job.provider) if isinstance(name, str) else None
        job.base_left_open = base_left_open(job, self.evidence, (sighting, *loaders))
        return bool(loaders) or not sighting.entry.facts.get("needs_language_model")

    def _base_of(self, job: FineTuneJob, loaders: list[Sighting]) -> None:
        """The base model that the loaders of the model object name; unknown where they name several."""
        named = [item for loader in loaders if (item := self.evidence.reader.setting(loader, "base_model")).is_set]
        if job.base_model.state == "set" or not named:
            return
        different = {item.value for item in named if item.state == "set"}
        one = next((item for item in named if item.state == "set"), named[0])
        job.base_model = one if len(different) <= 1 else unknown("one of several base models", one.location)

    # --- data

    def _data(self, job: FineTuneJob, sighting: Sighting) -> None:
        if "data_folder" in sighting.entry.facts:
            self._data_folder(job, sighting)
        if "dataset_registry" in sighting.entry.facts:
            self._register(job, sighting)
        job.dataset = job.dataset or self._dataset(sighting, "training_data", "training")
        job.validation_dataset = job.validation_dataset or self._dataset(sighting, "validation_data", "validation")
        if job.dataset is None and job.family == "hosted":
            job.dataset = self._uploaded(sighting)

    def _dataset(self, sighting: Sighting, common: str, split: str) -> Dataset | None:
        if common not in sighting.carried:
            return None
        return self.datasets.behind(sighting.carried[common], split, sighting.role)

    def _data_folder(self, job: FineTuneJob, sighting: Sighting) -> None:
        setting = job.training_data
        if setting.state == "unset" and "training_data" in sighting.entry.defaults:
            setting = known(sighting.entry.defaults["training_data"], sighting.location, "default")
        if setting.state != "set":
            job.validation_data = unknown("data folder not resolved", sighting.location)
            return
        folder, near = str(setting.value), sighting.file.path
        job.training_data = setting
        job.dataset = self.datasets.of_folder(folder, near, "training", sighting.location, sighting.role)
        job.validation_dataset = self.datasets.of_folder(folder, near, "validation", sighting.location, sighting.role)
        if job.validation_dataset is not None:
            job.validation_data = known(job.validation_dataset.name, setting.location)
        elif job.dataset is None:
            job.validation_data = unknown("data folder is not in the tree", sighting.location)

    def _register(self, job: FineTuneJob, sighting: Sighting) -> None:
        """Names of datasets that stand in a register (`dataset: support_answers, identity`)."""
        folder = self.evidence.reader.setting(sighting, "path").value or ""
        for common, split in (("training_data", "training"), ("validation_data", "validation")):
            setting = getattr(job, common)
            if setting.state == "set" and common in sighting.carried:
                names, found = str(setting.value).split(","), sighting.carried[common]
                setattr(
                    job,
                    "dataset" if split == "training" else "validation_dataset",
                    self.datasets.of_register(names, str(folder), found, split, sighting.role),
                )

    def _uploaded(self, sighting: Sighting) -> Dataset | None:
        """A job that names a file id trains on what the same file uploads, where that is one dataset."""
        uploads = [
            item
            for item in self.evidence.of_kind("dataset_upload")
            if item.file.path == sighting.file.path
            or item.file.path.rpartition("/")[0] == sighting.file.path.rpartition("/")[0]
        ]
        found = {}
        for item in uploads:
            if "file" in item.carried:
                dataset = self.datasets.behind(item.carried["file"], "training", sighting.role)
                if dataset is not None and not any(word in dataset.name for word in ("valid", "test", "eval")):
                    found[dataset.id] = dataset
        return next(iter(found.values())) if len(found) == 1 else None

    # --- what rules ask

    def _judgeable(self, job: FineTuneJob, sighting: Sighting) -> None:
        job.has_validation = self._validates(job, sighting)
        job.stops_early = self._stops_early(job, sighting)
        job.is_unseeded = is_unseeded(job, sighting, self._arguments(sighting))
        job.evaluates_during_training = self._evaluates(job)
        job.has_task_metric = "metrics" in sighting.carried and job.has_validation is not False

    def _validates(self, job: FineTuneJob, sighting: Sighting) -> bool | UnknownType:
        if job.splits_by_itself or job.validation_dataset is not None:
            return True
        if sighting.entry.facts.get("takes_validation") is False:
            return UnknownType("takes no validation data")
        settings = [job.validation_data, job.validation_share]
        if sighting.call < 0 and not job.validation_share.is_set:
            settings.append(job.evaluation_strategy)
        if any(item.state == "set" and item.value not in NEVER for item in settings):
            return True
        if any(item.state == "unknown" for item in settings):
            return UnknownType("validation data not resolved") if self._may_be_none(sighting) else True
        if "config" in sighting.carried:
            return UnknownType("settings in another file")
        return UnknownType("passed by *args or **kwargs") if sighting.open_ended else False

    def _may_be_none(self, sighting: Sighting) -> bool:
        """Whether validation data that is given may turn out to be none: no way to it ends in a thing that is made."""
        found = sighting.carried.get("validation_data")
        if found is None:
            return True
        answers = self.evidence.resolver.follow(found)
        return not any(isinstance(item, Found) and isinstance(item.value, (CallResult, Items)) for item in answers)

    def _stops_early(self, job: FineTuneJob, sighting: Sighting) -> bool | UnknownType:
        settings = (job.early_stopping, job.best_checkpoint)
        if any(item.state == "set" and item.value not in NEVER for item in settings):
            return True
        callbacks = sighting.carried.get("callbacks")
        if callbacks is not None and any(self.evidence.origins_of_kind(callbacks, "training_callback")):
            return True
        unresolved = any(item.state == "unknown" for item in settings) or sighting.open_ended
        return UnknownType("training arguments not resolved") if unresolved else False

    def _evaluates(self, job: FineTuneJob) -> bool | UnknownType:
        """Whether the model is scored while it trains: hosted services do so where they have validation data."""
        if job.family == "hosted" or job.has_validation is False:
            return job.has_validation
        strategy = job.evaluation_strategy
        if strategy.state == "unknown":
            return UnknownType(strategy.reason)
        return strategy.state == "set" and strategy.value not in NEVER


def _is_job(sighting: Sighting) -> bool:
    """Whether a sighting trains: it carries what its entry `needs`, and does not say that it does not train."""
    needed = str(sighting.entry.facts.get("needs", ""))
    trains = sighting.carried.get("train")
    if trains is not None and isinstance(trains.value, Literal) and trains.value.value in NEVER:
        return False
    return not takes(sighting, needed) or needed in sighting.carried or "config" in sighting.carried


def _is_after(loader: Sighting, sighting: Sighting) -> bool:
    """Whether a model is loaded below the job in the same file: what a notebook merges later is not what it trains."""
    if loader.file.path != sighting.file.path or loader.call < 0 or sighting.call < 0:
        return False
    same_scope = loader.file.facts.calls[loader.call].scope == sighting.file.facts.calls[sighting.call].scope
    places = [(item.location.cell or 0, item.location.line) for item in (loader, sighting)]
    return same_scope and places[0] > places[1]
