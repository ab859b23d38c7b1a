"""Functions in SQL that look up vectors: who calls one by its name asks the table that it reads."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from groundrules.domain.source import Tree
from groundrules.domain.vector_store import Retrieval, VectorStore

CREATED = re.compile(r"(?i)\bcreate\s+(?:or\s+replace\s+)?function\s+(?:\"?\w+\"?\.)?\"?(\w+)\"?\s*\(")
LARGEST_BYTES = 1_000_000


class SearchFunctions:
    """The functions around the lookups of some stores, by name."""

    def __init__(self, tree: Tree, stores: list[VectorStore]) -> None:
        self.root = tree.root
        self._by_name: dict[str, list[tuple[VectorStore, Retrieval]]] = defaultdict(list)
        for store in stores:
            for retrieval in store.retrievals:
                if retrieval.location.path.endswith(".sql") and (name := self._around(retrieval)):
                    self._by_name[name].append((store, retrieval))

    def named(self, name: str) -> list[tuple[VectorStore, Retrieval]]:
        """The stores that a function of this name looks up in, and where; of several files the last one counts."""
        found = sorted(self._by_name.get(name.lower(), []), key=lambda pair: pair[1].location.path)
        return list({id(store): (store, retrieval) for store, retrieval in found}.values())

    def _around(self, retrieval: Retrieval) -> str:
        """The name of the function that a lookup stands in: the last one begun before it."""
        try:
            text = (Path(self.root) / retrieval.location.path).read_bytes()[:LARGEST_BYTES].decode("utf-8", "replace")
        except OSError:
            return ""
        before = "\n".join(text.splitlines()[: retrieval.location.line])
        names = CREATED.findall(before)
        return names[-1].lower() if names else ""
