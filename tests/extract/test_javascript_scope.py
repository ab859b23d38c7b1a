"""Scopes, what stands in them, and what names are given."""

from __future__ import annotations

import pytest

from tests.extract.scripted import assigned, scopes, script
from tests.extract.written import written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("function f(a, b = 1, ...c) { return a; return }", ["function f(a, b, *c) <0: a"]),
        ("const f = async a => a.b", ["function f(a) <0: a.b"]),
        ("const f = function g() {}", ["function f() <0"]),
        ("this.f = () => {}", ["function self.f() <0"]),
        ("A.prototype.f = function () {}", ["function A.prototype.f() <0"]),
        ("f(function g() {}, () => 1)", ["function g() <0", "function <function>() <0: 1"]),
        ("x = { f() { return 1 }, g: () => 2 }", ["function .f() <0: 1", "function .g() <0: 2"]),
        ("function* f() { yield a; yield* b }", ["function f() <0: a, b[]"]),
        (
            "class A { m() { return () => 1 } #p = () => 2; static async s() {} }",
            [
                "class A() <0",
                "function m() <1: <function>",
                "function #p() <1: 2",
                "function s() <1",
                "function <function>() <2: 1",
            ],
        ),
        ("const A = class B {}", ["class A() <0"]),
        ("function f({ a, b: { c = 1 }, ...d }, [e] = []) {}", ["function f(<0>, <1>) <0"]),
        ("function f(this: T, a?: string, { b }: Q = {}) {}", ["function f(a, <1>) <0"]),
        ("function f() { function g() {} }", ["function f() <0", "function g() <1"]),
    ],
)
def test_scopes(source: str, expected: list[str]) -> None:
    assert scopes(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const a = 1, b = a", ["a = 1", "b = a"]),
        ("let a; var b: string", []),
        ("a = b = 1", ["b = 1", "a = 1"]),
        ("a.b[0] += 1; a[i]++", ["a.b[0] = (+ a.b[0] 1)", "a[] = (+ a[] 1)"]),
        ("a += 'b'; c ??= d; e ||= 1; i++", ["a = T{a}b", "c = c | d", "e = e | 1", "i = (+ i 1)"]),
        (
            "const { a, b: c, d = 1, 'e-f': g, [h]: i, ...j } = k",
            [
                "a = k['a']",
                "c = k['b']",
                "d = k['d'] | 1",
                "g = k['e-f']",
                "i = <computed key>",
                "j = <rest of an object>",
            ],
        ),
        ("const { ...a } = b", ["a = b"]),
        ("const { a, b } = { a: 1, c: 2 }", ["a = 1", "b = {a: 1, c: 2}['b']"]),
        ("const [a, , b = 2, ...c] = d", ["a = d[0]", "b = d[2] | 2", "c = ([:] d 3 None)"]),
        ("const [a, b, ...c] = [f(), 2, 3]", ["a = #0", "b = 2", "c = [3]"]),
        ("const [a, b] = await Promise.all([f(), g()])", ["a = #0", "b = #1"]),
        ("({ a, b: c.d } = f); [g, h[0]] = i", ["a = f['a']", "c.d = f['b']", "g = i[0]", "h[0] = i[1]"]),
        ("this.client = x; self = this", ["self.client = x"]),
        (
            "a['b'] = 1; a['b-c'] = 2; a[0] = 3; a[i] = 4; a!.d = 5",
            ["a.b = 1", 'a["b-c"] = 2', "a[0] = 3", "a[] = 4", "a.d = 5"],
        ),
        ("f().x = 1", []),
        ("for (const a of b) {} for (const k in b) {}", ["a = b[]", "k = <key>"]),
        ("for (const [k, v] of Object.entries(a)) {}", ["k = <key>", "v = a[]"]),
        (
            "for (const [i, v] of a.entries()) {} for (const v of Object.values(a)) {}",
            ["i = <key>", "v = a[]", "v = a[]"],
        ),
        ("for await (const part of stream) {}", ["part = stream[]"]),
        (
            "enum E { A, B, C = 'c', D, F = 5, G }",
            ["E.A = 0", "E.B = 1", "E.C = 'c'", "E.D = <counter>", "E.F = 5", "E.G = 6"],
        ),
        ("class A { x = 1; y: T; z; static s = f() }", ["x = 1 @1", "y = <declared only> @1", "s = #0 @1"]),
        ("class A { constructor(private readonly c: C, d) {} }", ["self.c = c @2"]),
        ("function f({ a, b: { c = 1 } }) {}", ["a = <0>['a'] @1", "c = <0>['b']['c'] | 1 @1"]),
        ("import a = B.C", ["a = B.C"]),
        ("const f = (a = g()) => 1", []),
    ],
)
def test_assignments(source: str, expected: list[str]) -> None:
    assert assigned(source) == expected


def test_annotations_and_defaults() -> None:
    facts = script("const a: Record<string,\n T> = b; function f(c: OpenAI = new OpenAI(), d?: string) {}")
    assert facts.assignments[0].annotation == "Record<string, T>"
    c, d = facts.scopes[1].parameters
    assert c.default is not None
    assert (c.annotation, written(c.default), d.annotation, d.default) == ("OpenAI", "#0", "string", None)
    assert facts.calls[0].scope == 1


@pytest.mark.parametrize("path", ["a.ts", "a.js"])
def test_classes_know_their_bases_and_decorators(path: str) -> None:
    facts = script("@A('x') class B extends C.D { @E() m() {} }", path)
    (klass, method) = facts.scopes[1:]
    assert (klass.bases, [written(decorator) for decorator in klass.decorators]) == (("C.D",), ["#0"])
    assert [written(decorator) for decorator in method.decorators] == ["#1"]


def test_a_function_in_an_expression_has_the_span_of_its_scope() -> None:
    facts = script("app.post('/', async (req) => {\n  f(req)\n})")
    assert facts.calls[0].arguments[1].span == facts.scopes[1].span
    assert [call.scope for call in facts.calls] == [0, 1]


def test_suppressions() -> None:
    source = """\
// groundrules: ignore[a] why
f()
g() /* groundrules: ignore[b] until=2027-01-01 */
const s = "// groundrules: ignore[c]"
const d = <p>
  {/* groundrules: ignore[d] */}
  {h()}
</p>
"""
    found = script(source, "a.tsx").suppressions
    assert [(s.rules, s.line, s.reason, s.until) for s in found] == [
        (("a",), 2, "why", ""),
        (("b",), 3, "", "2027-01-01"),
        (("d",), 7, "", ""),
    ]
