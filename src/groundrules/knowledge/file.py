"""Files of the declarative side: their text, and their names as messages show them."""

from __future__ import annotations

from pathlib import Path

from groundrules.domain.errors import GroundrulesError


def shown(path: Path, root: Path) -> str:
    """The path from the folder that holds `rules/`, in POSIX form: `rules/retrieval/no-refresh-path.yaml`."""
    return path.relative_to(root.parent).as_posix() if path.is_relative_to(root.parent) else path.as_posix()


def read_text(path: Path) -> str:
    """The text of a file. Errors: `GroundrulesError` where it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise GroundrulesError("not UTF-8", path.as_posix(), 1) from None
    except OSError as error:
        reason = (error.strerror or "not readable").lower()
        raise GroundrulesError(f"cannot be read: {reason}", path.as_posix()) from None
