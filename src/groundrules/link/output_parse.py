"""Where the text of a completion is taken apart by hand."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Call
from groundrules.domain.project import ModelCall, OutputParse
from groundrules.domain.value import Literal, Value
from groundrules.link.answer import Found
from groundrules.link.code import CodeFile, receiver_of, tail_of
from groundrules.link.evidence import Evidence
from groundrules.link.model_call import Calls

PARSERS = {
    "json.loads": "json.loads", "simplejson.loads": "json.loads", "orjson.loads": "json.loads", "ujson.loads": "json.loads",
    "json5.loads": "json5.loads", "demjson3.decode": "demjson3.decode", "ast.literal_eval": "ast.literal_eval",
    "json_repair.loads": "json_repair", "json_repair.repair_json": "json_repair", "eval": "eval",
}  # fmt: skip
SEARCHES = {"re.search", "re.match", "re.findall", "re.fullmatch", "re.finditer"}
TYPED_KEYS = {
    "arguments",
    "tool_calls",
    "function_call",
    "function",
    "tool_call",
    "body",
    "input",
    "parsed",
    "headers",
    "embedding",
}
"""Parts of a response that are not free text: tool arguments, HTTP envelopes."""
FENCE = "```"
CUTS = {"split", "strip", "removeprefix", "removesuffix", "replace", "find", "index", "lstrip", "rstrip", "partition"}


class OutputParses:
    """Finds the places that parse a completion's text, and gives them to the model call."""

    def __init__(self, evidence: Evidence, calls: Calls) -> None:
        self.evidence = evidence
        self.calls = calls

    def attach(self) -> None:
        """Every hand-made parse goes to its model call, in order of place."""
        for file in self.evidence.sources.files.values():
            for number, call in enumerate(file.facts.calls):
                for method, value in self._parsed(file, number, call):
                    for owner in self._owners(Found(file, value)):
                        self._add(owner, OutputParse(method=method, location=file.location_of_call(number)))

    def _add(self, owner: ModelCall, parse: OutputParse) -> None:
        if all(known.location != parse.location for known in owner.parses):
            owner.parses.append(parse)

    def _parsed(self, file: CodeFile, number: int, call: Call) -> Iterator[tuple[str, Value]]:
        """What a call parses, if it is a parser: the method and the text it is given."""
        tail = tail_of(call.callee)
        if tail in ("loads", "literal_eval", "decode", "repair_json", "eval") and call.arguments:
            for name in self.evidence.resolver.symbols(file, number):
                if name in PARSERS:
                    yield PARSERS[name], call.arguments[0]
        elif tail in ("search", "match", "findall", "fullmatch", "finditer") and len(call.arguments) > 1:
            if SEARCHES & set(self.evidence.resolver.symbols(file, number)) and _reads_fields(call.arguments[0]):
                yield "a regular expression", call.arguments[1]
        elif tail in CUTS and call.arguments and _is_fence(call.arguments[0]):
            receiver = receiver_of(call.callee)
            if receiver is not None:
                yield "cutting out a code fence", receiver

    def _owners(self, text: Found) -> list[ModelCall]:
        owners: list[ModelCall] = []
        for origin in self.evidence.origins.of(text):
            owner = self.calls.get((origin.found.file.path, origin.number))
            if owner is not None and not TYPED_KEYS.intersection(map(str, origin.keys)) and owner not in owners:
                owners.append(owner)
        return owners


def _reads_fields(pattern: Value) -> bool:
    """Whether a pattern takes something out of a text: braces, a fence or a named field with a group."""
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return False
    text = pattern.value
    return FENCE in text or r"\{" in text or r"\[" in text or ("(" in text and (":" in text or "<" in text))


def _is_fence(value: Value) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str) and FENCE in value.value
