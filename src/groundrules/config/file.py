"""Find the configuration of a project and read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from groundrules.config.document import Document, KeyPath, read
from groundrules.config.key import check
from groundrules.domain.errors import GroundrulesError

OWN_FILE = "groundrules.toml"
SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = ("tool", "groundrules")


@dataclass(frozen=True)
class Configuration:
    """What a configuration file sets: `values` by the field names of `Settings`. Without a file, nothing."""

    path: Path | None = None
    values: dict[str, Any] = field(default_factory=dict)


def find(start: Path, root: Path) -> Path | None:
    """The nearest configuration from a folder upwards, never above the project's root.

    In one folder `groundrules.toml` comes before `pyproject.toml`, which counts only with `[tool.groundrules]`.
    """
    for folder in (start, *start.parents):
        own, shared = folder / OWN_FILE, folder / SHARED_FILE
        if own.is_file():
            return own
        if shared.is_file() and _has_table(shared):
            return shared
        if folder == root:
            return None
    return None


def load(path: Path, root: Path, known_rules: Collection[str]) -> Configuration:
    """Read one configuration file. `known_rules` are the rule ids and families that it may name.

    Patterns are made relative to `root`. Errors: `GroundrulesError` with path and line for every mistake.
    """
    document = read(shown(path), text_of(path))
    table, prefix = _table(document, path)
    return Configuration(path, check(document, table, prefix, _folder(path, root), known_rules))


def text_of(path: Path) -> str:
    """The text of a file that the user names. Errors: `GroundrulesError` where it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GroundrulesError(f"cannot be read: {(error.strerror or str(error)).lower()}", shown(path)) from None
    except UnicodeDecodeError:
        raise GroundrulesError("is not UTF-8", shown(path)) from None


def _table(document: Document, path: Path) -> tuple[dict[str, Any], KeyPath]:
    prefix = _SHARED_TABLE if path.name == SHARED_FILE else ()
    table = document.table(*prefix)
    if table is None:
        raise GroundrulesError("has no [tool.groundrules] table", document.path)
    if not isinstance(table, dict):
        document.wrong(prefix, "'tool.groundrules' must be a table")
    return table, prefix


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml configures us. Another tool's broken pyproject.toml is not ours to complain about."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return "groundrules" in text and read(str(path), text).table(*_SHARED_TABLE) is not None
    except (OSError, UnicodeDecodeError):
        return False
    except GroundrulesError:
        return "[tool.groundrules" in text


def _folder(path: Path, root: Path) -> str:
    """The folder that patterns are written in, relative to the root; empty at the root or outside of it."""
    folder = path.resolve().parent
    return str(PurePosixPath(folder.relative_to(root))) if folder != root and folder.is_relative_to(root) else ""


def shown(path: Path) -> str:
    """A path as the user would type it."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
