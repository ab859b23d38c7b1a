"""The catalogue, turned round: from a qualified name, a command or a file name to the entries that it is a sign of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from groundrules.domain.catalogue import AssetKind, CallSign, Catalogue, CatalogueEntry, SqlSign
from groundrules.link.value.node_module import tail_of_name

ON_DEMAND = ("data_source", "table_access")
"""Kinds that are looked for in chosen files only: their signs (any HTTP request) are in all code, LLM work or not."""


LAUNCHERS = {
    "sudo", "time", "nohup", "exec", "env", "uv", "run", "uvx", "poetry", "pipenv", "pdm", "hatch", "rye", "npx",
    "bunx", "pnpm", "yarn", "bun", "dlx", "accelerate", "launch", "torchrun", "deepspeed", "conda", "python", "python3",
    "pipx", "command", "CMD", "ENTRYPOINT", "xvfb-run", "ipython", "coverage", "modal", "tool",
}  # fmt: skip
"""Words before a command that only launch it."""
PARAMETERS = ("%", "$", ":", "?", "'", "{", "(")
"""How what an operator compares with begins in SQL that code holds."""
Language = Literal["python", "javascript"]
REACHING: tuple[AssetKind, ...] = (
    "client", "chat_model", "model_call", "structured_output", "prompt_template", "embedding", "vector_store",
    "ingestion", "retrieval", "fine_tune_job", "dataset_upload",
)  # fmt: skip
"""Kinds of entries whose calls reach a model or an index."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A call sign with the entry it belongs to."""

    entry: CatalogueEntry
    call: CallSign
    language: Language = "python"


class Signs:
    """Looks up call signs by qualified name, exactly or through a `module*` pattern.

    `tails` are the last components of all names of a language: a call of another name is no sign, unless that name was
    given anew.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._exact: dict[str, list[Sign]] = defaultdict(list)
        self._patterns: dict[str, list[tuple[str, str, Sign]]] = defaultdict(list)
        self._gives: dict[str, str] = {}
        self.tails: dict[Language, set[str]] = {"python": set(), "javascript": set()}
        for entry in catalogue.entries.values():
            for call in entry.python:
                self._add(Sign(entry, call))
            for call in entry.javascript:
                self._add(Sign(entry, call, "javascript"))

    def _add(self, sign: Sign) -> None:
        name = sign.call.name
        tail = tail_of_name(name)
        if sign.entry.kind not in ON_DEMAND:
            self.tails[sign.language].add(tail)
        if "*" in name:
            prefix, _, suffix = name.partition("*")
            self._patterns[tail].append((prefix, suffix, sign))
        else:
            self._exact[name].append(sign)

    def of(self, name: str, language: Language = "python") -> list[Sign]:
        """The signs of a language that a qualified name matches."""
        return [sign for sign in self._all(name) if sign.language == language]

    def _all(self, name: str) -> list[Sign]:
        found = list(self._exact.get(name, ()))
        for prefix, suffix, sign in self._patterns.get(tail_of_name(name), ()):
            if name.startswith(prefix) and name.endswith(suffix) and len(name) >= len(prefix) + len(suffix):
                found.append(sign)
        return found

    def is_root(self, name: str) -> bool:
        """Whether a module's name is the beginning of a product's names (`openai`, `langchain_openai`)."""
        return name in self._roots

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(name.partition(".")[0] for name in self._exact if ":" not in name)

    def gives(self, name: str) -> str:
        """The type of what a call of this name gives back: as its sign says, else the name itself."""
        if name not in self._gives:
            self._gives[name] = next((sign.call.gives for sign in self._all(name) if sign.call.gives), name)
        return self._gives[name]


def triggers(catalogue: Catalogue, language: Language, *, product: bool) -> list[str]:
    """Texts one of which any code of a language with LLM work holds: imports of the packages that are signs, the words
    of commands that a notebook runs, prompts and files of rows. A bare package name would not do: `http` is in every
    licence. Of what is no `product` code (tests, examples) only what reaches a model, or evaluates one.
    """
    found = {".jsonl", "PROMPT", "_prompt", "prompt_", "prompt ="} if product else set()
    for entry in catalogue.entries.values():
        if not _is_reason_to_read(entry) or not (product or entry.kind in (*REACHING, "evaluation")):
            continue
        found.update(word for sign in entry.sql for word in _in_texts(sign))
        if language == "python":
            found.update(_imports(entry.python))
            found.update(_spoken(command.command) for command in entry.shell)
        else:
            found.update(_quoted(module, quote) for quote in "\"'`" for module in _modules(entry.javascript))
            found.update(max(call.url.split("*"), key=len) for call in entry.javascript if call.url)
    return sorted(found)


def _in_texts(sign: SqlSign) -> Iterator[str]:
    """What SQL in code holds where it is a sign: an operator before what it compares with, the name of a function."""
    if operator := sign.where.get("operator"):
        yield from (f" {operator} {start}" for start in PARAMETERS)
    named = max(sign.name.split("*"), key=len)
    if sign.action == "call" and named:
        yield from (named, named.upper())


def _is_reason_to_read(entry: CatalogueEntry) -> bool:
    """Whether code is read for an entry's sake. A look-alike without a `family` is told apart where something else was
    a reason to read: prompts of terminals and keyword search are in all code.
    """
    return entry.kind not in ON_DEMAND and (entry.kind != "look_alike" or "family" in entry.facts)


def _imports(calls: Iterable[CallSign]) -> set[str]:
    """How an import of a package begins: on a line of its own, or after another."""
    return {start + root for root in _roots(calls) for start in ("import ", "from ", ", ")}


def model_packages(catalogue: Catalogue) -> tuple[str, ...]:
    """The beginnings of the import targets whose calls reach a model or an index."""
    entries = [entry for entry in catalogue.entries.values() if entry.kind in REACHING]
    found = {root for entry in entries for root in _roots(entry.python)}
    for module in {module for entry in entries for module in _modules(entry.javascript)}:
        found.update((module,) if module.endswith("/") else (module + ":", module + "/"))
    return tuple(sorted(found))


def _quoted(module: str, quote: str) -> str:
    """A module as an import names it; the beginning of one has no end."""
    return quote + module + ("" if module.endswith("/") else quote)


def _modules(calls: Iterable[CallSign]) -> set[str]:
    """The modules of JavaScript signs; one that is a pattern by its beginning, up to a slash."""
    return {call.name.rpartition(":")[0].partition("*")[0] for call in calls if ":" in call.name and not call.url}


def _roots(calls: Iterable[CallSign]) -> set[str]:
    return {call.name.partition(".")[0].rstrip("*") for call in calls}


def _spoken(pattern: str) -> str:
    """The longest text without a glob in the pattern of a command, without what only launches it."""
    words = pattern.split()
    while len(words) > 1 and (words[0] in LAUNCHERS or words[0].startswith("-")):
        words.pop(0)
    return max(" ".join(words).split("*"), key=len)
