"""The stage itself: reads the files that may speak of language models, and any other on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind, Skipped, SourceFile
from groundrules.extract.decoding import empty_facts
from groundrules.extract.registry import CODE, reader, reader_name
from groundrules.extract.sql import fill_from_code
from groundrules.extract.trigger import Trigger

ReadBytes = Callable[[SourceFile], "bytes | Skipped"]
"""Gives the bytes of a file, or why they cannot be had."""

_LONGEST_LINE_BYTES = 1_000_000
_LINE_BOUND: frozenset[FileKind] = frozenset(
    ("python", "javascript", "typescript", "shell", "makefile", "dockerfile", "markdown", "env", "sql", "hcl")
)
"""Kinds written by hand, line by line, where a line of a megabyte is generated. JSON and notebooks have such lines."""


def facts_of(source: bytes, file: SourceFile) -> FileFacts:
    """What a file says. Never raises: a reader's own mistake is a `Skipped` in `problems`, and the run goes on."""
    too_long = _long_line(source) if file.kind in _LINE_BOUND else None
    if too_long is not None:
        return _skipped(file, Skipped(file.path, "line too long", line=too_long))
    try:
        read = reader(file)
        facts = read(source, file) if read is not None else empty_facts(file)
        if file.kind in CODE:
            fill_from_code(source, facts)
        return facts
    except Exception as error:  # the one border for bugs: one file must not end the audit of a thousand
        return _skipped(file, Skipped(file.path, "not parseable", type(error).__name__))


class Reader:
    """Reads files into facts, each once.

    `read_bytes` gets the bytes of a file; `signs` are the words that make code worth parsing; `files` are those that
    `facts` can find by path.
    """

    def __init__(self, read_bytes: ReadBytes, signs: Iterable[str], files: Iterable[SourceFile] = ()) -> None:
        """Prepare; nothing is read yet."""
        self._read_bytes = read_bytes
        self._trigger = Trigger(signs)
        self._files = {file.path: file for file in files}
        self._facts: dict[str, FileFacts] = {}

    def read(self, file: SourceFile) -> FileFacts:
        """What a file says, whether or not it mentions a sign."""
        known = self._facts.get(file.path)
        if known is None:
            known = self._facts[file.path] = self._parsed(file, self._read_bytes(file))
        return known

    def candidates(self, files: Iterable[SourceFile]) -> Iterator[FileFacts]:
        """The facts of every file that has a reader; of code, only of files that mention a sign.

        A file whose bytes cannot be had comes with its `Skipped` in `problems`.
        """
        for file in files:
            self._files[file.path] = file
            if file.kind not in CODE:
                if reader_name(file) is not None:
                    yield self.read(file)
                continue
            source = self._read_bytes(file)
            if isinstance(source, Skipped) or self._trigger.hits(source):
                if file.path not in self._facts:
                    self._facts[file.path] = self._parsed(file, source)
                yield self._facts[file.path]

    def facts(self, path: str) -> FileFacts | None:
        """What the file of a path says, read on demand and remembered; None where there is no such file."""
        file = self._files.get(path)
        return self.read(file) if file is not None else None

    def _parsed(self, file: SourceFile, source: bytes | Skipped) -> FileFacts:
        return _skipped(file, source) if isinstance(source, Skipped) else facts_of(source, file)


def _skipped(file: SourceFile, skipped: Skipped) -> FileFacts:
    facts = empty_facts(file)
    facts.problems = (skipped,)
    return facts


def _long_line(source: bytes) -> int | None:
    """The first line that is too long, or None."""
    if len(source) <= _LONGEST_LINE_BYTES:
        return None
    lines = source.split(b"\n")
    return next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE_BYTES), None)
