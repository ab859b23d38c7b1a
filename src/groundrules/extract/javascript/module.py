"""A JavaScript or TypeScript file from bytes to facts."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from groundrules.domain.facts import FileFacts, Suppression
from groundrules.domain.location import Span
from groundrules.domain.source import Skipped, SourceFile
from groundrules.extract.comment import MARK, suppressions_from
from groundrules.extract.decoding import UnreadableError, decode, empty_facts
from groundrules.extract.javascript.dialect import named, parse
from groundrules.extract.javascript.handlers import EXPRESSIONS, STATEMENTS
from groundrules.extract.javascript.reader import Reader

_COMMENT_OPENINGS = ("//", "/*", "{/*")


def read(source: bytes, file: SourceFile) -> FileFacts:
    """Everything that a file says. Never raises: what cannot be read is in `problems`, what can is kept."""
    facts = empty_facts(file)
    text, problems = _utf8(source, file.path)
    root = parse(text, file)
    if root is None:
        facts.problems = (*problems, Skipped(file.path, "not parseable", "the parser found no end"))
        return facts
    reader = Reader(EXPRESSIONS, STATEMENTS)
    reader.read(text, root)
    draft = reader.draft
    facts.imports = tuple(draft.imports)
    facts.scopes = tuple(scope.finished() for scope in draft.scopes)
    facts.assignments = tuple(draft.assignments)
    facts.calls = tuple(draft.calls)
    facts.loops = tuple(draft.loops)
    facts.compared = tuple(sorted(draft.compared))
    facts.suppressions = tuple(_suppressions(reader, root, text))
    facts.problems = (*problems, *_problems(reader, file.path))
    return facts


def _utf8(source: bytes, path: str) -> tuple[bytes, tuple[Skipped, ...]]:
    """The source in UTF-8 with line feeds alone, and what was lost on the way there."""
    try:
        return decode(source).encode("utf-8", "replace"), ()
    except UnreadableError as error:
        text = source.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return text.encode("utf-8", "replace"), (error.skipped(path),)


def _suppressions(reader: Reader, root: Node, source: bytes) -> Iterator[Suppression]:
    """The suppressions in real comments: a string that looks like one is none."""
    if MARK.encode() in source:
        lines = source.decode("utf-8", "replace").split("\n")
        yield from suppressions_from(list(_comments(reader, root)), lines, _COMMENT_OPENINGS)


def _comments(reader: Reader, root: Node) -> Iterator[tuple[str, Span]]:
    """The comments that hold the mark; the braces around a comment in JSX belong to it."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type == "comment" and MARK in reader.text(node):
            yield reader.text(node), reader.span(node)
        elif node.type == "jsx_expression" and node.named_children and not named(node):
            text = reader.text(node)
            if MARK in text:
                yield text, reader.span(node)
        else:
            pending.extend(reversed(node.children))


def _problems(reader: Reader, path: str) -> Iterator[Skipped]:
    draft = reader.draft
    if draft.broken_line is not None:
        yield Skipped(path, "not parseable", "syntax not understood there; the rest was read", draft.broken_line)
    if draft.deep_line is not None:
        yield Skipped(path, "nested too deeply", "", draft.deep_line)
