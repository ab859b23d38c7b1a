"""The language of conditions: Python's own syntax, a whitelist of it, checked against the domain and compiled once.

Names are the judged entity, `project`, and the variables of `any(... for x in ...)`; what can be asked of them are
the public fields and properties of the domain. There are comparisons, `and`/`or`/`not`, `in`, `is None`, arithmetic
with `+ - * /`, literals, conditional expressions, constant keys of mappings, and the calls of `grammar.CALLS`.
Nothing else compiles, so that nothing of a rule can reach anything but the facts.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from groundrules.check.grammar import Grammar
from groundrules.check.node import MistakeError
from groundrules.check.operation import read
from groundrules.check.runtime import RUNTIME
from groundrules.check.shape import TRUTH, Shape, shape_of
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.evaluation import Evaluation
from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.model_call import ModelCall, Prompt
from groundrules.domain.project import Project
from groundrules.domain.retrieval_pipeline import RetrievalPipeline
from groundrules.domain.retrieval_step import RetrievalStep
from groundrules.domain.rule import JUDGED
from groundrules.domain.training_data import Dataset
from groundrules.domain.vector_store import Embedding, VectorStore

LONGEST = 2000
"""Characters that an expression may have."""

_CLASSES: dict[str, type] = {
    "fine_tune_job": FineTuneJob,
    "dataset": Dataset,
    "vector_store": VectorStore,
    "retrieval_step": RetrievalStep,
    "retrieval_pipeline": RetrievalPipeline,
    "embedding": Embedding,
    "model_call": ModelCall,
    "prompt": Prompt,
    "evaluation": Evaluation,
    "project": Project,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can name: the judged entity under its alias, and the project."""

    alias: str
    names: Mapping[str, Shape]

    @classmethod
    def of(cls, judges: str) -> Scope:
        """The scope of rules that judge this kind of entity."""
        alias = JUDGED[judges]
        return cls(alias, {alias: shape_of(_CLASSES[judges]), "project": shape_of(Project)})


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. `shape` tells what it can give; `function` takes the entity and the project."""

    source: str
    shape: Shape
    function: Callable[[Any, Any], Any]

    def evaluate(self, entity: object, project: Project) -> Any:
        """What it gives, a setting as such. Errors: `UnknownTouchedError` where it used what is not known."""
        return self.function(entity, project)

    def value(self, entity: object, project: Project) -> Any:
        """What it gives, a setting as its value. Errors: `UnknownTouchedError` also where it gives UNKNOWN."""
        return read(self.function(entity, project))

    def holds(self, entity: object, project: Project) -> bool:
        """Whether it is true. Errors: as `value`."""
        return bool(read(self.function(entity, project)))


def compile_expression(source: str, scope: Scope) -> Expression:
    """Check and compile an expression.

    Errors: `GroundrulesError` without a place (the caller knows it), for whatever is outside the language.
    """
    try:
        tree = _parse(source)
        grammar = Grammar(scope.names)
        node, shape = grammar.visit(tree)
        return Expression(source, shape, _function(node, scope.alias))
    except MistakeError as mistake:
        raise GroundrulesError(f"{mistake} in `{_cut(source)}`") from None


def compile_condition(source: str, scope: Scope) -> Expression:
    """Check and compile an expression that is asked only whether it holds."""
    expression = compile_expression(source, scope)
    return Expression(source, TRUTH, expression.function)


def _parse(source: str) -> ast.expr:
    if len(source) > LONGEST:
        raise MistakeError(f"an expression has at most {LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(f"({source}\n)", mode="eval").body
    except SyntaxError as error:
        raise MistakeError(f"not an expression ({error.msg})") from None
    except (ValueError, RecursionError, MemoryError, Warning) as error:
        raise MistakeError(f"not an expression ({error or 'nested too deeply'})") from None
    if tree.col_offset == 0 and tree.lineno == 1 and not isinstance(tree, (ast.Tuple, ast.GeneratorExp)):
        raise MistakeError("not an expression (unbalanced parenthesis)")
    if isinstance(tree, ast.Tuple) and not tree.elts:
        raise MistakeError("an expression is missing")
    return tree


def _function(body: ast.expr, alias: str) -> Callable[[Any, Any], Any]:
    other = "project" if alias != "project" else "_project"
    parameters = ast.arguments(
        posonlyargs=[], args=[ast.arg(alias), ast.arg(other)], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, body)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(tree, "<condition>", "eval")
    function: Callable[[Any, Any], Any] = eval(code, dict(RUNTIME))
    return function


def _cut(source: str) -> str:
    text = " ".join(source.split())
    return text if len(text) <= 100 else f"{text[:97]}..."
