"""Sightings in configuration files: the keys that prove a product, and what they carry."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, ConfigSign
from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Items, Mapping, Value
from groundrules.link.answer import Found
from groundrules.link.code import CodeFile
from groundrules.link.sighting import Sighting

NAMED = ("prompt", "json", "yaml", "toml", "workflow", "markdown", "jsonl", "other", "data")


class ConfigSigns:
    """Matches files by name and keys, and files that are signs by their name alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.configs = [(sign, entry) for entry in catalogue.entries.values() for sign in entry.config]
        self.names = [(glob, entry) for entry in catalogue.entries.values() for glob in entry.files]
        self.actions = [(glob, entry) for entry in catalogue.entries.values() for glob in entry.actions]

    def of_path(self, path: str) -> Iterator[CatalogueEntry]:
        """The entries that a file is a sign of by its name."""
        for glob, entry in self.names:
            if path_matches(path, glob):
                yield entry

    def of_file(self, facts: FileFacts) -> Iterator[Sighting]:
        """The sightings among a file's configuration documents and the actions it uses."""
        file = CodeFile(facts)
        for document in facts.documents:
            for sign, entry in self.configs:
                if any(path_matches(facts.path, glob) for glob in sign.files) and _proves(document, sign):
                    yield _sighting(file, document, sign, entry)
        if facts.workflow is not None:
            for used, span in facts.workflow.uses:
                for glob, entry in self.actions:
                    if fnmatchcase(used, glob) or fnmatchcase(used.partition("@")[0], glob):
                        yield Sighting(entry, file.location(span), facts.role, file, name=used)


def path_matches(path: str, glob: str) -> bool:
    """Whether a path matches a glob; `**/` also matches no folder at all."""
    if fnmatchcase(path, glob):
        return True
    return glob.startswith("**/") and fnmatchcase(path, glob.removeprefix("**/"))


def at_key(value: Value, path: str) -> list[Value]:
    """What stands at a dotted key (`datasets[].path`) of a configuration tree."""
    values = [value]
    for key in path.split("."):
        name, each = key.removesuffix("[]"), key.endswith("[]")
        following: list[Value] = []
        for item in values:
            found = item.get(name) if isinstance(item, Mapping) else None
            if found is not None and each:
                following.extend(found.values if isinstance(found, Items) else (found,))
            elif found is not None:
                following.append(found)
        values = following
    return values


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
