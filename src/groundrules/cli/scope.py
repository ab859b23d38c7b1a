"""Which project the given paths belong to: it is read whole, and what lies under the paths is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from groundrules.domain.errors import GroundrulesError

_MANIFESTS = (
    "groundrules.toml", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "environment.yml",
    "package.json", "Cargo.toml", "go.mod", "pom.xml", "build.gradle",
)  # fmt: skip
_SET_APART = frozenset({"fixtures", "fixture", "testdata", "examples", "example", "samples", "sample", "demos", "demo"})
"""Folders whose content is no part of the project around it. Named by the user, it is a project of its own."""


@dataclass(frozen=True)
class Scope:
    """`root` is read, `only` (relative POSIX paths; empty for all) shown; configuration is sought from `start` up."""

    root: Path
    only: tuple[str, ...]
    start: Path


def find_scope(paths: Sequence[str]) -> Scope:
    """The project of the given paths. Errors: `GroundrulesError` where one is missing or they share no project."""
    targets = [_existing(path) for path in paths]
    root = _shared_root(targets)
    shown = () if root in targets else tuple(sorted({path.relative_to(root).as_posix() for path in targets}))
    start = Path(os.path.commonpath([_folder(path) for path in targets]))
    return Scope(root, shown, start)


def _existing(path: str) -> Path:
    try:
        return Path(path).resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise GroundrulesError(f"no such file or folder: {path!r}") from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise GroundrulesError(f"cannot be read: {path!r}: {reason.lower()}") from None


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _shared_root(targets: Sequence[Path]) -> Path:
    """The one project that holds all targets."""
    roots = sorted({project_root(_folder(target)) for target in targets}, key=lambda root: len(root.parts))
    outermost = roots[0]
    for other in roots[1:]:
        if not other.is_relative_to(outermost):
            raise GroundrulesError(f"'{outermost}' and '{other}' are different projects: audit them one at a time")
    return outermost


def project_root(folder: Path) -> Path:
    """The top of the git work tree around a folder, else the nearest folder upwards with a manifest, else itself."""
    top = next((above for above in _upwards(folder) if (above / ".git").exists()), None)
    if top is None:
        return next((above for above in _upwards(folder) if _has_manifest(above)), folder)
    if _SET_APART.isdisjoint(folder.relative_to(top).parts):
        return top
    between = (above for above in _upwards(folder) if above != top and above.is_relative_to(top))
    return next((above for above in between if _has_manifest(above)), folder)


def _upwards(folder: Path) -> Iterator[Path]:
    """A folder and those above it. The home folder and what is above it are nobody's project, unless asked for."""
    yield folder
    home = Path.home()
    for above in folder.parents:
        if home.is_relative_to(above):
            return
        yield above


def _has_manifest(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _MANIFESTS)
