"""Functions of all forms: what each declares, and the scope that its body is read in."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from groundrules.domain.facts import LoopKind, Parameter
from groundrules.domain.value import Reference, Unknown, Value
from groundrules.extract.draft import Context, ScopeDraft
from groundrules.extract.javascript.dialect import named
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.target import bind
from groundrules.extract.syntax_reader import DEEPEST, Step

FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function"})
"""Functions that are expressions."""

_DEPTH_OF_A_BODY = 3
"""What a body that is read at once counts as, in expressions."""

_PATTERNS = frozenset({"object_pattern", "array_pattern"})
_TYPED = frozenset({"required_parameter", "optional_parameter"})
_OWN_PROPERTY = frozenset({"accessibility_modifier", "override_modifier", "readonly"})


def declaration(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`function f() {}`."""
    function(reader, node, name_of(reader, node))
    return ()


def expression(reader: Reader, node: Node) -> Value:
    """A function that stands in an expression: a value of no text. Its scope has the same span."""
    function(reader, node, name_of(reader, node) or "<function>")
    return Unknown("function", reader.span(node))


def function(
    reader: Reader,
    node: Node,
    name: str,
    decorators: tuple[Value, ...] = (),
    given: Sequence[Value] = (),
    around: Context | None = None,
    now: bool = False,
) -> int:
    """Open the scope of a function and read its parameters; its body is read later. The number of the scope.

    `given` are values known for its first parameters; `around` says in what loop or try its body runs; `now` that
    what it gives back is needed at once.
    """
    outside = reader.context
    scope = ScopeDraft(name, "function", outside.scope, reader.span(node), (), decorators)
    number = reader.open_scope(scope)
    loop: LoopKind = around.loop if around is not None else ""
    reader.context = Context(number, loop, handled=around.handled if around is not None else False)
    scope.parameters = _parameters(reader, node, given)
    body = node.child_by_field_name("body")
    if body is not None and body.type == "statement_block":
        read_body = reader.run if now and reader.depth + _DEPTH_OF_A_BODY < DEEPEST else reader.later
        reader.depth += _DEPTH_OF_A_BODY
        read_body(body, reader.context)
        reader.depth -= _DEPTH_OF_A_BODY
    elif body is not None:
        scope.returns.append(reader.value(body))
    reader.context = outside
    return number


def name_of(reader: Reader, node: Node) -> str:
    """The name that a declaration gives itself; empty where it has none."""
    name = node.child_by_field_name("name")
    return "" if name is None else reader.text(name)


def annotation_of(reader: Reader, node: Node) -> str:
    """The type behind a colon, as written."""
    written = node.child_by_field_name("type")
    return "" if written is None else reader.one_line(written).removeprefix(":").strip()


def _parameters(reader: Reader, node: Node, given: Sequence[Value]) -> tuple[Parameter, ...]:
    single = node.child_by_field_name("parameter")
    listed = node.child_by_field_name("parameters")
    nodes = [single] if single is not None else named(listed) if listed is not None else []
    nodes = [child for child in nodes if not _is_this(child)]
    return tuple(_parameter(reader, child, position, given) for position, child in enumerate(nodes))


def _is_this(node: Node) -> bool:
    """`this: T`, which TypeScript writes among the parameters."""
    pattern = node.child_by_field_name("pattern")
    return pattern is not None and pattern.type == "this"


def _parameter(reader: Reader, node: Node, position: int, given: Sequence[Value]) -> Parameter:
    pattern, default_node = _parts(node)
    annotation = annotation_of(reader, node) if node.type in _TYPED else ""
    for decorator in node.children_by_field_name("decorator"):
        reader.value(decorator)
    default = None if default_node is None else reader.value(default_node)
    stars = ""
    if pattern.type == "rest_pattern":
        stars, pattern = "*", named(pattern)[0] if named(pattern) else pattern
    name = f"<{position}>" if pattern.type in _PATTERNS else reader.one_line(pattern)
    _bind(reader, node, pattern, name, given[position : position + 1])
    return Parameter(stars + name, default, annotation)


def _parts(node: Node) -> tuple[Node, Node | None]:
    """What a parameter binds, and its default."""
    if node.type == "assignment_pattern":
        return node.child_by_field_name("left") or node, node.child_by_field_name("right")
    if node.type in _TYPED:
        return node.child_by_field_name("pattern") or node, node.child_by_field_name("value")
    return node, None


def _bind(reader: Reader, node: Node, pattern: Node, name: str, given: Sequence[Value]) -> None:
    """Assign what is known of a parameter: its value, the names that take it apart, the property it becomes."""
    span = reader.span(pattern)
    for value in given:
        reader.assign(name, value, span)
    own = Reference(name, reader.context.scope, span)
    if pattern.type in _PATTERNS:
        bind(reader, pattern, own, span)
    if node.type in _TYPED and any(child.type in _OWN_PROPERTY for child in node.children):
        reader.assign(f"self.{name}", own, span)
