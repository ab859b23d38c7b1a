"""Where one project ends and another begins: the nearest folder with a manifest."""

from __future__ import annotations

from collections.abc import Iterable

MANIFESTS = {
    "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "environment.yml", "environment.yaml",
    "package.json", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "Gemfile", "composer.json",
}  # fmt: skip
PARTS = {
    "test", "tests", "eval", "evals", "evaluation", "evaluations", "script", "scripts", "tools", "docs", "doc", "data",
    "notebook", "notebooks", "infra", "deploy", "deployment", "docker", "ci", "benchmark", "benchmarks", "training",
    "finetune", "fine-tune", "fine_tune", "fine-tuning", "finetuning", "fine_tuning", "requirements",
}  # fmt: skip
"""Folders that belong to the project around them even when they bring a manifest of their own."""
WHOLE_PARTS = {"test", "tests", "eval", "evals", "evaluation", "evaluations", "benchmark", "benchmarks"}
"""Folders of which this is true at any depth: one folder an evaluation is usual."""


def project_folders(paths: Iterable[str]) -> list[str]:
    """The folders that are projects, longest first; the root ("") is always one."""
    folders = {""}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name in MANIFESTS and not _is_part(folder) and not _hidden(folder):
            folders.add(folder)
    return sorted(folders, key=lambda folder: (-len(folder), folder))


def _is_part(folder: str) -> bool:
    """Whether a folder belongs to what is around it: by its own name, or that of a folder above it."""
    names = folder.lower().split("/")
    return names[-1] in PARTS or not WHOLE_PARTS.isdisjoint(names)


def _hidden(folder: str) -> bool:
    return any(part.startswith(".") for part in folder.split("/") if part)


def project_of(path: str, folders: list[str]) -> str:
    """The folder of the project that a file belongs to."""
    return next(folder for folder in folders if not folder or path.startswith(folder + "/"))


def covers(outer: str, inner: str) -> bool:
    """Whether what stands in one project also counts for another: its own, and those inside it."""
    return outer == inner or not outer or inner.startswith(outer + "/")
