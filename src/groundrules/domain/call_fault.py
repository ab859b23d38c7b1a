"""What may be wrong with a model call, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundrules.domain.location import Location


@dataclass(slots=True, eq=False, kw_only=True)
class OutputParse:
    """A place that reads fields out of a completion's text by hand.

    `method` is what reads it, in words (json.loads, a regular expression, split); `location` the parsing call.
    """

    method: str
    location: Location


@dataclass(slots=True, eq=False, kw_only=True)
class RefusedParameter:
    """A parameter that a call sends and `by` (a model, or the versions of an SDK) refuses; `while_reasoning`: the model
    takes it at the reasoning effort `none`.
    """

    name: str
    by: str
    location: Location
    by_sdk: bool = False
    while_reasoning: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class UnboundedLoop:
    """A loop around a call that nothing bounds: `retries` where it goes round again after each failure, else the model
    alone says when it ends. `agent` is the product whose own loop it is (empty: a loop of the code), `limits` the
    arguments that would bound it; `others` are more agents of that product.
    """

    location: Location
    retries: bool
    agent: str = ""
    limits: str = ""
    others: list[Location] = field(default_factory=list)
