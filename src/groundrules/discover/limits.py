"""How large a file may be before it is left unread."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.source import FileKind

_CONFIG: frozenset[FileKind] = frozenset(
    {"yaml", "toml", "json", "env", "requirements", "makefile", "dockerfile", "workflow", "hcl"}
)
_UNLIMITED: frozenset[FileKind] = frozenset({"jsonl", "csv", "data", "other"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest sizes, in bytes, by what a file is read as. Datasets have none: their reader is bounded."""

    code_size_bytes: int = 2_000_000
    config_size_bytes: int = 5_000_000
    notebook_size_bytes: int = 30_000_000

    def of(self, kind: FileKind) -> int | None:
        """Return the limit for `kind` in bytes, or None where size does not matter."""
        if kind in _UNLIMITED:
            return None
        if kind == "notebook":
            return self.notebook_size_bytes
        return self.config_size_bytes if kind in _CONFIG else self.code_size_bytes


DEFAULT = Limits()
