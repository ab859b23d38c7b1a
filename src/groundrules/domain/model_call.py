"""Model calls, the prompts they send, and what is done with the text they give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from groundrules.domain.asset import Asset
from groundrules.domain.call_fault import OutputParse, RefusedParameter, UnboundedLoop
from groundrules.domain.catalogue import ModelFacts, Retirement
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.history import Rhythm
from groundrules.domain.location import Location
from groundrules.domain.prompt_fault import InvalidExample, UserInput, VariableFault, VolatileStatement
from groundrules.domain.unknown import UNSET, Setting, UnknownType


@dataclass(slots=True, eq=False, kw_only=True)
class Prompt(Asset):
    """Text written for a language model: a constant, a message, a template, a file.

    `message` is the chat role it is sent as (system, user, assistant, template, unknown); `variables` its holes;
    `asks_for_json` whether it tells the model to answer in JSON, `json_location` where.
    `is_static` says that nothing is filled in at run time. `written` is what of the text stands at its own place.
    `copies` are later places where nearly the same text is written, `more_copied` prompts of its file that the same
    files copy too. `registry` is the service that it is pulled from (then its text is not known),
    `owner` whose account there (empty: this project's), `is_pinned` whether at a version.
    `invalid_example`: JSON that it shows and that does not parse; `variable_faults`: fillings that do not fit it;
    `user_inputs`: values of users that it takes in. `example_share` is the share of its text that is examples.
    `is_scored`: an evaluation reaches it; UNKNOWN where one may. `more_unscored`: others of its project that none does.
    `documents` is where files are read that it takes in whole, beside a question. `rhythm` is how often the file of a
    prompt changes that states changing facts.
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
    written: str = ""
    copies: list[Location] = field(default_factory=list)
    more_copied: list[Location] = field(default_factory=list)
    registry: str = ""
    owner: str | UnknownType = ""
    is_pinned: bool | UnknownType = False
    invalid_example: InvalidExample | None = None
    variable_faults: list[VariableFault] = field(default_factory=list)
    user_inputs: list[UserInput] = field(default_factory=list)
    example_share: float = 0.0
    is_scored: bool | UnknownType = field(default_factory=lambda: UnknownType("not asked for"))
    more_unscored: list[Location] = field(default_factory=list)
    documents: list[Location] = field(default_factory=list)
    rhythm: Rhythm | UnknownType | None = None

    @property
    def copy_words(self) -> str:
        """In how many places it is written, in words."""
        more = len(self.more_copied)
        others = f", like {more} more prompt{'s' if more > 1 else ''} of this file" if more else ""
        return f"{len(self.copies) + 1} places{others}"

    @property
    def first_variable_fault(self) -> VariableFault | None:
        """The first filling that does not fit it, one that fails before others."""
        return next(iter(sorted(self.variable_faults, key=lambda fault: not fault.fails)), None)

    @property
    def first_user_input(self) -> UserInput | None:
        """The first value of a user that it takes in."""
        return self.user_inputs[0] if self.user_inputs else None

    @property
    def llm_tokens(self) -> int:
        """About how many tokens its written text has: four characters each."""
        return len(self.text) // 4

    @property
    def first_document(self) -> Location | None:
        """Where the first file is read that it takes in whole."""
        return self.documents[0] if self.documents else None

    @property
    def unscored_words(self) -> str:
        """It and the others that no evaluation reaches, in words."""
        more = len(self.more_unscored)
        others = f" (nor {more} more prompt{'s' if more > 1 else ''} of this project)" if more else ""
        return f"'{self.name}'{others}"

    @property
    def product_call(self) -> ModelCall | None:
        """The first call of product code that sends it."""
        return next((call for call in self.calls if call.role == "product"), None)

    @property
    def runs_per_item(self) -> bool:
        """Whether a call in a loop of product code sends it."""
        return any(call.in_loop and call.role == "product" for call in self.calls)

    @property
    def first_volatile(self) -> VolatileStatement | None:
        """The first statement of a changing fact."""
        return self.volatile_statements[0] if self.volatile_statements else None

    @property
    def more_volatile(self) -> list[Location]:
        """Where up to three more stand."""
        return [statement.location for statement in self.volatile_statements[1:4]]


@dataclass(slots=True, eq=False, kw_only=True)
class ModelCall(Asset):
    """A call of a language model (or the construction of a chat model that later calls use).

    `structured_output` is set where a schema, JSON mode, tool or typed response is asked for, UNKNOWN where it may
    be; `offers_structured_output` is True, False or UNKNOWN by product and model; `custom_endpoint` says that it goes
    to a base_url of its own. `model_facts` are of the dated catalogue. `parse_is_shared`: the same code also reads what
    a call with a schema gives; `repeats_parse`, `repeats_json_prompt`: an earlier call is spoken of for the same place.
    `marks` is where its text is asked for a mark (a word, a sign) that decides what is done.
    `names_tuned_model_in_code`: its model is a tuned one whose id is a literal in code that is no file of settings.
    `platform` is the provider whose dates hold where the call goes ("elsewhere": nobody's, empty: told by the model's
    name); `same_model` are the other calls of the project that name its model, `repeats_model`: one before it does.
    `retirement` is the end of the API that it calls, None where what is installed still has it; it is certain where a
    manifest names the package; `same_api` are other calls of it in the project, `repeats_api`: one before it speaks.
    `written` are the parameters that the call itself writes out, by their own names; `refused` those of them that its
    model or SDK does not take. `snapshot` is the pinned model that a moving name stands for; `repeatable_task` the word
    of its prompts by which it should answer alike each time; `has_own_temperature`: its library sends one of its own.
    `unbounded_loop` is a loop around it, or around the function it stands in, that nothing bounds.
    `lacks_output_limit`: a limit of its output can be set where it is made, and certainly is not; `waits_without_end`:
    its SDK has no timeout and no retries, and nothing gives it one. `is_uninstructed`: it
    certainly sends no system message, and no words of ours; `label_task` is the word by which it is asked for one
    label of each item of a loop. `prompt_source` is "written" where a text that it sends is known, "library" where the
    library's own prompt is all there is, "run time" where all of it comes from outside of the tree (a user, a caller of
    a library); unknown, with the reason, where it was not followed.
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
    prompt_source: Setting = UNSET
    parses: list[OutputParse] = field(default_factory=list)
    marks: list[Location] = field(default_factory=list)
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
    reasoning_effort: Setting = UNSET
    refused: list[RefusedParameter] = field(default_factory=list)
    snapshot: str = ""
    repeatable_task: str = ""
    has_own_temperature: bool = False
    unbounded_loop: UnboundedLoop | None = None
    lacks_output_limit: bool = False
    waits_without_end: bool = False
    is_uninstructed: bool = False
    label_task: str = ""
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
    def unbounded_words(self) -> str:
        """What goes on without a bound, in words."""
        loop = self.unbounded_loop
        if loop is None:
            return ""
        if loop.agent:
            because = f"{loop.agent} has no limit, and none is set ({loop.limits})"
            return f"this agent may take any number of steps: {because}"
        until = "again after each failure, without a last try" if loop.retries else "until the model itself stops"
        return f"this loop calls {self.model_name} {until}{'' if loop.retries else ', without a limit of steps'}"

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
