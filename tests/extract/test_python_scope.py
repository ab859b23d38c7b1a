from __future__ import annotations

import pytest

from groundrules.domain.facts import Import, Parameter, Scope
from groundrules.domain.location import Span
from groundrules.domain.value import Literal, Reference
from tests.extract.written import assigned, python, written


def imported(source: str) -> list[tuple[str, str, int]]:
    return [(found.name, found.target, found.scope) for found in python(source).imports]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import openai", [("openai", "openai")]),
        ("import a.b, c", [("a", "a"), ("c", "c")]),
        ("import a.b as d", [("d", "a.b")]),
        ("from openai import OpenAI as Client, error", [("Client", "openai.OpenAI"), ("error", "openai.error")]),
        ("from . import x", [("x", ".x")]),
        ("from ..config import (\n  A,  # why\n  B as C,\n)", [("A", "..config.A"), ("C", "..config.B")]),
        ("from m import *", [("*", "m")]),
        ("from .. import *", [("*", "..")]),
        ("from __future__ import annotations", [("annotations", "__future__.annotations")]),
        ("try:\n import a\nexcept ImportError:\n import b as a", [("a", "a"), ("a", "b")]),
    ],
)
def test_imports(source: str, expected: list[tuple[str, str]]) -> None:
    assert imported(source) == [(name, target, 0) for name, target in expected]


def test_an_import_knows_its_scope_and_place() -> None:
    (found,) = python("def f():\n    import torch as t\n").imports
    assert found == Import("t", "torch", 1, Span(2, 12, 2, 22))


SCOPES = '''"""Module."""
class Store(Base, pydantic.BaseModel, Generic[T], metaclass=Meta):
    """A store."""

    size: int = 3
    name: str

    @retry(stop=stop(3))
    @staticmethod
    async def ask(self, q: str, /, n: int = 5, *rest, k=None, **more: int) -> str:
        """Ask."""
        if q:
            return None
        yield await self.client.chat(q)
        yield from parts
        return
'''


def test_scopes() -> None:
    module, store, ask = python(SCOPES).scopes
    assert module == Scope("", "module", -1, Span(1, 1, 17, 1), docstring="Module.")
    assert (store.name, store.kind, store.parent, store.docstring) == ("Store", "class", 0, "A store.")
    assert store.bases == ("Base", "pydantic.BaseModel", "Generic")
    assert (ask.name, ask.kind, ask.parent, ask.docstring) == ("ask", "function", 1, "Ask.")
    assert ask.span == Span(10, 5, 16, 15)
    assert [written(found) for found in ask.decorators] == ["#1", "staticmethod"]
    assert [written(found) for found in ask.returns] == ["None", "#2", "parts[]"]
    assert ask.parameters == (
        Parameter("self"),
        Parameter("q", None, "str"),
        Parameter("n", Literal(5, Span(10, 45, 10, 46)), "int"),
        Parameter("*rest"),
        Parameter("k", Literal(None, Span(10, 57, 10, 61))),
        Parameter("**more", None, "int"),
    )


def test_what_a_class_declares() -> None:
    facts = python(SCOPES)
    assert [(found.target, found.annotation, written(found.value)) for found in facts.assignments] == [
        ("size", "int", "3"),
        ("name", "str", "<declared only>"),
    ]


def test_references_know_their_scope() -> None:
    (module_call, inner_call) = python("def f(a=b()):\n    return c()\n").calls
    assert module_call.callee == Reference("b", 0, Span(1, 9, 1, 10))
    assert inner_call.callee == Reference("c", 1, Span(2, 12, 2, 13))


def test_a_lambda_is_a_function() -> None:
    facts = python("ask = lambda q, n=1: call(q)\nrun(lambda: other())\n")
    assert [(scope.name, scope.kind, scope.parent) for scope in facts.scopes[1:]] == [
        ("ask", "function", 0),
        ("<lambda>", "function", 0),
    ]
    assert [written(found) for found in facts.scopes[1].returns] == ["#0"]
    assert facts.scopes[1].parameters == (Parameter("q"), Parameter("n", Literal(1, Span(1, 19, 1, 20))))
    assert [call.scope for call in facts.calls] == [1, 2, 0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b = f()", ["b = #0", "a = #0"]),
        ("a, b = 1, 2", ["a = 1", "b = 2"]),
        ("a, (b, c) = f()", ["a = #0[0]", "b = #0[1][0]", "c = #0[1][1]"]),
        ("a, *b, c = 1, 2, 3, 4", ["a = 1", "b = [2, 3]", "c = 4"]),
        ("a, *b, c = xs", ["a = xs[0]", "b = <rest of an unpacking>", "c = xs[-1]"]),
        ("[a, b] = x, *y", ["a = [x, (* y)][0]", "b = [x, (* y)][1]"]),
        ("a += 'more'", ["a = T{a}more"]),
        ("a.b += 1", ["a.b = (+ a.b 1)"]),
        ("d['k'] |= x", ["d[\"k\"] = (| d['k'] x)"]),
        ("f((a := 3))", ["a = 3"]),
        ("for x in xs: pass", ["x = xs[]"]),
        ("for i, x in enumerate(xs): pass", ["i = <counter>", "x = xs[]"]),
        ("for a, (b, c) in zip(xs, ys): pass", ["a = xs[]", "b = ys[][0]", "c = ys[][1]"]),
        ("for k, v in d.items(): pass", ["k = #0[][0]", "v = #0[][1]"]),
        ("[x for x in xs if x]", ["x = xs[]"]),
        ("with open(p) as f, g() as (h, i): pass", ["f = #0", "h = #1[0]", "i = #1[1]"]),
        ("with (open(p) as f, g() as h): pass", ["f = #0", "h = #1"]),
        ("self.client = f()", ["self.client = #0"]),
        ('config["a\\"b"][0].c = 1', ['config["a\\"b"][0].c = 1']),
        ("rows[i] = 1", ["rows[] = 1"]),
        ("f().x = 1", []),
        ("try: pass\nexcept E as e: pass", []),
        ("def f():\n  global a\n  a = 1\n  b = 2", ["a = 1", "b = 2 @1"]),
        ("def f():\n  def g():\n    nonlocal a\n    a = 1", ["a = 1 @1"]),
        ("a: str", ["a = <declared only>"]),
    ],
)
def test_assignments(source: str, expected: list[str]) -> None:
    assert assigned(source) == expected
