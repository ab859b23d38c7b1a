"""Conda environments: their packages, and those of the `pip` list inside."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Dependency, FileFacts
from groundrules.domain.value import Literal, Value
from groundrules.extract import yaml
from groundrules.extract.requirement import requirement
from groundrules.extract.tree import at, items, literals

_NO_PACKAGES = frozenset(("python", "pip"))


def fill(text: str, facts: FileFacts) -> None:
    """Add the document and dependencies to the facts of an environment file. Raises `UnreadableError`."""
    yaml.fill(text, facts)
    facts.dependencies = tuple(found for document in facts.documents for found in _dependencies(document))


def _dependencies(document: Value) -> Iterator[Dependency]:
    for element in items(at(document, "dependencies")):
        named = [element] if isinstance(element, Literal) else literals(at(element, "pip"))
        for literal in named:
            written = str(literal.value).partition("::")[2] or str(literal.value)
            found = requirement(_as_pip(written), literal.span)
            if found is not None and found.name not in _NO_PACKAGES:
                yield found


def _as_pip(written: str) -> str:
    """`name=1.2=build` and `name 1.2.*` as pip would write them."""
    name, equals, version = written.partition("=")
    if equals and name[-1:] not in ("<", ">", "~", "!", "") and not version.startswith("="):
        return f"{name}=={version.partition('=')[0]}"
    return written
