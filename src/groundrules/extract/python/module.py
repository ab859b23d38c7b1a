"""A Python file from bytes to facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from groundrules.domain.facts import FileFacts, Suppression
from groundrules.domain.location import Span
from groundrules.domain.source import Skipped, SourceFile
from groundrules.extract.comment import MARK, suppressions_from
from groundrules.extract.magic import without_magics
from groundrules.extract.python.definition import docstring
from groundrules.extract.python.grammar import COMMENT, parse
from groundrules.extract.python.handlers import EXPRESSIONS, STATEMENTS
from groundrules.extract.python.reader import Reader

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)

_MAGIC = re.compile(rb"^[ \t]*[!%]", re.MULTILINE)
"""Lines that may be notebook magics, in a file exported from one."""


def read(source: bytes, file: SourceFile) -> FileFacts:
    """Everything that a Python file says. Never raises: what cannot be read is in `problems`, what can is kept."""
    facts = FileFacts(file.path, file.kind, file.role)
    text, problems = _utf8(source, file.path)
    if _MAGIC.search(text) and parse(text).root_node.has_error:
        plain = without_magics(text.decode("utf-8", "replace"))
        text, facts.commands = plain.source.encode(), plain.commands
    reader = new_reader()
    root = reader.read(text)
    module = reader.draft.scopes[0]
    module.span = reader.span(root)
    module.docstring = docstring(reader, root)
    facts.suppressions = tuple(suppressions(reader, root, text))
    return finish(reader, facts, problems)


def new_reader() -> Reader:
    """A reader of one module, with nothing read yet."""
    return Reader(EXPRESSIONS, STATEMENTS)


def finish(reader: Reader, facts: FileFacts, problems: tuple[Skipped, ...] = ()) -> FileFacts:
    """Move what a reader has gathered into the facts of a file."""
    draft = reader.draft
    facts.imports = tuple(draft.imports)
    facts.scopes = tuple(scope.finished() for scope in draft.scopes)
    facts.assignments = tuple(draft.assignments)
    facts.calls = tuple(draft.calls)
    facts.loops = tuple(draft.loops)
    facts.compared = tuple(sorted(draft.compared))
    facts.problems = (*facts.problems, *problems, *_problems(reader, facts.path))
    return facts


def suppressions(reader: Reader, root: Node, source: bytes) -> Iterator[Suppression]:
    """The suppressions in real comments: a string that looks like one is none."""
    if MARK.encode() in source:
        lines = source.decode("utf-8", "replace").split("\n")
        yield from suppressions_from(list(_comments(reader, root)), lines, cell=reader.cell)


def _comments(reader: Reader, root: Node) -> Iterator[tuple[str, Span]]:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.kind_id in COMMENT and MARK in reader.text(node):
            yield reader.text(node), reader.span(node)
        pending.extend(reversed(node.children))


def _utf8(source: bytes, path: str) -> tuple[bytes, tuple[Skipped, ...]]:
    """The source in UTF-8 with line feeds alone, and what was lost on the way there."""
    source = source.removeprefix(_BYTE_ORDER_MARK)
    problems: tuple[Skipped, ...] = ()
    try:
        source.decode()
    except UnicodeDecodeError as error:
        text = _declared_text(source)
        if text is None:
            line = source.count(b"\n", 0, error.start) + 1
            problems = (Skipped(path, "not UTF-8", "the characters that are not were left out", line),)
        source = (source.decode("utf-8", "replace") if text is None else text).encode("utf-8", "replace")
    return source.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), problems


def _declared_text(source: bytes) -> str | None:
    """The text by the encoding that one of the first two lines declares."""
    declared = _DECLARED.search(b"\n".join(source.split(b"\n", 2)[:2]))
    if declared is None:
        return None
    try:
        return source.decode(declared[1].decode("ascii", "replace"))
    except (LookupError, ValueError):
        return None


def _problems(reader: Reader, path: str) -> Iterator[Skipped]:
    draft = reader.draft
    if draft.broken_line is not None:
        yield Skipped(path, "not parseable", "syntax not understood there; the rest was read", draft.broken_line)
    if draft.deep_line is not None:
        yield Skipped(path, "nested too deeply", "", draft.deep_line)
