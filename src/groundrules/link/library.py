"""Which projects are layers for other people's applications, and no applications themselves."""

from __future__ import annotations

from groundrules.domain.project import Project
from groundrules.domain.value import Literal, Mapping
from groundrules.link.boundary import covers
from groundrules.link.evidence import Evidence
from groundrules.link.product.configuration import at_key

PROVIDERS_OF_A_LIBRARY = 5
"""Code that speaks to this many providers and serves nobody is a layer for others, not an application."""
PUBLISHES = ("exports", "module", "types", "typings", "publishConfig")
"""Keys of a package.json by which others use a package; `main` stands in those of applications too."""


class Libraries:
    """Tells libraries by the catalogue, by what their manifests publish, and by whom they speak to."""

    def __init__(self, evidence: Evidence, folders: list[str]) -> None:
        self.evidence = evidence
        self.folders = folders

    def is_library(self, project: Project) -> bool:
        """Whether a project is a layer for other people's applications: it is a package of the catalogue, or a package
        that is built, serves nobody and sends only what its callers give, or speaks to many providers.
        """
        entries = self.evidence.catalogue.entries.values()
        packages = {name for entry in entries for names in entry.packages.values() for name in names}
        published = self._published_name(project.path)
        # A folder is named like a package of npm by chance: `ai`, `next`.
        in_python = {name for entry in entries for name in entry.packages.get("pypi", ())}
        if project.name in in_python or published in packages or self._is_inside_package(project.path):
            return True
        if published and self._is_built(project.path) and not project.is_served and not _own_prompts(project):
            return True
        providers = {call.provider for call in project.model_calls if call.role == "product" and call.provider}
        return len(providers) >= PROVIDERS_OF_A_LIBRARY and not project.is_served

    def _is_inside_package(self, folder: str) -> bool:
        """Whether a folder is a part of a package that npm publishes (below the root, which may hold anything)."""
        around = [path for path in self.folders if path and path != folder and covers(path, folder)]
        return any(self._is_published_by_npm(path) for path in around)

    def _published_name(self, folder: str) -> str:
        prefix = "" if folder == "." else folder + "/"
        names = (("pyproject.toml", "project.name"), ("pyproject.toml", "tool.poetry.name"), ("package.json", "name"))
        for name, key in names:
            facts = self.evidence.facts.get(prefix + name)
            for document in facts.documents if facts is not None else ():
                for value in at_key(document, key) if isinstance(document, Mapping) else ():
                    if isinstance(value, Literal) and isinstance(value.value, str):
                        return value.value
        return ""

    def _is_built(self, folder: str) -> bool:
        """Whether a package is made of a folder: a build system, or what npm is to publish, beside its name."""
        manifest = "pyproject.toml" if folder == "." else f"{folder}/pyproject.toml"
        is_python = any(at_key(item, "build-system") for item in self._documents(manifest))
        return is_python or self._is_published_by_npm(folder)

    def _is_published_by_npm(self, folder: str) -> bool:
        documents = self._documents("package.json" if folder == "." else f"{folder}/package.json")
        return any(at_key(item, key) for item in documents for key in PUBLISHES if not at_key(item, "private"))

    def _documents(self, path: str) -> list[Mapping]:
        facts = self.evidence.facts.get(path)
        return [item for item in facts.documents if isinstance(item, Mapping)] if facts is not None else []


def _own_prompts(project: Project) -> bool:
    return any(prompt.role == "product" for prompt in project.prompts)
