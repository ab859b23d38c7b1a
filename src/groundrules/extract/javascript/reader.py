"""The walk over a syntax tree: statements and bodies on an explicit stack, expressions by bounded recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tree_sitter import Node

from groundrules.domain.facts import Assignment
from groundrules.domain.location import Span
from groundrules.domain.value import Reference, Unknown, Value
from groundrules.extract.draft import MODULE, Context
from groundrules.extract.syntax_reader import DEEPEST, Step, SyntaxReader, broken_line

ExpressionHandler = Callable[["Reader", Node], Value]
StatementHandler = Callable[["Reader", Node], Iterable[Step]]
"""Reads one statement, and gives back the statements inside it with what stands around them."""


class Reader(SyntaxReader):
    """Reads one module."""

    def __init__(
        self, expressions: Mapping[str, ExpressionHandler], statements: Mapping[str, StatementHandler]
    ) -> None:
        """Start an empty module; the tables say how each kind of node is read."""
        super().__init__()
        self._expressions = expressions
        self._statements = statements
        self._bodies: list[Step] = []

    def read(self, source: bytes, root: Node) -> None:
        """Add what a syntax tree says to the draft."""
        self._begin(source)
        self.draft.scopes[0].span = self.span(root)
        if root.has_error:
            self.draft.broken_line = broken_line(root)
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

    def assign(self, target: str, value: Value, span: Span, annotation: str = "", scope: int | None = None) -> None:
        """Record a value given to a name, in the scope that the walk stands in unless another is given."""
        where = self.context.scope if scope is None else scope
        if target and not (isinstance(value, Reference) and value.name == target and value.scope == where):
            self.draft.assignments.append(Assignment(target, value, where, span, annotation))

    def reference(self, name: str, node: Node) -> Value:
        """A name used here; broken code may lack it."""
        span = self.span(node)
        return Reference(name, self.context.scope, span) if name else Unknown("syntax", span)

    def _not_understood(self, node: Node) -> Value:
        """Read what is inside a node of another kind: broken code, or syntax that is newer than the grammar."""
        for child in node.named_children:
            if child.type in self._statements:
                self.later(child, self.context)
            else:
                self.value(child)
        return Unknown("syntax", self.span(node))
