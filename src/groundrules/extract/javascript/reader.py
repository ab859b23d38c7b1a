"""The walk over a syntax tree: statements and bodies on an explicit stack, expressions by bounded recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tree_sitter import Node

from groundrules.domain.facts import Assignment
from groundrules.domain.location import Span
from groundrules.domain.value import Reference, Unknown, Value
from groundrules.extract.draft import MODULE, Context, Draft, ScopeDraft
from groundrules.extract.wide_line import WideLine, wide_lines

DEEPEST = 100
"""Nesting of an expression that is read."""

Step = tuple[Node, Context]
ExpressionHandler = Callable[["Reader", Node], Value]
StatementHandler = Callable[["Reader", Node], Iterable[Step]]
"""Reads one statement, and gives back the statements inside it with what stands around them."""


class Reader:
    """Reads one module."""

    def __init__(
        self, expressions: Mapping[str, ExpressionHandler], statements: Mapping[str, StatementHandler]
    ) -> None:
        """Start an empty module; the tables say how each kind of node is read."""
        self.draft = Draft(scopes=[ScopeDraft("", "module", -1, Span(1, 1, 1, 1))])
        self.context = MODULE
        self.depth = 0
        self._expressions = expressions
        self._statements = statements
        self._bodies: list[Step] = []
        self._source = b""
        self._wide: dict[int, WideLine] = {}

    def read(self, source: bytes, root: Node) -> None:
        """Add what a syntax tree says to the draft."""
        self._source = source
        self._wide = wide_lines(source)
        self.draft.scopes[0].span = self.span(root)
        if root.has_error:
            self.draft.broken_line = _broken_line(root)
        self.run(root, MODULE)

    def run(self, node: Node, context: Context) -> None:
        """Read a statement or body and all that is inside it, now."""
        around, bodies = self.context, self._bodies
        pending = [(node, context)]
        while pending:
            current, self.context = pending.pop()
            self._bodies = []
            handler = self._statements.get(current.type)
            if handler is None:
                self.value(current)
                inside: list[Step] = []
            else:
                inside = list(handler(self, current))
            inside = self._bodies + inside
            inside.reverse()
            pending.extend(inside)
        self.context, self._bodies = around, bodies

    def later(self, body: Node, context: Context) -> None:
        """Read the body of a function after the statement that it stands in: no nesting of functions is too deep."""
        self._bodies.append((body, context))

    def value(self, node: Node) -> Value:
        """The value of an expression; calls and assignments inside it are recorded on the way."""
        if self.depth >= DEEPEST:
            return self._too_deep(node)
        handler = self._expressions.get(node.type)
        self.depth += 1
        value = self._not_understood(node) if handler is None else handler(self, node)
        self.depth -= 1
        return value

    def value_of(self, node: Node | None, parent: Node) -> Value:
        """The value of a child that broken code may lack."""
        return Unknown("syntax", self.span(parent)) if node is None else self.value(node)

    def text(self, node: Node) -> str:
        """The source text of a node."""
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def text_between(self, start: int, end: int) -> str:
        """The source text from one byte to another."""
        return self._source[start:end].decode("utf-8", "replace")

    def one_line(self, node: Node) -> str:
        """The source text of a name or annotation, on one line."""
        return " ".join(self.text(node).split())

    def span(self, node: Node) -> Span:
        """Where a node stands: lines and columns from 1, columns in characters."""
        if self._wide:
            return self.span_between(node.start_point, node.end_point)
        row, column = node.start_point
        end_row, end_column = node.end_point
        return Span(row + 1, column + 1, end_row + 1, end_column + 1)

    def span_between(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The stretch from one place of the syntax tree to another."""
        row, column = start
        end_row, end_column = end
        if self._wide:
            column = self._characters(row, column)
            end_column = self._characters(end_row, end_column)
        return Span(row + 1, column + 1, end_row + 1, end_column + 1)

    def assign(self, target: str, value: Value, span: Span, annotation: str = "", scope: int | None = None) -> None:
        """Record a value given to a name, in the scope that the walk stands in unless another is given."""
        where = self.context.scope if scope is None else scope
        if target and not (isinstance(value, Reference) and value.name == target and value.scope == where):
            self.draft.assignments.append(Assignment(target, value, where, span, annotation))

    def reference(self, name: str, node: Node) -> Value:
        """A name used here; broken code may lack it."""
        span = self.span(node)
        return Reference(name, self.context.scope, span) if name else Unknown("syntax", span)

    def open_scope(self, scope: ScopeDraft) -> int:
        """Add a scope; its number."""
        self.draft.scopes.append(scope)
        return len(self.draft.scopes) - 1

    def _not_understood(self, node: Node) -> Value:
        """Read what is inside a node of another kind: broken code, or syntax that is newer than the grammar."""
        for child in node.named_children:
            if child.type in self._statements:
                self.later(child, self.context)
            else:
                self.value(child)
        return Unknown("syntax", self.span(node))

    def _too_deep(self, node: Node) -> Value:
        span = self.span(node)
        if self.draft.deep_line is None:
            self.draft.deep_line = span.line
        return Unknown("nested too deeply", span)

    def _characters(self, row: int, column: int) -> int:
        line = self._wide.get(row)
        return column if line is None else line.characters(column)


def _broken_line(node: Node) -> int:
    while not node.is_error and (child := next((c for c in node.children if c.has_error), None)):
        node = child
    return node.start_point[0] + 1
