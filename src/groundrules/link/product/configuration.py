"""Sightings in configuration files: the keys that prove a product, and what they carry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase, translate
from functools import lru_cache

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, ConfigSign
from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Items, Mapping, Value
from groundrules.link.product.sighting import Sighting
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile


class ConfigSigns:
    """Matches files by name and keys, and files that are signs by their name alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._configs: dict[str, list[tuple[ConfigSign, CatalogueEntry]]] = defaultdict(list)
        for entry in catalogue.entries.values():
            for sign in entry.config:
                for glob in sign.files:
                    self._configs[glob].append((sign, entry))
        self.names = [(glob, entry) for entry in catalogue.entries.values() for glob in entry.files]
        self.actions = [(glob, entry) for entry in catalogue.entries.values() for glob in entry.actions]

    def may_match(self, path: str, source: bytes) -> bool:
        """Whether a file can be a sign, by its path and the keys that its text holds: if not, it need not be parsed."""
        if any(path_matches(path, glob) for glob, _ in self.names):
            return True
        return any(_holds(source, sign) for sign, _ in self._of_name(path))

    def _of_name(self, path: str) -> list[tuple[ConfigSign, CatalogueEntry]]:
        """The signs whose globs a path matches, each once."""
        found = [pair for glob, pairs in self._configs.items() if path_matches(path, glob) for pair in pairs]
        return list({id(pair[0]): pair for pair in found}.values())

    def of_path(self, path: str) -> Iterator[CatalogueEntry]:
        """The entries that a file is a sign of by its name."""
        for glob, entry in self.names:
            if path_matches(path, glob):
                yield entry

    def of_file(self, facts: FileFacts) -> Iterator[Sighting]:
        """The sightings among a file's configuration documents and the actions it uses."""
        file = CodeFile(facts)
        for sign, entry in self._of_name(facts.path) if facts.documents else ():
            for document in facts.documents:
                if _proves(document, sign):
                    yield _sighting(file, document, sign, entry)
        if facts.workflow is not None:
            for used, span in facts.workflow.uses:
                for glob, entry in self.actions:
                    if fnmatchcase(used, glob) or fnmatchcase(used.partition("@")[0], glob):
                        yield Sighting(entry, file.location(span), facts.role, file, name=used)


def path_matches(path: str, glob: str) -> bool:
    """Whether a path matches a glob; `**/` also matches no folder at all."""
    last = re.split(r"[*?\]]", glob)[-1]  # most globs are told apart by how they end, which is quicker to see
    return path.endswith(last.removeprefix("/")) and any(pattern.match(path) for pattern in _patterns(glob))


@lru_cache(maxsize=1024)
def _patterns(glob: str) -> tuple[re.Pattern[str], ...]:
    globs = {short for start in (glob, glob.removeprefix("**/")) for short in (start, start.replace("/**/", "/"))}
    return tuple(re.compile(translate(item)) for item in sorted(globs))


def _holds(source: bytes, sign: ConfigSign) -> bool:
    """Whether a text holds the last name of every key that proves a sign, and of one of those of which one must be."""
    if not all(_last(key) in source for key in sign.proves):
        return False
    return not sign.any_of or any(_last(key) in source for key in sign.any_of)


def _last(key: str) -> bytes:
    return key.rpartition(".")[2].removesuffix("[]").strip("*").encode()


def at_key(value: Value, path: str) -> list[Value]:
    """What stands at a dotted key of a configuration tree: `datasets[].path` in each of a list, `*.path` under any key.

    A key that is not constant stands for nothing.
    """
    values = [value]
    for key in path.split("."):
        name, each = key.removesuffix("[]"), key.endswith("[]")
        found = [inner for item in values if isinstance(item, Mapping) for inner in _under(item, name)]
        values = [part for item in found for part in (item.values if each and isinstance(item, Items) else (item,))]
    return values


def _under(mapping: Mapping, name: str) -> list[Value]:
    if name == "*":
        return [entry.value for entry in mapping.entries]
    value = mapping.get(name)
    return [value] if value is not None else []


def _proves(document: Value, sign: ConfigSign) -> bool:
    if not isinstance(document, Mapping) or any(at_key(document, key) for key in sign.excludes):
        return False
    if not all(at_key(document, key) for key in sign.proves):
        return False
    return not sign.any_of or any(at_key(document, key) for key in sign.any_of)


def _sighting(file: CodeFile, document: Value, sign: ConfigSign, entry: CatalogueEntry) -> Sighting:
    proving = [value for key in (*sign.proves, *sign.any_of) for value in at_key(document, key)]
    span = min((value.span for value in proving), key=lambda item: (item.line, item.column), default=document.span)
    sighting = Sighting(entry, file.location(span), file.facts.role, file, name=file.path)
    for key, common in sign.keys.items():
        values = at_key(document, key)
        if values and common not in sighting.carried:
            value = values[0] if len(values) == 1 else Items(tuple(values), values[0].span)
            sighting.carried[common] = Found(file, value)
    return sighting
