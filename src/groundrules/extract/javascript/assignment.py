"""Assignments in all their forms: declarations, `=`, `+=`, `??=`, and what `exports` is given."""

from __future__ import annotations

from tree_sitter import Node

from groundrules.domain.value import Mapping, Reference, Unknown, Value
from groundrules.extract.javascript.class_definition import CLASS, class_definition
from groundrules.extract.javascript.function import FUNCTIONS, annotation_of, function
from groundrules.extract.javascript.key import IDENTIFIER
from groundrules.extract.javascript.operation import combined
from groundrules.extract.javascript.reader import Reader
from groundrules.extract.javascript.require import bring_in, required
from groundrules.extract.javascript.target import bind, name_of_value, target_name
from groundrules.extract.syntax_reader import Step

_PATTERNS = frozenset({"object_pattern", "array_pattern", "object", "array"})
_EXPORTS = ("module.exports", "exports")
MODULE_SCOPE = 0


def declaration(reader: Reader, node: Node) -> tuple[Step, ...]:
    """`const a = b, {c} = d;`: a name that is declared without a value is not assigned."""
    for child in node.named_children:
        name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
        if name is not None and value is not None:
            _give(reader, name, value, child, annotation_of(reader, child))
        elif child.type != "comment" and name is None:
            reader.value(child)
    return ()


def assignment(reader: Reader, node: Node) -> Value:
    """`a = b`. The value of `a = b = c` is c."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return reader.value_of(right or left, node)
    return _give(reader, left, right, node)


def augmented(reader: Reader, node: Node) -> Value:
    """`a += b`: a is given what the operator makes of a and b."""
    left, operator_node = node.child_by_field_name("left"), node.child_by_field_name("operator")
    operator = operator_node.type.removesuffix("=") if operator_node is not None else ""
    before = reader.value_of(left, node)
    after = reader.value_of(node.child_by_field_name("right"), node)
    value = combined(operator, [before, after], reader.span(node))
    reader.assign(name_of_value(before), value, reader.span(node))
    return value


def _give(reader: Reader, target: Node, node: Node, whole: Node, annotation: str = "") -> Value:
    """Give a target what a node says: a function or class takes its name, `require` is an import."""
    span = reader.span(whole)
    module = required(reader, node)
    if module is not None and bring_in(reader, target, *module, span):
        return Unknown("module", span)
    if target.type in _PATTERNS:
        value = reader.value(node)
        bind(reader, target, value, span)
        return value
    name = target_name(reader, target) or ""
    exported = _exported_name(name)
    if node.type in FUNCTIONS and name:
        function(reader, node, exported or name)
        return Unknown("function", reader.span(node))
    if node.type == CLASS and name:
        class_definition(reader, node, name=exported or name)
        return Unknown("class", reader.span(node))
    value = reader.value(node)
    if exported:
        _export(reader, exported, value, whole)
    else:
        reader.assign(name, value, span, annotation)
    return value


def _exported_name(target: str) -> str:
    """The name under which a target of CommonJS is exported; empty for other targets."""
    if target in _EXPORTS:
        return "default"
    for prefix in _EXPORTS:
        if target.startswith(prefix + "."):
            return target.removeprefix(prefix + ".")
    return ""


def _export(reader: Reader, name: str, value: Value, node: Node) -> None:
    """`exports.a = b` gives the module's `a`; the entries of `module.exports = {...}` are exported one by one too."""
    reader.assign(name, value, reader.span(node), scope=MODULE_SCOPE)
    if name != "default" or not isinstance(value, Mapping):
        return
    for entry in value.entries:
        if entry.key is None or not IDENTIFIER.fullmatch(entry.key):
            continue
        if isinstance(entry.value, Unknown):
            _name_scope(reader, entry.value, entry.key)
        elif not (isinstance(entry.value, Reference) and entry.value.name == entry.key):
            reader.assign(entry.key, entry.value, entry.span, scope=MODULE_SCOPE)


def _name_scope(reader: Reader, value: Unknown, name: str) -> None:
    """A function among the exported entries has their name for others."""
    for scope in reader.draft.scopes:
        if scope.name == f".{name}" and scope.span == value.span:
            scope.name = name
