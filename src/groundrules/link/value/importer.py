"""Who imports a file: the code that a step, a handler or an evaluation is started from."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from groundrules.link.value.code import CodeFile
from groundrules.link.value.sources import Sources

FARTHEST = 3
"""Imports followed upwards from a file."""


class Importers:
    """Answers it for the files of a tree that were read."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def of(self, path: str) -> list[CodeFile]:
        """The files that import a file, directly or through others, nearest first; the file itself leads."""
        found, fresh = {path: None}, [path]
        for _ in range(FARTHEST):
            fresh = sorted({near for item in fresh for near in self._by_file.get(item, ())} - found.keys())
            found.update(dict.fromkeys(fresh))
        return [self.sources.files[item] for item in found if item in self.sources.files]

    @cached_property
    def _by_file(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for file in self.sources.read_so_far():
            for item in file.facts.imports:
                for name in (item.target, item.target.rpartition(".")[0]):
                    path = self.sources.module_path(name, file.path) if name.strip(".") else None
                    if path is not None and path != file.path:
                        found[path].add(file.path)
        return found
