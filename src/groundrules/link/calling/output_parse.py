"""Where the text of a completion is taken apart by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.call_fault import OutputParse
from groundrules.domain.facts import Call
from groundrules.domain.location import Location
from groundrules.domain.model_call import ModelCall
from groundrules.domain.value import Literal, Value
from groundrules.link.calling.model_call import Calls
from groundrules.link.evidence import Evidence
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile, receiver_of, tail_of

PARSERS = {
    "json.loads": "json.loads", "simplejson.loads": "json.loads", "orjson.loads": "json.loads",
    "ujson.loads": "json.loads", "json5.loads": "json5.loads", "demjson3.decode": "demjson3.decode",
    "ast.literal_eval": "ast.literal_eval",
    "JSON.parse": "JSON.parse", "jsonrepair:jsonrepair": "jsonrepair", "json5:default.parse": "JSON5.parse",
    "best-effort-json-parser:parse": "a lenient JSON parser", "partial-json:parse": "a lenient JSON parser",
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
TEXT_KEYS = {"content", "text"}
"""Parts of a response that are the text itself."""
FENCE = "```json"
"""A fence is cut out by hand where it holds JSON; code in a fence is text, and fine as it is."""
CUTS = {"split", "strip", "removeprefix", "removesuffix", "replace", "find", "index", "lstrip", "rstrip", "partition"}
LIST_ASKED = re.compile(
    r"(?i)\b(?:numbered|bulleted|bullet|comma[- ]separated|python|json)\s+(?:list|array)\b|\bcomma[- ]separated\b"
    r"|\bas an? (?:\w+ )?(?:array|list)\b|\bone (?:\w+ )?(?:per|on each) line\b"
    r"|\bseparated by (?:commas?|new ?lines?)\b"
)
FIELDS = re.compile(
    r"""(?x)
    (?<!\\\{) \\?\{ (?!\\\{) (?: \. | \[ | \\s ) .* \\?\}       # an object in braces
    | \\\[ (?: \.[*+] | \[\\s )                                 # an array in brackets
    | \w "? \s? (?: \\s[*+] )? : (?: \\s[*+]? | \s )? \s? \(    # a labelled field
    """
)
SPLIT = "split"
MARK_TESTS = {"includes", "startsWith", "endsWith", "startswith", "endswith"}
"""Questions whether a text holds a mark that the model was asked to set."""
MOST_HELPERS = 200
"""Modules that are read for this question alone."""
SEPARATORS = {"\n", ",", ", ", ";", "\n\n"}


class OutputParses:
    """Finds the places that parse a completion's text, and gives them to the model call."""

    def __init__(self, evidence: Evidence, calls: Calls) -> None:
        self.evidence = evidence
        self.calls = calls

    def attach(self) -> None:
        """Every hand-made parse goes to its model calls, in order of place."""
        if not self.calls:
            return
        for file in (*self.evidence.sources.read_so_far(), *self._helpers()):
            for number, call in enumerate(file.facts.calls):
                for method, value in self._parsed(file, number, call):
                    self._give(OutputParse(method=method, location=file.location_of_call(number)), Found(file, value))
        self._tell_apart()
        self._attach_marks()

    def _attach_marks(self) -> None:
        """Where a decision hangs on a mark in the text of a completion, in the files that ask for it."""
        found = (self.evidence.sources.files.get(path) for path in sorted({path for path, _ in self.calls}))
        for file in (file for file in found if file is not None):
            for tail in sorted(MARK_TESTS & file.calls_by_tail.keys()):
                for number in file.calls_by_tail[tail]:
                    self._give_mark(file, number)

    def _give_mark(self, file: CodeFile, number: int) -> None:
        call = file.facts.calls[number]
        text = receiver_of(call.callee)
        if text is None or len(call.arguments) != 1 or not _is_text(call.arguments[0]):
            return
        place = file.location_of_call(number)
        for owner in self._owners(Found(file, text)):
            if place not in owner.marks:
                owner.marks.append(place)

    def _helpers(self) -> list[CodeFile]:
        """The modules that the files read so far import: where a text is handed to be taken apart."""
        sources = self.evidence.sources
        users = [file for file in sources.read_so_far() if file.facts.role == "product"]
        wanted = {
            path
            for file in users
            for item in file.facts.imports
            if (path := sources.module_path(_module_of(item.target), file.path))
        }
        fresh = sorted(wanted - {file.path for file in sources.read_so_far()})[:MOST_HELPERS]
        return [file for path in fresh if (file := sources.file(path)) is not None]

    def _give(self, parse: OutputParse, text: Found) -> None:
        """A parse that is shared with a call which sets a schema is that call's, and no finding."""
        owners = self._owners(text)
        if parse.method == SPLIT:
            owners = [owner for owner in owners if _asked_for_list(owner, parse.location.path)]
        for owner in owners:
            if all(known.location != parse.location for known in owner.parses):
                owner.parses.append(parse)
                owner.parse_is_shared = owner.parse_is_shared or any(o.structured_output.is_set for o in owners)

    def _tell_apart(self) -> None:
        """One parse of several calls (a wrapper's branches) is told of once, at a call that could ask for a schema."""
        told: set[Location] = set()
        calls = list({id(call): call for call in self.calls.values()}.values())
        for call in sorted(calls, key=lambda call: (not _could_ask(call), call.location.path, call.location.line)):
            fresh = [parse for parse in call.parses if parse.location not in told]
            call.repeats_parse = bool(call.parses) and not fresh
            call.parses = fresh + [parse for parse in call.parses if parse not in fresh]
            if not call.structured_output.is_set and not call.tools.is_set:
                told.update(parse.location for parse in fresh)

    def _parsed(self, file: CodeFile, number: int, call: Call) -> Iterator[tuple[str, Value]]:
        """What a call parses, if it is a parser: the method and the text it is given."""
        tail = tail_of(call.callee)
        if tail in ("loads", "literal_eval", "decode", "repair_json", "eval", "parse", "jsonrepair") and call.arguments:
            for name in self.evidence.resolver.symbols(file, number):
                if name in PARSERS:
                    yield PARSERS[name], call.arguments[0]
        elif tail in ("search", "match", "findall", "fullmatch", "finditer") and len(call.arguments) > 1:
            if SEARCHES & set(self.evidence.resolver.symbols(file, number)) and _reads_fields(call.arguments[0]):
                yield "a regular expression", call.arguments[1]
        elif tail in CUTS and call.arguments and _is_fence(call.arguments[0]):
            receiver = receiver_of(call.callee)
            if receiver is not None:
                yield "a cut code fence", receiver
        elif tail == "splitlines" or (tail == "split" and call.arguments and _separates(call.arguments[0])):
            receiver = receiver_of(call.callee)
            if receiver is not None:
                yield SPLIT, receiver

    def _owners(self, text: Found) -> list[ModelCall]:
        owners: list[ModelCall] = []
        for origin in self.evidence.origins.of(text):
            owner = self.calls.get((origin.found.file.path, origin.number))
            if owner is None or owner in owners or TYPED_KEYS.intersection(map(str, origin.keys)):
                continue
            if not self._is_envelope(owner) or TEXT_KEYS.intersection(map(str, origin.keys)):
                owners.append(owner)
        return owners

    def _is_envelope(self, owner: ModelCall) -> bool:
        """Whether a call gives back a whole HTTP response, of which the text is a part."""
        return bool(self.evidence.catalogue.entries[owner.product_id].facts.get("gives_envelope"))


def _module_of(target: str) -> str:
    """The module that an import target is a name of."""
    return target if ":" in target else target.rpartition(".")[0]


def _reads_fields(pattern: Value) -> bool:
    """Whether a pattern takes data out of a text: an object or array in brackets, a JSON fence, a labelled field.

    Tags and citation marks are ways of writing, and no data.
    """
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return False
    return FENCE in pattern.value or bool(FIELDS.search(pattern.value))


def _is_fence(value: Value) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str) and FENCE in value.value


def _is_text(value: Value) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str) and bool(value.value.strip())


def _separates(value: Value) -> bool:
    return isinstance(value, Literal) and value.value in SEPARATORS


def _asked_for_list(call: ModelCall, path: str) -> bool:
    """Whether a prompt of this file asks for a list, so that splitting reads what was asked for."""
    return any(prompt.location.path == path and LIST_ASKED.search(prompt.text) for prompt in call.prompts)


def _could_ask(call: ModelCall) -> bool:
    return call.offers_structured_output is True and not call.structured_output.is_set and not call.tools.is_set
