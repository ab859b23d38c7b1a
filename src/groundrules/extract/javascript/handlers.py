"""Which function reads which kind of node, by its name: the grammars number them differently."""

from __future__ import annotations

from typing import TypeVar

from groundrules.extract.javascript import (
    assignment,
    atom,
    chain,
    class_definition,
    collection,
    function,
    operation,
    statement,
    string,
)
from groundrules.extract.javascript.export_statement import export_statement
from groundrules.extract.javascript.import_statement import alias, import_statement
from groundrules.extract.javascript.jsx import jsx
from groundrules.extract.javascript.reader import ExpressionHandler, StatementHandler

_Handler = TypeVar("_Handler")


def _by_name(table: dict[str, _Handler]) -> dict[str, _Handler]:
    return {name: handler for names, handler in table.items() for name in names.split()}


EXPRESSIONS: dict[str, ExpressionHandler] = _by_name(
    {
        "identifier this super meta_property": chain.name,
        "number": atom.number,
        "true": atom.true,
        "false": atom.false,
        "null undefined": atom.nothing,
        "comment": atom.comment,
        "regex": atom.regular_expression,
        "unary_expression": atom.unary,
        "update_expression": atom.update,
        "sequence_expression": atom.sequence,
        "yield_expression": atom.yielded,
        "string": string.string,
        "template_string": string.template,
        "member_expression subscript_expression call_expression new_expression": chain.chain,
        chain.TRANSPARENT: chain.chain,
        "binary_expression": operation.binary,
        "ternary_expression": operation.ternary,
        "array": collection.array,
        "spread_element": collection.spread,
        "object": collection.object_literal,
        "arrow_function function_expression generator_function": function.expression,
        "class": class_definition.expression,
        "assignment_expression": assignment.assignment,
        "augmented_assignment_expression": assignment.augmented,
        "jsx_element jsx_self_closing_element jsx_fragment jsx_expression": jsx,
    }
)
"""How each kind of expression is read; others are read for what is inside them."""

STATEMENTS: dict[str, StatementHandler] = _by_name(
    {
        "program statement_block else_clause finally_clause switch_body": statement.block,
        "expression_statement throw_statement": statement.expression,
        "labeled_statement with_statement catch_clause internal_module module switch_default": statement.body,
        "empty_statement break_statement continue_statement debugger_statement comment html_comment": statement.nothing,
        "hash_bang_line interface_declaration type_alias_declaration function_signature": statement.nothing,
        "ambient_declaration": statement.nothing,
        "if_statement": statement.conditional,
        "while_statement do_statement": statement.while_loop,
        "for_statement": statement.for_loop,
        "for_in_statement": statement.for_each,
        "try_statement": statement.try_statement,
        "switch_statement switch_case": statement.switch,
        "return_statement": statement.return_statement,
        "lexical_declaration variable_declaration using_declaration": assignment.declaration,
        "import_statement": import_statement,
        "import_alias": alias,
        "export_statement": export_statement,
        "function_declaration generator_function_declaration": function.declaration,
        "class_declaration abstract_class_declaration": class_definition.declaration,
        "class_body": class_definition.body,
        "enum_declaration": class_definition.enumeration,
    }
)
"""How each kind of statement is read; others are read as expressions."""
