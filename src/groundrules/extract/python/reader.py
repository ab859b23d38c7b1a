"""The walk over a syntax tree: statements on an explicit stack, expressions by recursion that is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tree_sitter import Node

from groundrules.domain.facts import Assignment
from groundrules.domain.location import Span
from groundrules.domain.value import Reference, Unknown, Value
from groundrules.extract.draft import MODULE, ScopeDraft
from groundrules.extract.python.grammar import parse
from groundrules.extract.syntax_reader import DEEPEST, Step, SyntaxReader, broken_line

ExpressionHandler = Callable[["Reader", Node], Value]
StatementHandler = Callable[["Reader", Node], Iterable[Step]]
"""Reads one statement, and gives back the statements inside it with what stands around them."""


class Reader(SyntaxReader):
    """Reads one module: a file in one go, or a notebook cell by cell, with names that hold across cells."""

    def __init__(
        self, expressions: Mapping[int, ExpressionHandler], statements: Mapping[int, StatementHandler]
    ) -> None:
        """Start an empty module; the tables say how each kind of node is read."""
        super().__init__()
        self.cell: int | None = None
        self._expressions = expressions
        self._statements = statements
        self._pending: list[Step] = []

    def read(self, source: bytes, cell: int | None = None) -> Node:
        """Add what a source says to the draft; the root of its syntax tree."""
        self.cell = cell
        self._begin(source)
        root = parse(source).root_node
        if root.has_error:
            self._note_broken(root)
        self._pending.append((root, MODULE))
        self._run()
        return root

    def value(self, node: Node) -> Value:
        """The value of an expression; calls and assignments inside it are recorded on the way."""
        if self.depth >= DEEPEST:
            return self._too_deep(node)
        handler = self._expressions.get(node.kind_id)
        self.depth += 1
        value = self._not_understood(node) if handler is None else handler(self, node)
        self.depth -= 1
        return value

    def assign(self, target: str, value: Value, span: Span, annotation: str = "") -> None:
        """Record a value given to a name, in the scope that `global` and `nonlocal` say."""
        scope = self.context.scope
        outer = self.draft.scopes[scope].outer
        if outer:
            scope = outer.get(target, scope)
        self.draft.assignments.append(Assignment(target, value, scope, span, annotation, self.cell))

    def reference(self, name: str, node: Node) -> Reference:
        """A name used here."""
        return Reference(name, self.context.scope, self.span(node))

    def open_scope(self, scope: ScopeDraft) -> int:
        """Add a scope; its number."""
        scope.cell = self.cell
        self.draft.scopes.append(scope)
        return len(self.draft.scopes) - 1

    def _run(self) -> None:
        pending = self._pending
        statements = self._statements
        while pending:
            node, self.context = pending.pop()
            handler = statements.get(node.kind_id)
            if handler is None:
                self.value(node)
                continue
            inside = list(handler(self, node))
            inside.reverse()
            pending.extend(inside)

    def _not_understood(self, node: Node) -> Value:
        """Read what is inside a node of another kind: a statement of Python 2, a pattern, broken code."""
        inside = []
        for child in node.named_children:
            if child.kind_id in self._statements:
                inside.append((child, self.context))
            else:
                self.value(child)
        self._pending.extend(reversed(inside))
        return Unknown("syntax", self.span(node))

    def _note_broken(self, root: Node) -> None:
        if self.draft.broken_line is None:
            self.draft.broken_line = broken_line(root)
            self.draft.broken_cell = self.cell
