"""Which module reads which file: by its name where the name says more, else by its kind."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import lru_cache

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind, SourceFile

Read = Callable[[bytes, SourceFile], FileFacts]

CODE: frozenset[FileKind] = frozenset(("python", "notebook", "javascript", "typescript"))
"""What is parsed only where a trigger hits."""

_BY_KIND: dict[FileKind, str] = {
    "python": "python",
    "notebook": "notebook",
    "javascript": "javascript",
    "typescript": "javascript",
    "yaml": "yaml",
    "toml": "toml",
    "json": "json",
    "jsonl": "jsonl",
    "env": "env",
    "requirements": "manifest",
    "prompt": "prompt",
    "markdown": "document",
    "shell": "shell",
    "makefile": "makefile",
    "dockerfile": "dockerfile",
    "workflow": "workflow",
    "sql": "sql",
    "hcl": "hcl",
}
_CONFIGURATION: frozenset[FileKind] = frozenset(("yaml", "toml", "json", "requirements", "workflow", "other"))
_COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$|\.compose\.ya?ml$", re.IGNORECASE)


def reader_name(file: SourceFile) -> str | None:
    """The module of `extract` that reads a file; None where there is none."""
    named = _named_reader(file.path) if file.kind in _CONFIGURATION else None
    return named or _BY_KIND.get(file.kind)


@lru_cache(maxsize=100_000)
def _named_reader(path: str) -> str | None:
    """The module that reads a file for its name; asked several times a file, and dozens of patterns long."""
    from groundrules.extract.manifest import is_manifest
    from groundrules.extract.workflow import is_workflow

    if is_manifest(path):
        return "manifest"
    if is_workflow(path):
        return "workflow"
    if path.lower().endswith(".ini"):
        return "ini"
    return "compose" if _COMPOSE.search(path) else None


def reader(file: SourceFile) -> Read | None:
    """The function that reads a file, its module imported on first need; None where no module reads its kind."""
    name = reader_name(file)
    if name is None:
        return None
    read: Read = importlib.import_module(f"groundrules.extract.{name}").read
    return read
