"""Manifests: what a project depends on, in every form that Python and JavaScript projects write it."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.extract import conda, lockfile, package_json, pyproject, requirements, setup_cfg
from groundrules.extract.decoding import read_text

_Fill = Callable[[str, FileFacts], None]

_FORMS: tuple[tuple[str, _Fill], ...] = (
    ("pyproject.toml", pyproject.fill),
    ("pipfile", pyproject.fill_pipfile),
    ("setup.cfg", setup_cfg.fill),
    ("package.json", package_json.fill),
    ("environment*.y*ml", conda.fill),
    ("conda*.y*ml", conda.fill),
    ("*requirements*.txt", requirements.fill),
    ("*requirements*.in", requirements.fill),
    ("constraints*.txt", requirements.fill),
)


def is_manifest(path: str) -> bool:
    """Whether a path is that of a manifest or lock file we know by name."""
    return lockfile.is_lock_file(path) or _form(path) is not None


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The dependencies of a manifest or lock file, and its configuration where it holds any."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add what a manifest says to its facts. Raises `UnreadableError`."""
    if lockfile.is_lock_file(facts.path):
        lockfile.fill(text, facts)
    else:
        (_form(facts.path) or requirements.fill)(text, facts)


def _form(path: str) -> _Fill | None:
    name = path.lower().rpartition("/")[2]
    return next((fill for pattern, fill in _FORMS if fnmatch.fnmatchcase(name, pattern)), None)
