"""The whitelist: each node of the language is checked, and rebuilt as calls of operations that cannot fail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from groundrules.check.node import (
    MistakeError,
    Typed,
    called,
    check_number,
    check_words,
    membership,
    no_field,
    reading,
    words,
)
from groundrules.check.shape import ANYTHING, NUMBER, TRUTH, Shape, constant_shape, either, elements_of, fields_of
from groundrules.domain.errors import nearest

CALLS = ("all", "any", "len", "max", "min", "round")
"""The only calls there are."""

_DEEPEST = 40
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "_add",
    ast.Sub: "_subtract",
    ast.Mult: "_multiply",
    ast.Div: "_divide",
}
_ORDER: dict[type[ast.cmpop], tuple[str, bool]] = {
    ast.Lt: ("_less", False),
    ast.LtE: ("_at_most", False),
    ast.Gt: ("_less", True),
    ast.GtE: ("_at_most", True),
}
"""The operation behind each comparison of order, and whether its sides are exchanged."""


class Grammar:
    """Checks expressions against the names they may use; `visit` gives the safe tree and what it can give."""

    def __init__(self, names: Mapping[str, Shape]) -> None:
        self._names = dict(names)
        self._depth = 0
        self._visitors: dict[type[ast.expr], Callable[..., Typed]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Subscript: self._subscript,
            ast.Compare: self._compare,
            ast.BoolOp: self._bool_op,
            ast.UnaryOp: self._unary_op,
            ast.BinOp: self._bin_op,
            ast.IfExp: self._if_exp,
            ast.Tuple: self._sequence,
            ast.List: self._sequence,
            ast.Call: self._call,
        }

    def visit(self, node: ast.expr) -> Typed:
        """The safe form of a node, a setting left as such. Errors: `MistakeError`."""
        visitor = self._visitors.get(type(node))
        if visitor is None:
            raise MistakeError(f"{words(node)} is not part of the language")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise MistakeError("nested too deeply")
        result = visitor(node)
        self._depth -= 1
        return result

    def read(self, node: ast.expr) -> Typed:
        """The safe form of a node that is used: a setting as its value, UNKNOWN as an error when it runs."""
        if isinstance(node, (ast.Tuple, ast.List)):
            return self._sequence(node, self.read)
        return reading(*self.visit(node))

    def _constant(self, node: ast.Constant) -> Typed:
        if not (node.value is None or isinstance(node.value, (str, int, float))):
            raise MistakeError(f"a literal is text, a number, True, False or None, not {node.value!r}")
        return ast.Constant(node.value), constant_shape(node.value)

    def _name(self, node: ast.Name) -> Typed:
        if node.id not in self._names:
            raise MistakeError(f"nothing is called {node.id!r} here{nearest(node.id, self._names)}")
        return ast.Name(node.id, ast.Load()), self._names[node.id]

    def _attribute(self, node: ast.Attribute) -> Typed:
        value, shape = self.visit(node.value)
        found = [fields_of(kind)[node.attr] for kind in shape.classes if node.attr in fields_of(kind)]
        if not found:
            raise MistakeError(no_field(ast.unparse(node.value), node.attr, shape))
        result = found[0]
        for other in found[1:]:
            result = either(result, other)
        if len(found) == len(shape.classes) == 1 and not (shape.optional or shape.unknown or shape.anything):
            return ast.Attribute(value, node.attr, ast.Load()), result
        return called("_attribute", value, ast.Constant(node.attr)), either(result, Shape(optional=True))

    def _subscript(self, node: ast.Subscript) -> Typed:
        value, shape = self.visit(node.value)
        if shape.values is None:
            raise MistakeError(f"`{ast.unparse(node.value)}` is no mapping: only those take a key")
        if not (isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)):
            raise MistakeError("a key is a text literal")
        key = ast.Constant(node.slice.value)
        return called("_item", value, key), either(shape.values, Shape(optional=True))

    def _compare(self, node: ast.Compare) -> Typed:
        sides = [node.left, *node.comparators]
        pairs = [
            self._pair(left, operator, right) for left, operator, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        return (pairs[0] if len(pairs) == 1 else ast.BoolOp(ast.And(), pairs)), TRUTH

    def _pair(self, left_side: ast.expr, operator: ast.cmpop, right_side: ast.expr) -> ast.expr:
        (left, left_shape), (right, right_shape) = self.read(left_side), self.read(right_side)
        if isinstance(operator, (ast.Eq, ast.NotEq)):
            check_words(left_shape, [right_side])
            check_words(right_shape, [left_side])
            return ast.Compare(left, [operator], [right])
        if isinstance(operator, (ast.In, ast.NotIn)):
            return membership(left, left_shape, operator, right, right_side)
        if isinstance(operator, (ast.Is, ast.IsNot)):
            if not (isinstance(right_side, ast.Constant) and right_side.value is None):
                raise MistakeError("`is` asks for None only")
            return ast.Compare(left, [operator], [right])
        name, exchanged = _ORDER[type(operator)]
        if left_shape.is_number and right_shape.is_number:
            return ast.Compare(left, [operator], [right])
        return called(name, right, left) if exchanged else called(name, left, right)

    def _bool_op(self, node: ast.BoolOp) -> Typed:
        read = [self.read(value) for value in node.values]
        shape = read[0][1]
        for _, other in read[1:]:
            shape = either(shape, other)
        return ast.BoolOp(node.op, [value for value, _ in read]), shape

    def _unary_op(self, node: ast.UnaryOp) -> Typed:
        value, shape = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(ast.Not(), value), TRUTH
        if not isinstance(node.op, ast.USub):
            raise MistakeError(f"{words(node.op)} is not part of the language")
        check_number(node.operand, shape)
        return called("_negative", value), Shape(NUMBER.classes, optional=not shape.is_number)

    def _bin_op(self, node: ast.BinOp) -> Typed:
        name = _ARITHMETIC.get(type(node.op))
        if name is None:
            raise MistakeError(f"{words(node.op)} is not part of the language: arithmetic is + - * /")
        (left, left_shape), (right, right_shape) = self.read(node.left), self.read(node.right)
        check_number(node.left, left_shape)
        check_number(node.right, right_shape)
        return called(name, left, right), Shape(NUMBER.classes, optional=True)

    def _if_exp(self, node: ast.IfExp) -> Typed:
        test, _ = self.read(node.test)
        (body, body_shape), (otherwise, otherwise_shape) = self.visit(node.body), self.visit(node.orelse)
        return ast.IfExp(test, body, otherwise), either(body_shape, otherwise_shape)

    def _sequence(self, node: ast.Tuple | ast.List, visit: Callable[[ast.expr], Typed] | None = None) -> Typed:
        typed = [(visit or self.visit)(element) for element in node.elts]
        elements = [element for element, _ in typed]
        return ast.Tuple(elements, ast.Load()), Shape(parts=tuple(shape for _, shape in typed))

    def _call(self, node: ast.Call) -> Typed:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in CALLS or name in self._names:
            hint = nearest(name, CALLS) if name else ""
            raise MistakeError(f"the only calls are {', '.join(CALLS)}, not `{ast.unparse(node.func)}`{hint}")
        if node.keywords or not node.args:
            raise MistakeError(f"{name}() takes its arguments by position, at least one")
        if name in ("any", "all"):
            return called(f"_{name}", self._loop(node, name)), TRUTH
        if name in ("min", "max"):
            return self._extreme(node, "_smallest" if name == "min" else "_largest")
        return self._length(node) if name == "len" else self._rounded(node)

    def _loop(self, node: ast.Call, name: str) -> ast.expr:
        loop = node.args[0]
        if len(node.args) != 1 or not isinstance(loop, ast.GeneratorExp):
            raise MistakeError(f"{name}() takes a loop: {name}(... for x in ...)")
        before = dict(self._names)
        generators = [self._generator(generator) for generator in loop.generators]
        element, _ = self.read(loop.elt)
        self._names = before
        return ast.GeneratorExp(element, generators)

    def _generator(self, generator: ast.comprehension) -> ast.comprehension:
        if generator.is_async:
            raise MistakeError("`async` is not part of the language")
        value, shape = self.visit(generator.iter)
        element = elements_of(shape)
        if element is None:
            raise MistakeError(f"`{ast.unparse(generator.iter)}` is no list to loop over")
        target = self._bind(generator.target, element)
        conditions = [self.read(condition)[0] for condition in generator.ifs]
        return ast.comprehension(target, called("_elements", value), conditions, 0)

    def _bind(self, target: ast.expr, shape: Shape) -> ast.expr:
        if isinstance(target, ast.Name):
            if target.id in self._names or target.id in CALLS or target.id.startswith("_"):
                raise MistakeError(f"a loop cannot call its variable {target.id!r}")
            self._names[target.id] = shape
            return ast.Name(target.id, ast.Store())
        if isinstance(target, ast.Tuple) and len(target.elts) == len(shape.parts):
            pairs = zip(target.elts, shape.parts, strict=True)
            return ast.Tuple([self._bind(name, part) for name, part in pairs], ast.Store())
        raise MistakeError(f"`{ast.unparse(target)}` does not fit what the loop gives")

    def _extreme(self, node: ast.Call, operation: str) -> Typed:
        if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            return called(operation, self._loop(node, "min")), ANYTHING
        read = [self.read(argument) for argument in node.args]
        if len(read) == 1:
            raise MistakeError("min() and max() take two values or more, or a loop")
        return called(operation, ast.Tuple([value for value, _ in read], ast.Load())), ANYTHING

    def _length(self, node: ast.Call) -> Typed:
        if len(node.args) != 1:
            raise MistakeError("len() takes one argument")
        value, shape = self.read(node.args[0])
        countable = shape.is_many or str in shape.classes
        if shape.is_certain and not countable:
            raise MistakeError(f"`{ast.unparse(node.args[0])}` has no length")
        if shape.is_certain and not shape.optional and (shape.is_text or not shape.classes):
            return called("_len", value), NUMBER
        return called("_length", value), Shape(NUMBER.classes, optional=True)

    def _rounded(self, node: ast.Call) -> Typed:
        value, shape = self.read(node.args[0])
        check_number(node.args[0], shape)
        digits = [getattr(argument, "value", None) for argument in node.args[1:]]
        if len(digits) > 1 or any(digit not in range(11) for digit in digits):
            raise MistakeError("round() takes a value, and 0 to 10 digits")
        return called("_rounded", value, *map(ast.Constant, digits)), Shape(NUMBER.classes, optional=True)
