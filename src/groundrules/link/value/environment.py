"""Environment variables that the tree gives a value to: .env files and their examples."""

from __future__ import annotations

from collections.abc import Iterable

from groundrules.domain.facts import FileFacts
from groundrules.domain.value import Entry, Literal, Mapping
from groundrules.link.value.answer import Found
from groundrules.link.value.code import CodeFile
from groundrules.link.value.sources import folders_upwards

REDACTED = "<redacted>"


class Environment:
    """The variables of every .env file, by folder; a real .env goes before an example."""

    def __init__(self, facts: Iterable[FileFacts]) -> None:
        self._files: dict[str, list[FileFacts]] = {}
        for item in facts:
            if item.kind == "env":
                self._files.setdefault(item.path.rpartition("/")[0], []).append(item)
        for files in self._files.values():
            files.sort(key=lambda item: (len(item.path), item.path))

    def value(self, name: str, near: str) -> Found | None:
        """The value of a variable in the nearest .env upwards; None where none gives it (or gives a secret)."""
        for folder in folders_upwards(near.rpartition("/")[0]):
            for facts in self._files.get(folder.rstrip("/"), []):
                entry = _entry(facts, name)
                if entry is not None and isinstance(entry.value, Literal) and entry.value.value not in ("", REDACTED):
                    return Found(CodeFile(facts), entry.value, None, "environment")
        return None


def _entry(facts: FileFacts, name: str) -> Entry | None:
    for document in facts.documents:
        if isinstance(document, Mapping):
            for entry in document.entries:
                if entry.key is not None and entry.key.upper() == name.upper():
                    return entry
    return None
