"""How products show themselves, and what is known of models and services: the declarative side, as plain data."""

from __future__ import annotations

from typing import Literal as OneOf

import msgspec

from groundrules.domain.grounding import Grounding

AssetKind = OneOf[
    "fine_tune_job", "training_arguments", "training_callback", "model_loader",
    "dataset_loader", "dataset_writer", "dataset_upload", "data_source",
    "vector_store", "ingestion", "retrieval", "refresh", "embedding", "splitter", "document_loader",
    "relevance_filter", "database_service", "table_access",
    "client", "chat_model", "model_call", "structured_output", "prompt_template", "output_parser",
    "evaluation", "human_review", "tracing", "served_path", "schedule", "look_alike",
]  # fmt: skip
"""What an entry shows. One product has one entry a kind."""


class CallSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call by its qualified name, as written through imports and constructors.

    `name` is dotted (`openai.OpenAI.fine_tuning.jobs.create`); a component may end in `*` (`langchain*.ChatOpenAI`
    matches `langchain_openai.ChatOpenAI` and `langchain.chat_models.openai.ChatOpenAI`: `*.` spans any modules).
    In JavaScript it is `<module>:<member>` and then dotted (`openai:OpenAI.chat.completions.create`); a default import,
    and a whole module that is called, is the member `default`, which `gives` the class's own name.
    `args` maps a keyword, a position ("0"), a nested key ("config.epochs", "messages[].content") or the only mapping
    that is spread ("**") to the common name of what it carries. `gives` names the type of the result, whose methods
    other signs name (`gives: langchain.chat-model`, then `langchain.chat-model.invoke`; `.__call__` where the object
    itself is called); without it a class gives itself.
    `fixed` are values that the call itself implies (`{structured_output: schema}`). `ignores` maps a keyword that the
    library takes and does not act on to where it belongs. `url` is a glob on the address (without its query) that an
    HTTP call is given first: the call is a sign where it matches, and carries one of `args`.
    """

    name: str
    args: dict[str, str] = {}
    gives: str = ""
    fixed: dict[str, str | int | float | bool] = {}
    ignores: dict[str, str] = {}
    url: str = ""


class CommandSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shell command by its first words (`openai api fine_tuning.jobs.create`), with the options that carry things.

    A word may be a glob (`*mlx_lm.lora`). Option keys are as written (`-m`, `--model`), or a position ("0").
    """

    command: str
    options: dict[str, str] = {}
    fixed: dict[str, str | int | float | bool] = {}


class ConfigSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A configuration file by its name and the keys that prove it. `keys` maps a dotted key to a common name.

    `files` are globs on the path; `proves` dotted keys that must all be there, `any_of` keys of which one must,
    `excludes` keys that must not.
    """

    files: tuple[str, ...]
    proves: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    keys: dict[str, str] = {}


class SqlSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An SQL statement by what it does (`facts.SqlStatement`): its `action`, a glob on its name, globs on its details.

    `where` maps a detail to a glob that it must match; a detail that is not written matches nothing. `args` maps a
    detail, or `name`, to the common name of what it carries.
    """

    action: str
    name: str = "*"
    where: dict[str, str] = {}
    args: dict[str, str] = {}
    fixed: dict[str, str | int | float | bool] = {}


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A few lines that show the product (or its look-alike), as a file of the given name: tests of the entry."""

    file: str
    text: str


class ServiceFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Dated facts on a hosted fine-tuning service. Dates are ISO dates; `source` is where they were read, `as_of` when.

    `closed_to_new` is the day from which new users can make no job; `closes` the day from which nobody can.
    """

    service: str
    source: str
    as_of: str
    closed_to_new: str = ""
    closes: str = ""
    instead: str = ""
    minimum_records: int | None = None
    fact: str = ""


class Retirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Dated facts on the end of an API. Dates are ISO dates; `source` is where they were read, `as_of` when.

    `names` are the beginnings of the qualified names that it is about, `what` the API in words. `ends` is the day from
    which calls fail (`service`: whatever is installed; `interface`: from the versions in `removed_in` on, package to
    version) or from which nobody mends it (`support`).
    """

    names: tuple[str, ...]
    what: str
    kind: OneOf["service", "interface", "support"]
    ends: str
    instead: str
    source: str
    as_of: str
    removed_in: dict[str, str] = {}


class CatalogueEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One product or convention, and every way it shows itself.

    `covers` (evaluations): what it can score; `metrics` the names of its metrics, each with what that one scores.
    `facts`: properties that rules need (`splits_by_itself`,
    `default_epochs`, `record_format`, `family`, `persistent` ...), never thresholds of ours. `defaults`: values that
    hold where an argument is absent (common name -> value). `files`: globs that are by themselves a sign.
    """

    id: str
    kind: AssetKind
    product: str
    provider: str = ""
    packages: dict[str, tuple[str, ...]] = {}
    status: OneOf["current", "legacy", "retired"] = "current"
    python: tuple[CallSign, ...] = ()
    javascript: tuple[CallSign, ...] = ()
    shell: tuple[CommandSign, ...] = ()
    config: tuple[ConfigSign, ...] = ()
    sql: tuple[SqlSign, ...] = ()
    actions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    metrics: dict[str, tuple[str, ...]] = {}
    facts: dict[str, str | int | float | bool] = {}
    defaults: dict[str, str | int | float | bool | None] = {}
    service: ServiceFacts | None = None
    retirements: tuple[Retirement, ...] = ()
    examples: tuple[Example, ...] = ()
    look_alikes: tuple[Example, ...] = ()
    notes: str = ""
    evidence: tuple[str, ...] = ()


class ModelFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a model identifier. `retires` is the ISO date from which calls fail (empty: none known).

    `snapshot` says whether the name is pinned (None: not known), `structured_output` whether a schema can be enforced,
    `tunable` whether it can (still) be fine-tuned; `dimension` is that of its vectors, `context` counts llm tokens,
    `refuses` names parameters it rejects; `tier` is large for the makers' large and frontier models.
    `reasons`: when one reasons that takes a temperature and top_p only while it does not.
    """

    name: str
    provider: str = ""
    mode: str = ""
    retires: str = ""
    snapshot: bool | None = None
    structured_output: bool | None = None
    dimension: int | None = None
    context: int | None = None
    tunable: bool | None = None
    refuses: tuple[str, ...] = ()
    reasons: OneOf["", "by default", "when asked"] = ""
    tier: OneOf["", "large"] = ""
    source: str = ""


class Catalogue(msgspec.Struct):
    """Everything known: entries by id, models by name, the date it is of, the words of retrieval prompts."""

    entries: dict[str, CatalogueEntry]
    models: dict[str, ModelFacts]
    as_of: str
    models_as_of: str = ""
    grounding: Grounding = Grounding()


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One statement of the guidance. A row of its decision matrix has `need` and `best`; the others `says`."""

    id: str
    says: str = ""
    need: str = ""
    best: str = ""
    answered_by: str = ""


class Guidance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The statements judged by, with the title and date of their source."""

    title: str
    source: str
    last_reviewed: str
    statements: tuple[Statement, ...]
