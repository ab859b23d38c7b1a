"""Patterns of paths, carried from the folder they were written in to the root."""

from __future__ import annotations


def rebase(pattern: str, folder: str) -> str:
    """An `exclude` pattern (as in .gitignore) written in `folder`, as the root would write it; "" is the root."""
    if not folder:
        return pattern
    negation = "!" if pattern.startswith("!") else ""
    body = pattern[len(negation) :]
    anchored = "/" in body.rstrip("/")
    return f"{negation}{folder}/{'' if anchored else '**/'}{body.lstrip('/')}"


def rebase_path(pattern: str, folder: str) -> str:
    """The path or glob of an `[[ignore]]` entry written in `folder`, as the root would write it; "" is the root."""
    return f"{folder}/{pattern.removeprefix('./')}" if folder else pattern
