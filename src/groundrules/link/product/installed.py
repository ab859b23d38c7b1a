"""Which versions of a package a project installs, by its manifests, lock files and install commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from groundrules.domain.facts import Command, FileFacts
from groundrules.link.boundary import project_of
from groundrules.link.product.version import admits, requires
from groundrules.link.value.sources import folders_upwards

Age = Literal["old", "new", "unknown"]
Named = tuple[str, str, str]
"""An ecosystem, a package, and what is said of its version."""

PACKAGE = re.compile(r"(?P<name>@?[\w./-]+)(?:\[[^\]]*\])?(?P<specifier>.*)")
INSTALLERS = {
    "pip": "pypi", "pip3": "pypi", "%pip": "pypi", "uv": "pypi", "poetry": "pypi", "pipenv": "pypi", "conda": "pypi",
    "mamba": "pypi", "npm": "npm", "pnpm": "npm", "yarn": "npm", "bun": "npm",
}  # fmt: skip


class Installed:
    """Answers it for the projects of a tree. `folders` are those of all projects."""

    def __init__(self, facts: Iterable[FileFacts], folders: list[str]) -> None:
        self._named: dict[str, list[Named]] = {}
        for item in facts:
            named = [*_in_manifest(item), *_in_commands(item.commands)]
            if named:
                self._named.setdefault(project_of(item.path, folders), []).extend(named)

    def age(self, ecosystem: str, package: str, boundary: str, folder: str) -> Age:
        """Whether a project installs a package from before a version (where any of its manifests says so), or may
        install a later one; "unknown" where nothing names it. What is around a project counts where that is silent.
        """
        specifiers = self._specifiers(ecosystem, package, folder)
        if not specifiers:
            return "unknown"
        return "new" if all(admits(specifier, boundary) for specifier in specifiers) else "old"

    def is_at_least(self, ecosystem: str, package: str, boundary: str, folder: str) -> bool:
        """Whether a project certainly installs a package from a version on."""
        specifiers = self._specifiers(ecosystem, package, folder)
        return (
            bool(specifiers)
            and all(admits(specifier, boundary) for specifier in specifiers)
            and any(requires(specifier, boundary) for specifier in specifiers)
        )

    def _specifiers(self, ecosystem: str, package: str, folder: str) -> list[str]:
        """What is said of a package's version, by the nearest project that says something."""
        for place in folders_upwards(folder):
            listed = self._named.get(place.rstrip("/"), ())
            specifiers = [specifier for kind, name, specifier in listed if (kind, name) == (ecosystem, package)]
            if specifiers:
                return specifiers
        return []


def _in_manifest(facts: FileFacts) -> Iterator[Named]:
    for item in facts.dependencies:
        yield item.ecosystem, item.name, f"=={item.version}" if item.version else item.specifier


def _in_commands(commands: Iterable[Command]) -> Iterator[Named]:
    """`pip install openai==0.28`, `npm install openai@3`."""
    for command in commands:
        ecosystem = next((INSTALLERS[word] for word in command.words[:3] if word in INSTALLERS), "")
        if ecosystem and not {"install", "add"}.isdisjoint(command.words[:4]):
            for word in command.words:
                match = PACKAGE.match(word)
                if match is not None:
                    yield ecosystem, match["name"].lower(), match["specifier"].lstrip("@")
