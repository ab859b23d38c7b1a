"""Whether code hands on where retrieved text is from: names that it reads, and what it returns with an answer."""

from __future__ import annotations

from groundrules.domain.grounding import Grounding
from groundrules.domain.value import Entry, Mapping, walk
from groundrules.link.retrieval.grounding import plain
from groundrules.link.retrieval.name_read import names_read
from groundrules.link.value.code import CodeFile


class NamesRead:
    """The names of a file's values, read once a file."""

    def __init__(self, words: Grounding) -> None:
        self.words = words
        self._known: dict[str, frozenset[str]] = {}
        self._returned: dict[str, frozenset[str]] = {}

    def hands_on_sources(self, file: CodeFile, is_near: bool) -> bool:
        """Whether it reads what tells where a chunk is from, or returns chunks beside an answer. `is_near`: it asks the
        index or answers, so that names that files and pages have too are those of a chunk.
        """
        fields = self.words.source_fields | (self.words.file_fields if is_near else frozenset())
        return bool(self._names(file) & fields or (is_near and self._keys(file) & self.words.returned_fields))

    def reads_scores(self, file: CodeFile) -> bool:
        """Whether it reads how near a chunk is, which it may compare."""
        return bool(self._names(file) & self.words.score_fields)

    def _names(self, file: CodeFile) -> frozenset[str]:
        if file.path not in self._known:
            self._known[file.path] = frozenset(plain(name) for name in names_read(file) if name)
        return self._known[file.path]

    def _keys(self, file: CodeFile) -> frozenset[str]:
        """The keys of mappings that functions return, or that are given to what sends an answer."""
        if file.path not in self._returned:
            returned = [value for scope in file.facts.scopes for value in scope.returns]
            sent = [
                value
                for tail in ("json", "jsonify", "JSONResponse", "send", "dumps", "stringify")
                for number in file.calls_by_tail.get(tail, ())
                for value in file.facts.calls[number].arguments
            ]
            keywords: list[Entry] = [entry for call in file.facts.calls for entry in call.keywords]
            mappings = [part for value in (*returned, *sent) for part in walk(value) if isinstance(part, Mapping)]
            keys = {entry.key for mapping in mappings for entry in mapping.entries if entry.key}
            given = {entry.key for entry in keywords if entry.key in ("sources", "citations", "references")}
            self._returned[file.path] = frozenset(plain(key) for key in keys | given if key)
        return self._returned[file.path]
