"""Calls: what they are given, and what stands around them."""

from __future__ import annotations

import pytest

from groundrules.domain.facts import Call
from tests.extract.scripted import assigned, called, script
from tests.extract.written import written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("client.chat.completions.create({ model: 'm' })", ["client.chat.completions.create({model: 'm'}, model='m')"]),
        ("new OpenAI({ apiKey, ...config })", ["OpenAI({apiKey: apiKey, **config}, apiKey=apiKey, **config)"]),
        ("f(a, { b: 1, [c]: 2 } as const)", ["f(a, {b: 1, None: 2}, b=1)"]),
        ("f({ b: 1 }, a)", ["f({b: 1}, a)"]),
        ("f(...a, 1)", ["f(1, *)"]),
        ("new a.B().c(1)", ["a.B()", "#0['c'](1)"]),
        ("a?.b?.(1)", ["a.b(1)"]),
        ("sql`a${b}`", ["sql(Ta{b})"]),
        ("a.b().c(d()).e", ["a.b()", "d()", "#0['c'](#1)"]),
        ("tools['x'].run(); tools[x].run()", ["tools.x.run()", "tools[]['run']()"]),
        ("for (const x of f()) g(x)", ["f()", "g(x)"]),
        ("if (f()) { g() } else if (h()) i()", ["f()", "g()", "h()", "i()"]),
        ("switch (f()) { case g(): h(); break; default: i() }", ["f()", "g()", "h()", "i()"]),
        ("throw f(); a: g(); do { h() } while (i())", ["f()", "g()", "i()", "h()"]),
        ("try { f() } catch (e) { g() } finally { h() }", ["f()", "g()", "h()"]),
        ("const { a = f() } = b, [c = g()] = d", ["f()", "g()"]),
        (
            "class A extends f(B) { @g(1) x = h(); @i() m(@j() k) {} static { l() } }",
            ["f(B)", "g(1)", "h()", "i()", "j()", "l()"],
        ),
        ("@f() class A {}", ["f()"]),
        ("(async () => { f() })()", ["<function>()", "f()"]),
        ("namespace N { f() }", ["f()"]),
        ("super.f(); class A extends B { constructor() { super(1) } }", ["super.f()", "super(1)"]),
        ("f(/* why */ a, // more\n b)", ["f(a, b)"]),
        ("f().x = g(); rows[h()] = 1", ["f()", "g()", "h()"]),
        ("a < f() && !g() || typeof h()", ["f()", "g()", "h()"]),
        ("enum E { A = f() }", ["f()"]),
        ("x = rows[f()]; rows[g()] += h(); rows[i()]++", ["f()", "g()", "h()", "i()"]),
        ("delete f().a; void g()", ["f()", "g()"]),
    ],
)
def test_calls(source: str, expected: list[str]) -> None:
    assert called(source) == expected


def around(source: str) -> dict[str, Call]:
    return {written(call.callee): call for call in script(source).calls}


def test_loops() -> None:
    calls = around("""
once()
for (const x of iterable()) {
  inFor()
  while (condition()) inWhile()
  rows.map(row => { inMap(row) })
  rows.forEach(async row => await inForEach())
  run(() => inFunction())
}
for (let i = first(); i < last(); i = next()) inCounting()
for (;;) endless()
while (true) forever()
do { again() } while (test())
""")
    loops = {name: calls[name].loop for name in calls}
    assert {name for name in loops if loops[name] == ""} == {"once", "iterable", "inFunction", "first"}
    assert {name for name in loops if loops[name] == "while true"} == {"endless", "forever"}
    assert {name for name in loops if loops[name] == "while"} == {"condition", "inWhile", "again", "test"}
    assert loops["inMap"] == "comprehension"
    assert loops["inFor"] == loops["inForEach"] == loops["inCounting"] == loops["last"] == loops["next"] == "for"


def test_what_is_handled() -> None:
    calls = around("""
try { inTry(); rows.map(r => inMap(r)); run(() => inFunction()) } catch { inCatch() } finally { inFinally() }
try { notCaught() } finally { done() }
ask().then(r => after(r)).catch(e => report(e))
plain().then(r => then2(r))
p.catch(only)
""")
    handled = {name for name in calls if calls[name].handled}
    assert handled == {"inTry", "rows.map", "inMap", "run", "ask", "after", "#9['then']"}
    assert {"inFunction", "inCatch", "notCaught", "report", "plain", "p.catch"} <= set(calls)


@pytest.mark.parametrize(
    "condition",
    ["require.main === module", "import.meta.main", "process.argv[1] === fileURLToPath(import.meta.url)"],
)
def test_main_programs(condition: str) -> None:
    calls = around(f"if ({condition}) {{ main() }} else {{ other() }}")
    assert (calls["main"].under_main, calls["other"].under_main) == (True, False)


def test_callbacks_are_given_what_the_method_has() -> None:
    assert assigned("rows.forEach(row => {})") == ["row = rows[] @1"]
    assert assigned("rows.map(({ a, b: [c] }, i) => 1)") == ["<0> = rows[] @1", "a = <0>['a'] @1", "c = <0>['b'][0] @1"]
    assert assigned("ask(q).then((answer) => { x = answer.text })") == ["answer = #0 @1", "x = answer.text @1"]
    assert assigned("rows.reduce((sum, row) => sum, 0)") == ["sum = <accumulator> @1", "row = rows[] @1"]


def test_a_conversation_is_read_whole() -> None:
    source = """
const messages = [{ role: "system", content: SYSTEM }, ...history]
const completion = await this.client.chat.completions.create({
  model: this.model ?? "gpt-4o",
  messages: [...messages, { role: "user", content: `Context: ${context}\\n\\n${question}` }],
  ...options,
})
"""
    call = script(source).calls[0]
    assert written(call.callee) == "self.client.chat.completions.create"
    given = call.keyword("messages")
    assert given is not None
    assert written(given) == "[(* messages), {role: 'user', content: TContext: {context}\n\n{question}}]"
    assert [written(spread) for spread in call.spreads] == ["options"]
    assert (call.span.line, call.span.end_line) == (3, 7)
