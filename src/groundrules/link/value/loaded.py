"""Configuration that code reads by its path: what `yaml.safe_load(open(path))` and its like give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.domain.facts import Call
from groundrules.domain.value import CallResult, Entry, Mapping, Value
from groundrules.link.value.answer import Answer, Found
from groundrules.link.value.code import receiver_of
from groundrules.link.value.path import Paths

if TYPE_CHECKING:
    from groundrules.link.value.resolver import Resolver

LOADS = {
    "yaml.safe_load", "yaml.load", "yaml.full_load", "yaml.unsafe_load", "json.load", "json.loads", "tomllib.load",
    "tomllib.loads", "tomli.load", "tomli.loads", "toml.load", "toml.loads", "omegaconf.OmegaConf.load", "hjson.load",
    "JSON.parse", "js-yaml:load", "js-yaml:default.load", "yaml:parse", "yaml:default.parse",
}  # fmt: skip
"""Calls that give the document of the file which they are given opened, or by its path."""
PARSERS = {"configparser.ConfigParser", "configparser.RawConfigParser", "configparser.SafeConfigParser"}
"""Objects that hold the sections of the files which they are told to read."""
LIVE_KINDS = ("yaml", "toml", "json", "other", "env")


class LoadedFiles:
    """Finds the documents of the tree that loading calls give."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.paths = Paths(resolver)

    def of_call(self, found: Found, call: Call) -> Found | None:
        """The document that a loading call gives; None where its path is not known, or leads out of the tree."""
        given = call.arguments[0] if call.arguments else call.keyword("stream")
        return self._document(found.at(given)) if given is not None else None

    def opened(self, answer: Answer) -> Answer:
        """The document that an answer loads, where it is such a call; else the answer itself."""
        if not isinstance(answer, Found) or not isinstance(answer.value, CallResult):
            return answer
        call = answer.file.call(answer.value)
        loads = LOADS.intersection(self.resolver.symbols(answer.file, answer.value.call))
        return (self.of_call(answer, call) if loads else None) or answer

    def of_parser(self, made: Found, result: CallResult) -> Found | None:
        """What a parser of INI files holds: the one file that it is told to read, where that is in the tree."""
        calls = [made.file.facts.calls[number] for number in made.file.calls_by_tail.get("read", ())]
        read = [call for call in calls if call.arguments and self._is_called_on(made, call, result)]
        return self._document(made.at(read[0].arguments[0])) if len(read) == 1 else None

    def _is_called_on(self, made: Found, call: Call, result: CallResult) -> bool:
        receiver = receiver_of(call.callee)
        if receiver is None:
            return False
        answers = self.resolver.follow(made.at(receiver))
        return any(
            isinstance(answer, Found) and answer.file.path == made.file.path and _is(answer.value, result)
            for answer in answers
        )

    def _document(self, path: Found) -> Found | None:
        """The one document of the file that a path means; guarded, since a path may be read from a file itself."""
        key = ("document", path.file.path, path.value.span.line, path.value.span.column, path.cell)
        if not self.resolver.trail.enter(*key):
            return None
        try:
            written = self.paths.file(path)
        finally:
            self.resolver.trail.leave(*key)
        file = self.resolver.sources.file(written) if written is not None else None
        if file is None or file.facts.kind not in LIVE_KINDS or len(file.facts.documents) != 1:
            return None
        return Found(file, file.facts.documents[0], None, "configuration")


def _is(value: Value, result: CallResult) -> bool:
    return isinstance(value, CallResult) and value.call == result.call


def entry_of(mapping: Mapping, key: str, *, any_case: bool = False) -> Entry | None:
    """The last entry of a key, in any case where its format asks for none."""
    wanted = key.lower() if any_case else key
    for entry in reversed(mapping.entries):
        if entry.key is not None and (entry.key.lower() if any_case else entry.key) == wanted:
            return entry
    return None


def section_value(document: Found, section: str, key: str) -> Found | None:
    """What an INI file holds at a key of a section, or of its DEFAULT; None where it holds nothing."""
    for name in (section, "DEFAULT"):
        if isinstance(document.value, Mapping) and (inside := entry_of(document.value, name)) is not None:
            entry = entry_of(inside.value, key, any_case=True) if isinstance(inside.value, Mapping) else None
            if entry is not None:
                return document.at(entry.value)
    return None
