"""A project and its assets, joined: what the rules judge.

Every field that a rule may name is documented here; what needs a loop over code is computed in `link` and stored.
Fields of type `Setting` are read by conditions as their value, None (not set) or UNKNOWN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.catalogue import ModelFacts, Retirement, ServiceFacts
from groundrules.domain.dataset import DatasetProfile, Overlap
from groundrules.domain.exposure import OpenDatabase
from groundrules.domain.history import Changes, RepositoryAge, Rhythm
from groundrules.domain.location import Location
from groundrules.domain.model_size import billions_in
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.served_prompt import ServedPrompt
from groundrules.domain.source import FileRole
from groundrules.domain.unknown import UNSET, Setting, UnknownType

Confidence = Literal["high", "medium", "low"]
ProjectKind = Literal["application", "library"]


@dataclass(slots=True, eq=False, kw_only=True)
class Asset:
    """What every asset has: a stable id, the product it belongs to, and where it stands.

    `role` is the role of its file; rules below persona `auditor` judge `product` and `evaluation` code only.
    """

    id: str
    kind: str
    product: str
    product_id: str
    location: Location
    role: FileRole = "product"
    provider: str = ""
    values: dict[str, Setting] = field(default_factory=dict)


_KIND_WORDS = {
    "source-code": "source code", "database": "a database", "api": "an API", "scraper": "scraped pages",
    "dataset": "files",
}  # fmt: skip


@dataclass(slots=True, eq=False, kw_only=True)
class DataSource:
    """What a dataset was built from, as its builder shows.

    `kind` is one of source-code, documents, database, api, scraper, tickets, model (written by a language model),
    dataset (another dataset); `detail` names it in the user's words. `paths` are the files of the tree that it means,
    `is_pinned` says that it is a dated export or a revision, `rhythm` how often its files change (None where it is not
    made of files).
    """

    kind: Literal["source-code", "documents", "database", "api", "scraper", "tickets", "model", "dataset"]
    location: Location
    detail: str = ""
    paths: tuple[str, ...] = ()
    is_pinned: bool = False
    rhythm: Rhythm | UnknownType | None = None

    @property
    def is_live(self) -> bool:
        """Whether it changes on its own, outside the repository."""
        return self.kind in ("database", "api", "scraper", "tickets") and not self.is_pinned

    @property
    def change_words(self) -> str:
        """What it is, and how it is known to change."""
        name = _KIND_WORDS.get(self.kind, self.kind) + (f" ({self.detail})" if self.detail else "")
        if self.is_live:
            return f"{name}, read anew on every build"
        return f"{name}, {self.rhythm.words}" if isinstance(self.rhythm, Rhythm) else name


@dataclass(slots=True, eq=False, kw_only=True)
class Dataset(Asset):
    """Rows that a job trains or validates on, or an evaluation scores with.

    `paths` are files in the tree; `remote` a hub name or address that cannot be read; `missing` paths that code names
    and the tree does not hold; `profile` is what was read; `sources` what its builder read. `is_complete` says that
    every part of it was found in the tree, or that all of it is elsewhere. `source_changes` is what changed under its
    sources since it was last committed (None: nothing). `provenance` are the files that say where it comes from (a data
    card, a licence, a source note, a version record), `versions` those of them that pin it; `unversioned_bytes` is the
    size of its files that are kept in git itself; `revision` is that of a remote dataset.
    """

    name: str = ""
    split: Literal["training", "validation", "evaluation", "unknown"] = "unknown"
    paths: tuple[str, ...] = ()
    remote: str = ""
    missing: tuple[str, ...] = ()
    is_complete: bool = True
    profile: DatasetProfile | None = None
    sources: list[DataSource] = field(default_factory=list)
    source_changes: Changes | UnknownType | None = None
    builder: Location | None = None
    data_location: Location | None = None
    provenance: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    unversioned_bytes: int = 0
    revision: Setting = UNSET

    @property
    def is_read(self) -> bool:
        """Whether rows were read."""
        return self.profile is not None and self.profile.records > 0

    @property
    def records(self) -> int | UnknownType:
        """The number of records; UNKNOWN where the data could not be read or counted."""
        if self.profile is None or self.profile.unread or not self.profile.exact:
            return UnknownType("data not read")
        if not self.is_complete:
            return UnknownType("part of the data is not in the tree")
        return self.profile.records

    @property
    def version_words(self) -> str:
        """What is missing to know which version was trained on, in words."""
        if self.remote:
            return f"{self.remote} is loaded without a revision, so that its owner decides what is trained on"
        return (
            f"{self.name} ({self.unversioned_bytes / 1e6:.0f} MB) is kept in git itself, neither in LFS nor under DVC"
        )

    @property
    def judged_labels(self) -> list[tuple[str, int]]:
        """The labels with their records, the commonest first; none where the task is another or they were cut short."""
        profile = self.profile
        if profile is None or profile.task != "classification" or profile.label_count > len(profile.labels):
            return []
        return list(profile.labels)

    @property
    def label_ratio(self) -> float:
        """How many times the commonest label outnumbers the rarest; 0 where there are no labels."""
        labels = self.judged_labels
        return labels[0][1] / labels[-1][1] if len(labels) > 1 else 0.0

    @property
    def rare_labels(self) -> list[str]:
        """Labels with fewer than ten records, where every record was read; the rarest first."""
        labels = self.judged_labels
        if self.profile is None or self.profile.sampled < self.profile.records or len(labels) < 2:
            return []
        return [f"'{label}' ({count})" for label, count in reversed(labels) if count < 10]

    @property
    def first_malformed(self) -> Location | None:
        """The first record that does not fit its format."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return Location(malformed[0].path, malformed[0].line) if malformed else None

    @property
    def more_malformed(self) -> list[Location]:
        """Up to four more such records."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return [Location(record.path, record.line) for record in malformed[1:5]]

    @property
    def malformed_words(self) -> str:
        """What is wrong with the first such record, in words."""
        malformed = self.profile.malformed if self.profile is not None else ()
        return malformed[0].detail if malformed else ""

    @property
    def changing_records(self) -> list[Location]:
        """Records that state a changing fact, for showing."""
        samples = self.profile.changing_samples if self.profile is not None else ()
        return [Location(sample.path, sample.line) for sample in samples[:3]]

    @property
    def top_cues(self) -> str:
        """The signs of changing facts that fired most, in words."""
        cues = self.profile.top_cues if self.profile is not None else ()
        return ", ".join(name for name, _ in cues[:4])

    @property
    def liveliest_source(self) -> DataSource | UnknownType | None:
        """The source that changes most: one outside the repository first, then by git; None where none is known to."""
        live = next((source for source in self.sources if source.is_live), None)
        if live is not None:
            return live
        known = [(source.rhythm, source) for source in self.sources if isinstance(source.rhythm, Rhythm)]
        if known:
            return max(known, key=lambda pair: (pair[0].recent_weeks, pair[0].changed_weeks))[1]
        return next((item.rhythm for item in self.sources if isinstance(item.rhythm, UnknownType)), None)

    @property
    def source_places(self) -> list[Location]:
        """Where its builder reads its sources."""
        return [source.location for source in self.sources[:3]]

    @property
    def source_words(self) -> str:
        """What it was built from, in words."""
        return "; ".join(f"{s.kind} ({s.detail})" if s.detail else s.kind for s in self.sources[:3])

    @property
    def source_kinds(self) -> tuple[str, ...]:
        """The kinds of source its builder reads."""
        return tuple(sorted({source.kind for source in self.sources}))


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


@dataclass(slots=True, eq=False, kw_only=True)
class Embedding(Asset):
    """An embedding model as constructed or called. `dimension` is what is asked for, not what the model gives.

    `generates_text`: the model is one that writes. `single_in_loop` is the call in a loop by which this request embeds
    one text at a time (None: none was seen), `most_inputs` how many texts a request may carry (None: not known).
    """

    model: Setting = UNSET
    dimension: Setting = UNSET
    input_type: Setting = UNSET
    generates_text: bool = False
    single_in_loop: Location | None = None
    most_inputs: int | None = None

    @property
    def loop_elsewhere(self) -> Location | None:
        """The call in the loop, where that is not the request itself."""
        return self.single_in_loop if self.single_in_loop != self.location else None

    @property
    def name(self) -> str:
        """provider/model as a message names it."""
        return self.model.text if self.model.state != "unset" else f"the default of {self.product}"


@dataclass(slots=True, eq=False, kw_only=True)
class Ingestion(Asset):
    """A place that writes documents into a vector store. `upserts`: a document replaces the one of its id."""

    embedding: Embedding | None = None
    ids: Setting = UNSET
    upserts: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Retrieval(Asset):
    """A place that asks a vector store."""

    embedding: Embedding | None = None
    top_k: Setting = UNSET
    threshold: Setting = UNSET
    filter: Setting = UNSET


@dataclass(slots=True, eq=False, kw_only=True)
class RefreshSign:
    """Something that brings new data into an index: its kind and place.

    Kinds: delete, upsert, record-manager, content-hash, schedule, watcher, webhook, upload (documents arrive through a
    request), command (a documented or scripted re-index step), rebuild (built anew on every start).
    """

    kind: str
    location: Location
    detail: str = ""


@dataclass(slots=True, eq=False, kw_only=True)
class VectorStore(Asset):
    """A vector index: one collection, path or table, joined with who fills it and who asks it.

    `ingest_embedding` and `query_embedding` are the embeddings of the places that were resolved; `same_embedding` is
    True where both are one and the same object or factory. `link_confidence` says how sure the join is;
    `is_joined_by_name` that a collection's name or path joins its places. `dimension` is the declared one,
    `given_dimension` that of the vectors which `dimension_embedding` gives (None: not known). `rebuilt_at` is the
    writing that is repeated on `rebuilt_on`, in words, `rebuilt_from` the call by which it comes about; `repeated_at`
    a writing that adds the documents of `repeats_at` once more, `repeated_on` says when.
    """

    name: str = ""
    persistent: bool | UnknownType = False
    ingestions: list[Ingestion] = field(default_factory=list)
    retrievals: list[Retrieval] = field(default_factory=list)
    ingest_embedding: Embedding | None = None
    query_embedding: Embedding | None = None
    embeddings_differ: bool | UnknownType = False
    refreshed_by: list[RefreshSign] = field(default_factory=list)
    link_confidence: Confidence = "medium"
    is_joined_by_name: bool = False
    rebuilt_at: Location | None = None
    rebuilt_from: Location | None = None
    rebuilt_on: str = ""
    repeated_at: Location | None = None
    repeats_at: Location | None = None
    repeated_on: str = ""
    dimension: Setting = UNSET
    given_dimension: int | None = None
    dimension_embedding: Embedding | None = None

    @property
    def first_ingestion(self) -> Ingestion | None:
        """The first place that fills it."""
        return self.ingestions[0] if self.ingestions else None

    @property
    def is_filled(self) -> bool:
        """Whether a place that fills it was seen."""
        return bool(self.ingestions)


@dataclass(slots=True, eq=False, kw_only=True)
class VolatileStatement:
    """A sentence of a prompt that states a changing fact: `text` is cut, `cue` names the sign."""

    text: str
    cue: str
    location: Location


@dataclass(slots=True, eq=False, kw_only=True)
class Prompt(Asset):
    """Text written for a language model: a constant, a message, a template, a file.

    `message` is the chat role it is sent as (system, user, assistant, template, unknown); `variables` its holes;
    `asks_for_json` whether it tells the model to answer in JSON, `json_location` where.
    `is_static` says that nothing is filled in at run time.
    """

    name: str = ""
    text: str = ""
    message: Literal["system", "user", "assistant", "template", "unknown"] = "unknown"
    variables: tuple[str, ...] = ()
    asks_for_json: bool = False
    json_location: Location | None = None
    volatile_statements: list[VolatileStatement] = field(default_factory=list)
    calls: list[ModelCall] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    is_static: bool = True

    @property
    def first_volatile(self) -> VolatileStatement | None:
        """The first statement of a changing fact."""
        return self.volatile_statements[0] if self.volatile_statements else None

    @property
    def more_volatile(self) -> list[Location]:
        """Where up to three more stand."""
        return [statement.location for statement in self.volatile_statements[1:4]]


@dataclass(slots=True, eq=False, kw_only=True)
class OutputParse:
    """A place that reads fields out of a completion's text by hand.

    `method` is what reads it, in words (json.loads, a regular expression, split); `location` the parsing call.
    """

    method: str
    location: Location


@dataclass(slots=True, eq=False, kw_only=True)
class RefusedParameter:
    """A parameter that a call sends and `by` (a model, or the versions of an SDK) refuses."""

    name: str
    by: str
    location: Location
    by_sdk: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class ModelCall(Asset):
    """A call of a language model (or the construction of a chat model that later calls use).

    `structured_output` is set where a schema, JSON mode, tool or typed response is asked for, UNKNOWN where it may
    be; `offers_structured_output` is True, False or UNKNOWN by product and model; `custom_endpoint` says that it goes
    to a base_url of its own. `model_facts` are of the dated catalogue. `parse_is_shared`: the same code also reads what
    a call with a schema gives; `repeats_parse`, `repeats_json_prompt`: an earlier call is spoken of for the same place.
    `names_tuned_model_in_code`: its model is a tuned one whose id is a literal in code that is no file of settings.
    `platform` is the provider whose dates hold where the call goes ("elsewhere": nobody's, empty: told by the model's
    name); `same_model` are the other calls of the project that name its model, `repeats_model`: one before it does.
    `retirement` is the end of the API that it calls, None where what is installed still has it; it is certain where a
    manifest names the package; `same_api` are other calls of it in the project, `repeats_api`: one before it speaks.
    `written` are the parameters that the call itself writes out, by their own names; `refused` those of them that its
    model or SDK does not take. `snapshot` is the pinned model that a moving name stands for; `repeatable_task` the word
    of its prompts by which it should answer alike each time; `has_own_temperature`: its library sends one of its own.
    """

    model: Setting = UNSET
    temperature: Setting = UNSET
    max_output_tokens: Setting = UNSET
    structured_output: Setting = UNSET
    tools: Setting = UNSET
    custom_endpoint: Setting = UNSET
    offers_structured_output: bool | UnknownType = False
    model_facts: ModelFacts | None = None
    prompts: list[Prompt] = field(default_factory=list)
    parses: list[OutputParse] = field(default_factory=list)
    parse_is_shared: bool = False
    repeats_parse: bool = False
    repeats_json_prompt: bool = False
    in_loop: bool = False
    names_tuned_model_in_code: bool = False
    platform: str = ""
    same_model: list[ModelCall] = field(default_factory=list)
    repeats_model: bool = False
    retirement: Retirement | None = None
    retirement_is_certain: bool = True
    same_api: list[Location] = field(default_factory=list)
    written: dict[str, Setting] = field(default_factory=dict)
    refused: list[RefusedParameter] = field(default_factory=list)
    snapshot: str = ""
    repeatable_task: str = ""
    has_own_temperature: bool = False
    repeats_api: bool = False

    @property
    def json_prompt(self) -> Prompt | None:
        """The prompt of this call that asks for JSON, if one does."""
        return next((prompt for prompt in self.prompts if prompt.asks_for_json), None)

    @property
    def first_parse(self) -> OutputParse | None:
        """The first place that parses its text by hand."""
        return self.parses[0] if self.parses else None

    @property
    def more_parses(self) -> list[Location]:
        """Where else its text is parsed by hand."""
        return [parse.location for parse in self.parses[1:]]

    @property
    def model_name(self) -> str:
        """The model as a message names it."""
        return self.model.text if self.model.state == "set" else self.product

    @property
    def names_known_model(self) -> bool:
        """Whether the facts on its model hold where the call goes."""
        return self.model_facts is not None and self.platform in ("", self.model_facts.provider)

    @property
    def retires(self) -> str:
        """The ISO date from which its model no longer answers where the call goes; empty where none is known."""
        return self.model_facts.retires if self.model_facts is not None and self.names_known_model else ""

    @property
    def takes_temperature(self) -> bool:
        """Whether its model certainly takes a temperature: one that does not reason, reached without an SDK that
        takes none.
        """
        if self.model_facts is None or not self.names_known_model:
            return False
        is_plain = self.model_facts.provider in ("mistral", "cohere") or "reasoning_effort" in self.model_facts.refuses
        return is_plain and "temperature" not in self.model_facts.refuses

    @property
    def conflicting_sampling(self) -> Setting | None:
        """The top_p or top_k that it sets together with a temperature, both away from their defaults; None where it
        does not.
        """
        temperature = self.written.get("temperature", UNSET)
        others = [item for name in ("top_p", "top_k") if (item := self.written.get(name, UNSET)).state == "set"]
        if temperature.state != "set" or temperature.value == 1:
            return None
        return next((item for item in others if item.value != 1), None)

    @property
    def first_refused(self) -> RefusedParameter | None:
        """The first parameter that is refused."""
        return self.refused[0] if self.refused else None

    @property
    def refused_names(self) -> str:
        """The parameters that are refused, in words."""
        return " or ".join(item.name for item in self.refused)

    @property
    def more_refused(self) -> list[Location]:
        """Where the others stand."""
        return [item.location for item in self.refused[1:]]

    @property
    def retiring_name(self) -> str:
        """The model as a message on its retirement names it: a fine-tuned one with its base."""
        base = self.model_facts.name if self.is_fine_tuned and self.model_facts is not None else ""
        return f"{self.model_name}, like its base model {base}," if base else self.model_name

    @property
    def is_fine_tuned(self) -> bool:
        """Whether its model's name is that of a fine-tuned hosted model."""
        return self.model.text.startswith("ft:") or ":ft-" in self.model.text

    @property
    def retirement_words(self) -> str:
        """The day of its model's retirement with its preposition: of some it is only known by when they were gone."""
        is_gone = self.model_facts is not None and self.model_facts.source.endswith("/litellm/")
        return f"{'by' if is_gone else 'on'} {self.retires}"

    @property
    def retirement_of_api(self) -> str:
        """How and when the API that it calls ends, in words."""
        if self.retirement is None:
            return ""
        ends = self.retirement.ends
        if self.retirement.kind == "interface":
            releases = ", ".join(f"{package} {version}" for package, version in self.retirement.removed_in.items())
            return f"removed in {releases} on {ends}, and nothing pins an older one"
        return f"switched off on {ends}" if self.retirement.kind == "service" else f"without support from {ends} on"

    @property
    def default_model(self) -> str:
        """The model that its library takes where none is named; empty where one is named, or there is none."""
        return str(self.model.value) if self.model.state == "unset" and self.model.source == "default" else ""

    @property
    def same_places(self) -> list[Location]:
        """Where else the project names the same model: the calls, each place once."""
        own = {self.location, self.model.location}
        return list(dict.fromkeys(call.location for call in self.same_model if call.location not in own))


@dataclass(slots=True, eq=False, kw_only=True)
class ContinuousRun:
    """A CI job, hook or schedule that runs an evaluation. `guards` says that it runs on a change and can fail it."""

    location: Location
    triggers: tuple[str, ...]
    guards: bool


@dataclass(slots=True, eq=False, kw_only=True)
class Evaluation(Asset):
    """Something that scores what a language model, a prompt or a retrieval gives.

    `covers` holds any of prompt, model, retrieval, fine-tune, agent; `mentions` the names, paths and model ids it
    speaks of, by which it is joined to assets; `runs` is what runs it; `is_report`: a benchmark run by hand for its
    numbers, or cases alone, which nobody expects on every change. `overtaken_by` is what changed of what it scores
    since it, its cases and its results were last committed (None: nothing).
    """

    name: str = ""
    covers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    cases: Setting = UNSET
    runs: list[ContinuousRun] = field(default_factory=list)
    is_smoke_run: bool = False
    is_report: bool = False
    overtaken_by: Changes | UnknownType | None = None

    @property
    def guards_changes(self) -> bool:
        """Whether something runs it on a change and can fail it."""
        return any(run.guards for run in self.runs)


@dataclass(slots=True, eq=False, kw_only=True)
class CiFile:
    """A CI configuration file: what starts it."""

    location: Location
    system: str
    triggers: tuple[str, ...]


@dataclass(slots=True, eq=False, kw_only=True)
class Project:
    """One project of the tree: the nearest folder with a manifest, its assets and what surrounds them.

    `path` is relative to the audited root ("." for the root). `kind` tells applications from libraries (SDKs and
    frameworks are judged by nobody's prompts). `is_served`: a web handler, bot or UI was found, at `served_at`.
    `evaluations` also holds those of the projects around it, `own_evaluations` does not. `reaches_models`: it or a
    project inside it calls a model; `is_within_another`: so does the application around it, which speaks for both
    (`serves_within`: of one that is served).
    `today` is the ISO date that dated facts are judged at, `models_as_of` that of the list of models.
    `unreadable_languages` names languages in which an
    evaluation may stand that no reader covers yet, so that absence proves nothing.
    `looks_up`: something is looked up for prompts, `has_human_review`: people look over answers; both are asked where a
    tuned model is served.
    `age` is that of the repository (asked for where there is a job); `prototype_signs` what shows
    that a project with a job has only begun, in words, `written_prototype_signs` those of them that somebody wrote (the
    others are things that are wanting).
    """

    path: str
    name: str
    location: Location
    kind: ProjectKind = "application"
    today: str = ""
    models_as_of: str = ""
    jobs: list[FineTuneJob] = field(default_factory=list)
    datasets: list[Dataset] = field(default_factory=list)
    vector_stores: list[VectorStore] = field(default_factory=list)
    embeddings: list[Embedding] = field(default_factory=list)
    retrieval_steps: list[RetrievalStep] = field(default_factory=list)
    open_databases: list[OpenDatabase] = field(default_factory=list)
    index_files: list[Location] = field(default_factory=list)
    model_calls: list[ModelCall] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    own_evaluations: list[Evaluation] = field(default_factory=list)
    ci_files: list[CiFile] = field(default_factory=list)
    reaches_models: bool = False
    is_within_another: bool = False
    is_served: bool = False
    serves_within: bool = False
    served_at: Location | None = None
    unreadable_languages: tuple[str, ...] = ()
    age: RepositoryAge | UnknownType = field(default_factory=lambda: UnknownType("history not asked for"))
    looks_up: bool | UnknownType = field(default_factory=lambda: UnknownType("no tuned model is served here"))
    has_human_review: bool | UnknownType = field(default_factory=lambda: UnknownType("no tuned model is served here"))
    prototype_signs: tuple[str, ...] = ()
    written_prototype_signs: tuple[str, ...] = ()

    @property
    def missing_guards(self) -> str:
        """What is missing between a tuned model and those who read it, in words; empty where nothing certainly is."""
        guards = (("retrieval", self.looks_up), ("human review", self.has_human_review))
        return " and ".join(name for name, there in guards if there is False)

    @property
    def first_index_file(self) -> Location | None:
        """The first index file under git."""
        return self.index_files[0] if self.index_files else None

    @property
    def more_index_files(self) -> list[Location]:
        """Where up to four more stand."""
        return self.index_files[1:5]

    @property
    def index_file_words(self) -> str:
        """The first index file by its name, and how many more there are."""
        name = self.index_files[0].path.rpartition("/")[2] if self.index_files else ""
        more = len(self.index_files) - 1
        return f"{name} and {more} more index file{'s' if more > 1 else ''}" if more > 0 else name

    @property
    def first_open_database(self) -> OpenDatabase | None:
        """The first database that is published without a lock."""
        return self.open_databases[0] if self.open_databases else None

    @property
    def more_open_databases(self) -> list[Location]:
        """Where the others are published."""
        return [item.location for item in self.open_databases[1:]]

    @property
    def product_calls(self) -> list[ModelCall]:
        """Model calls in product code, in order of place."""
        return [call for call in self.model_calls if call.role == "product"]

    @property
    def code_calls(self) -> list[ModelCall]:
        """Model calls in product code outside notebooks, which are experiments until code takes them over."""
        return [call for call in self.product_calls if call.location.cell is None]

    @property
    def first_product_call(self) -> ModelCall | None:
        """The first model call in product code, one outside notebooks where there is any."""
        return next(iter([*self.code_calls, *self.product_calls]), None)

    @property
    def first_evaluation(self) -> Evaluation | None:
        """The first evaluation."""
        return self.evaluations[0] if self.evaluations else None

    @property
    def ci_evaluations(self) -> list[Evaluation]:
        """Its own evaluations that a change could run: no benchmark made for a report, no bare set of cases. Those by a
        known tool lead.
        """
        kinds = ("product", "evaluation", "test")
        found = [item for item in self.own_evaluations if item.role in kinds and not item.is_report]
        return sorted(found, key=lambda item: item.product_id == "hand-written")

    @property
    def first_ci_evaluation(self) -> Evaluation | None:
        """The first of those."""
        return next(iter(self.ci_evaluations), None)

    @property
    def change_ci_files(self) -> list[CiFile]:
        """CI files that run on a change."""
        return [item for item in self.ci_files if {"push", "pull_request", "merge_group"} & set(item.triggers)]

    @property
    def ci_places(self) -> list[Location]:
        """Where the CI that runs on a change stands."""
        return [item.location for item in self.change_ci_files[:3]]

    @property
    def ci_words(self) -> str:
        """How many CI files were read, in words."""
        count = len(self.ci_files)
        return f"{count} CI file{'s' if count != 1 else ''}"

    @property
    def people_of_late(self) -> int | None:
        """How many people committed in the 90 days before the newest commit; None where that is not known."""
        return self.age.people if isinstance(self.age, RepositoryAge) else None

    @property
    def uses_structured_output(self) -> bool:
        """Whether any model call asks for structured output."""
        return any(call.structured_output.is_set for call in self.model_calls)
