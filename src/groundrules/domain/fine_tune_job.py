"""Fine-tuning jobs, joined with their data, base model, service and evaluations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.asset import Asset
from groundrules.domain.catalogue import ModelFacts, ServiceFacts
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.model_size import billions_in
from groundrules.domain.record import Overlap
from groundrules.domain.served_prompt import ServedPrompt
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UNSET, Setting, UnknownType


@dataclass(slots=True, eq=False, kw_only=True)
class FineTuneJob(Asset):
    """A fine-tuning job of a language model.

    `family` is hosted or local; `method` sft, dpo, reinforcement ... where it is told. `has_validation` is True, False
    or UNKNOWN; so are `evaluates_during_training`, `stops_early` (early stopping or best checkpoint) and `is_scored`
    (an evaluation scores the tuned model).
    `is_documented_only` marks a command that only a document names; `is_first_on_data` that no job before it trains on
    the same data; `has_task_metric` that the trainer itself scores held-out rows with a metric of the task.
    `has_baseline`: an evaluation also scores a model that is not tuned. `served_prompts` is what its `serving_calls`
    send as system message, `unaided_calls` those of them that hand a question on with nothing looked up and no tools.
    `is_unseeded`: it takes a seed, is given none and has none of its own; `base_left_open` how the base model may
    change under its name, in words.
    `prompt_came_first`: a prompt, or a model that was not tuned, was evaluated before the job was committed.
    """

    family: Literal["hosted", "local"] = "hosted"
    base_model: Setting = UNSET
    training_data: Setting = UNSET
    validation_data: Setting = UNSET
    validation_share: Setting = UNSET
    evaluation_strategy: Setting = UNSET
    epochs: Setting = UNSET
    default_epochs: float | None = None
    seed: Setting = UNSET
    early_stopping: Setting = UNSET
    best_checkpoint: Setting = UNSET
    output_name: Setting = UNSET
    output_path: Setting = UNSET
    max_length: Setting = UNSET
    method: Setting = UNSET
    splits_by_itself: bool = False
    minimum_records: int | None = None
    record_format: str = ""
    dataset: Dataset | None = None
    validation_dataset: Dataset | None = None
    base: ModelFacts | None = None
    service: ServiceFacts | None = None
    evaluations: list[Evaluation] = field(default_factory=list)
    serving_calls: list[ModelCall] = field(default_factory=list)
    served_prompts: list[ServedPrompt] = field(default_factory=list)
    unaided_calls: list[ModelCall] = field(default_factory=list)
    is_unseeded: bool | UnknownType = False
    base_left_open: str = ""
    has_baseline: bool | UnknownType = field(default_factory=lambda: UnknownType("no evaluation is seen"))
    is_documented_only: bool = False
    is_first_on_data: bool = True
    has_task_metric: bool = False
    has_validation: bool | UnknownType = False
    evaluates_during_training: bool | UnknownType = False
    stops_early: bool | UnknownType = False
    is_scored: bool | UnknownType = False
    prompt_came_first: bool | UnknownType = False
    validation_overlap: Overlap | None = None
    evaluation_overlap: Overlap | None = None

    @property
    def leak(self) -> Overlap | None:
        """The larger overlap of the training data with what the model is scored on; None where none is known."""
        known = [item for item in (self.validation_overlap, self.evaluation_overlap) if item is not None]
        return max(known, key=lambda item: item.share, default=None)

    @property
    def leaked_data(self) -> str:
        """What overlaps with the training data, in words."""
        is_evaluation = self.leak is not None and self.leak is self.evaluation_overlap
        return "evaluation data" if is_evaluation else "validation data"

    @property
    def differing_prompts(self) -> list[ServedPrompt]:
        """What is sent to the tuned model and differs from what it was trained with; product code first."""
        profile = self.dataset.profile if self.dataset is not None else None
        served = [item for item in self.served_prompts if item.role in ("product", "evaluation")]
        found = [item for item in served if profile is not None and item.difference(profile)]
        return sorted(found, key=lambda item: item.role != "product")

    @property
    def first_differing_prompt(self) -> ServedPrompt | None:
        """The first of them."""
        return next(iter(self.differing_prompts), None)

    @property
    def more_differing_prompts(self) -> list[Location]:
        """Where up to three more are sent."""
        return [item.location for item in self.differing_prompts[1:4]]

    @property
    def prompt_difference(self) -> str:
        """How the first of them differs, in words."""
        first = self.first_differing_prompt
        return first.difference(self.dataset.profile) if first and self.dataset and self.dataset.profile else ""

    @property
    def first_evaluation(self) -> Evaluation | None:
        """The first evaluation of its model."""
        return self.evaluations[0] if self.evaluations else None

    @property
    def serving_places(self) -> list[Location]:
        """Where its model is called, the first three places."""
        return [call.location for call in self.serving_calls[:3]]

    @property
    def first_unaided_call(self) -> ModelCall | None:
        """The first call of the tuned model with nothing looked up and no tools."""
        return self.unaided_calls[0] if self.unaided_calls else None

    @property
    def base_billions(self) -> float:
        """Parameters of the base model in billions, as its name tells; 0 where it does not."""
        return billions_in(self.base_model.text) if self.base_model.state == "set" else 0.0

    @property
    def oversized_share(self) -> float | UnknownType:
        """The share of training records that certainly exceed the maximum length; 0 where none is set."""
        if self.max_length.state == "unknown":
            return UnknownType(self.max_length.reason or "maximum length not resolved")
        try:
            limit = float(self.max_length.value or 0)
        except (TypeError, ValueError):
            return UnknownType("maximum length is no number")
        if limit <= 0 or self.dataset is None or self.dataset.profile is None:
            return 0.0
        return self.dataset.profile.llm_tokens.share_over(limit)

    @property
    def longest_records(self) -> list[Location]:
        """The longest training records."""
        profile = self.dataset.profile if self.dataset is not None else None
        return [Location(path, line) for _, path, line in profile.llm_tokens.longest] if profile is not None else []

    @property
    def longest_record_tokens(self) -> int:
        """The fewest llm tokens that the longest training record can take."""
        profile = self.dataset.profile if self.dataset is not None else None
        return profile.llm_tokens.longest[0][0] if profile is not None and profile.llm_tokens.longest else 0

    @property
    def base_name(self) -> str:
        """The base model as a message names it."""
        return self.base_model.text if self.base_model.state == "set" else "a base model that is not resolved"

    @property
    def data_name(self) -> str:
        """The training data as a message names it."""
        if self.dataset is not None:
            return self.dataset.name
        return self.training_data.text if self.training_data.state == "set" else "training data that is not resolved"
