"""Which function reads which kind of node."""

from __future__ import annotations

from typing import TypeVar

from groundrules.extract.python import assignment, atom, chain, collection, definition, operation, statement, string
from groundrules.extract.python.grammar import kinds
from groundrules.extract.python.import_statement import import_from, import_statement
from groundrules.extract.python.reader import ExpressionHandler, StatementHandler

_Handler = TypeVar("_Handler")
_ERROR = 0xFFFF
"""The number that tree-sitter gives to ERROR nodes in every grammar."""


def _by_number(table: dict[str, _Handler]) -> dict[int, _Handler]:
    return {number: handler for names, handler in table.items() for number in kinds(*names.split())}


EXPRESSIONS: dict[int, ExpressionHandler] = _by_number(
    {
        "identifier": atom.name,
        "integer float": atom.number,
        "true": atom.true,
        "false": atom.false,
        "none": atom.none,
        "ellipsis": atom.ellipsis,
        "comment line_continuation": atom.comment,
        "parenthesized_expression await": atom.wrapped,
        "unary_operator": atom.unary,
        "string": string.string,
        "concatenated_string": string.concatenated,
        "attribute call subscript": chain.chain,
        "binary_operator": operation.binary,
        "boolean_operator": operation.boolean,
        "conditional_expression": operation.conditional,
        "comparison_operator": operation.comparison,
        "not_operator": operation.negation,
        "list tuple set expression_list": collection.items,
        "dictionary": collection.dictionary,
        "pair": collection.pair,
        "list_splat": collection.star,
        "list_comprehension set_comprehension dictionary_comprehension generator_expression": collection.comprehension,
        "lambda": definition.named_lambda,
        "yield": statement.yielded,
        "assignment": assignment.assignment,
        "augmented_assignment": assignment.augmented,
        "named_expression": assignment.walrus,
        "as_pattern": assignment.as_pattern,
    }
)
"""How each kind of expression is read; others are read for what is inside them."""

STATEMENTS: dict[int, StatementHandler] = {
    _ERROR: statement.broken,
    **_by_number(
        {
            "module block": statement.block,
            "expression_statement": statement.expression,
            "pass_statement break_statement continue_statement comment": statement.nothing,
            "if_statement elif_clause": statement.conditional,
            "while_statement": statement.while_loop,
            "for_statement": statement.for_loop,
            "try_statement": statement.try_statement,
            "except_clause except_group_clause": statement.except_clause,
            "else_clause finally_clause": statement.block,
            "with_statement": statement.with_statement,
            "return_statement": statement.return_statement,
            "global_statement": statement.global_statement,
            "nonlocal_statement": statement.nonlocal_statement,
            "import_statement": import_statement,
            "import_from_statement future_import_statement": import_from,
            "decorated_definition": definition.decorated,
            "function_definition": definition.function_definition,
            "class_definition": definition.class_definition,
        }
    ),
}
"""How each kind of statement is read; others are read as expressions."""
