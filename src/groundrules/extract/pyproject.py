"""pyproject.toml and Pipfile: dependencies by PEP 621, dependency groups, Poetry, PDM, Hatch, uv and Pipenv."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.domain.facts import Dependency, FileFacts
from groundrules.domain.value import Entry, Literal, Value
from groundrules.extract import toml
from groundrules.extract.requirement import normalised, pinned_version, requirement
from groundrules.extract.tree import at, entries, literals, text


def fill(source: str, facts: FileFacts) -> None:
    """Add the document and dependencies to the facts of a pyproject.toml. Raises `UnreadableError`."""
    toml.fill(source, facts)
    facts.dependencies = tuple(_dependencies(facts.documents[0]))


def fill_pipfile(source: str, facts: FileFacts) -> None:
    """Add the document and dependencies to the facts of a Pipfile. Raises `UnreadableError`."""
    toml.fill(source, facts)
    root = facts.documents[0]
    groups = (("packages", ""), ("dev-packages", "dev"))
    facts.dependencies = tuple(found for key, group in groups for found in _table(at(root, key), group))


def _dependencies(root: Value) -> Iterator[Dependency]:
    """Every group: `group` is empty for what the project itself needs."""
    yield from _list(at(root, "project", "dependencies"), "")
    for holder in (("project", "optional-dependencies"), ("dependency-groups",), ("tool", "pdm", "dev-dependencies")):
        for group, entry in entries(at(root, *holder)):
            yield from _list(entry.value, group)
    yield from _list(at(root, "tool", "uv", "dev-dependencies"), "dev")
    for name, entry in entries(at(root, "tool", "hatch", "envs")):
        yield from _list(at(entry.value, "dependencies"), name)
        yield from _list(at(entry.value, "extra-dependencies"), name)
    poetry = at(root, "tool", "poetry")
    yield from _table(at(poetry, "dependencies"), "")
    yield from _table(at(poetry, "dev-dependencies"), "dev")
    for group, entry in entries(at(poetry, "group")):
        yield from _table(at(entry.value, "dependencies"), group)


def _list(value: Value | None, group: str) -> Iterator[Dependency]:
    """Requirements as texts; other elements (`{include-group = ...}`) name no package."""
    for literal in literals(value):
        found = requirement(literal.value, literal.span, group) if isinstance(literal.value, str) else None
        if found is not None:
            yield found


def _table(value: Value | None, group: str) -> Iterator[Dependency]:
    """Packages as keys: `name = "^1.0"` or `name = {version = "^1.0", ...}`. Python itself is none."""
    for name, entry in entries(value):
        if name != "python":
            specifier = _specifier(entry)
            yield Dependency(normalised(name), "pypi", specifier, pinned_version(specifier), entry.span, group)


def _specifier(entry: Entry) -> str:
    if isinstance(entry.value, Literal):
        return text(entry.value) or ""
    for key in ("git", "url", "path"):
        address = text(at(entry.value, key))
        if address is not None:
            return "@ " + address
    return text(at(entry.value, "version")) or ""
