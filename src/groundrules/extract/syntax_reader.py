"""What every walk over a syntax tree shares: the text and place of a node, scopes, and what can not be read."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.location import Span
from groundrules.domain.value import Unknown, Value
from groundrules.extract.draft import MODULE, Context, Draft, ScopeDraft
from groundrules.extract.wide_line import WideLine, wide_lines

DEEPEST = 100
"""Nesting of an expression that is read; Python's own interpreter refuses to parse twice as much."""

Step = tuple[Node, Context]
"""A node still to be read, and what stands around it."""


class SyntaxReader:
    """Reads the syntax trees of one module into a draft; how a kind of node is read is its language's."""

    def __init__(self) -> None:
        """Start an empty module."""
        self.draft = Draft(scopes=[ScopeDraft("", "module", -1, Span(1, 1, 1, 1))])
        self.context = MODULE
        self.depth = 0
        self._source = b""
        self._wide: dict[int, WideLine] = {}

    def value(self, node: Node) -> Value:
        """The value of an expression; calls and assignments inside it are recorded on the way."""
        raise NotImplementedError

    def value_of(self, node: Node | None, parent: Node) -> Value:
        """The value of a child that broken code may lack."""
        return Unknown("syntax", self.span(parent)) if node is None else self.value(node)

    def text(self, node: Node) -> str:
        """The source text of a node."""
        return self.text_between(node.start_byte, node.end_byte)

    def text_between(self, start: int, end: int) -> str:
        """The source text from one byte to another."""
        return self._source[start:end].decode("utf-8", "replace")

    def one_line(self, node: Node) -> str:
        """The source text of a name or annotation, on one line."""
        return " ".join(self.text(node).split())

    def span(self, node: Node) -> Span:
        """Where a node stands: lines and columns from 1, columns in characters."""
        return self.span_between(node.start_point, node.end_point)

    def span_between(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The stretch from one place of the syntax tree to another, both as row and byte from 0."""
        row, column = start
        end_row, end_column = end
        if self._wide:
            column = self._characters(row, column)
            end_column = self._characters(end_row, end_column)
        return Span(row + 1, column + 1, end_row + 1, end_column + 1)

    def open_scope(self, scope: ScopeDraft) -> int:
        """Add a scope; its number."""
        self.draft.scopes.append(scope)
        return len(self.draft.scopes) - 1

    def _begin(self, source: bytes) -> None:
        self._source = source
        self._wide = wide_lines(source)

    def _too_deep(self, node: Node) -> Value:
        span = self.span(node)
        if self.draft.deep_line is None:
            self.draft.deep_line = span.line
        return Unknown("nested too deeply", span)

    def _characters(self, row: int, column: int) -> int:
        line = self._wide.get(row)
        return column if line is None else line.characters(column)


def broken_line(root: Node) -> int:
    """The first line, from 1, of a tree that has an error."""
    node = root
    while not node.is_error and (child := next((c for c in node.children if c.has_error), None)):
        node = child
    return node.start_point[0] + 1
