"""Reading a text as a file, and what must hold for whatever comes out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Span
from groundrules.domain.source import FileKind, SourceFile
from groundrules.domain.value import Entry, Literal, Mapping, Value, walk
from groundrules.extract import facts_of


def read(path: str, kind: FileKind, source: str | bytes) -> FileFacts:
    """The facts of a file of this path, kind and content, checked for what must always hold."""
    content = source.encode() if isinstance(source, str) else source
    facts = facts_of(content, SourceFile(path, kind, "product", len(content)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts) == facts
    lines = _lines(content)
    assert [span for span in spans(facts) if not _is_inside(span, lines)] == []
    return facts


def spans(facts: FileFacts) -> Iterator[Span]:
    """Every span of the facts."""
    for section in (facts.commands, facts.dependencies, facts.blocks, facts.suppressions, facts.statements):
        yield from (found.span for found in section)
    for document in facts.documents:
        for value in walk(document):
            yield value.span
            yield from (entry.span for entry in value.entries) if isinstance(value, Mapping) else ()
    if facts.workflow is not None:
        yield from (span for _, span in facts.workflow.uses)


def _lines(content: bytes) -> list[str]:
    """The lines of a file as its reader sees them."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _is_inside(span: Span, lines: list[str]) -> bool:
    """Whether a span begins and ends, in order, in the lines of a file."""
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    places = all(1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in (start, end))
    return places and start <= end


def words(commands: tuple[Command, ...]) -> list[str]:
    """The commands as lines."""
    return [" ".join(command.words) for command in commands]


def plain(value: Value) -> object:
    """A tree of values as Python's own."""
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Mapping):
        own = {entry.key: plain(entry.value) for entry in value.entries}
        return {**own, "<<": [plain(spread) for spread in value.spread]} if value.spread else own
    return [plain(element) for element in getattr(value, "values", ())]


def entry_of(document: Value, *keys: str) -> Entry:
    """The entry under nested keys."""
    found: Entry | None = None
    for key in keys:
        assert isinstance(document, Mapping)
        found = next(entry for entry in document.entries if entry.key == key)
        document = found.value
    assert found is not None
    return found


def shown(source: str, span: Span) -> str:
    """The text that a span covers."""
    lines = source.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
