"""Paths as parts of URIs."""

from __future__ import annotations

from urllib.parse import quote


def quoted(path: str) -> str:
    """A POSIX path percent-encoded by its bytes, with its slashes kept: a valid relative reference."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "backslashreplace")
    return quote(data)
