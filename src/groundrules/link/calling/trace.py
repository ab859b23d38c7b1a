"""Whether anything in a tree records what calls of models were asked, answered and cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Literal, Mapping, Member, Reference, walk
from groundrules.link.evidence import Evidence

COUNTS = re.compile(
    r"(?i)(?:^|[._])(?<!max_)(?:usage(?:_?metadata)?|(?:total|prompt|completion|input|output)_?tokens"
    r"|tokens?_?(?:usage|used|count\w*)|(?:total|token|api|request)_?costs?|experimental_telemetry|callbacks?|on_llm_end"
    r"|trac(?:er|ing|e_id)|telemetry)(?=$|[._])"
)
"""Names of token counts, costs, and what is called back with them."""


def is_traced(evidence: Evidence) -> bool:
    """Whether a product that traces is called or installed, a variable turns one on, or code reads what a call used."""
    if evidence.of_kind("tracing"):
        return True
    entries = [entry for entry in evidence.catalogue.entries.values() if entry.kind == "tracing"]
    packages = {name for entry in entries for names in entry.packages.values() for name in names}
    starts = tuple(start for entry in entries for start in str(entry.facts.get("environment", "")).split(","))
    return any(_shows(facts, packages, starts) for facts in _read(evidence))


def _read(evidence: Evidence) -> Iterator[FileFacts]:
    yield from evidence.facts.values()
    yield from (file.facts for file in evidence.sources.read_so_far())


def _shows(facts: FileFacts, packages: set[str], starts: tuple[str, ...]) -> bool:
    if any(item.name in packages for item in facts.dependencies):
        return True
    return any(name.startswith(starts) or COUNTS.search(name) for name in _names(facts))


def _names(facts: FileFacts) -> Iterator[str]:
    """Names and keys of code and configuration, and short texts, among them those of variables."""
    values = [*facts.documents, *(item.value for item in facts.assignments)]
    for call in facts.calls:
        values += [call.callee, *call.arguments, *(entry.value for entry in call.keywords)]
        yield from (entry.key for entry in call.keywords if entry.key)
    values += [value for scope in facts.scopes for value in scope.returns]
    for value in values:
        for part in walk(value):
            match part:
                case Reference(name=name):
                    yield name
                case Member(key=str() as key):
                    yield key
                case Literal(value=str() as text) if len(text) < 60:
                    yield text
                case Mapping(entries=entries):
                    yield from (entry.key for entry in entries if entry.key)
    yield from (scope.name for scope in facts.scopes)
    yield from (item.target for item in facts.assignments)
