from __future__ import annotations

import pytest

from groundrules.domain.facts import Call
from tests.extract.written import called, python, written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("client.chat.completions.create(model='m')", ["client.chat.completions.create(model='m')"]),
        ("OpenAI().chat.create()", ["OpenAI()", "#0['chat']['create']()"]),
        ("f(g(1), *a, k=h(), **kw)", ["g(1)", "h()", "f(#0, *, k=#1, **kw)"]),
        ("a.b().c(1).d", ["a.b()", "#0['c'](1)"]),
        ("tools['x'].run()", ["tools['x']['run']()"]),
        ("tools[name](q)", ["tools[](q)"]),
        ("Agent[Deps, str]('m')", ["Agent('m')"]),
        ("TOOLS[name]('m')", ["TOOLS[]('m')"]),
        ("await f()", ["f()"]),
        ("f(x for x in xs)", ["f([x over xs])"]),
        ("@app.get('/x')\ndef f(): pass", ["app.get('/x')"]),
        ("@app.get('/x')\nclass A: pass", ["app.get('/x')"]),
        ("class A(Base, x=f()): pass", ["f()"]),
        ("x: Annotated[str, Field(max_length=3)]", ["Field(max_length=3)"]),
        ("def f(x: Annotated[str, Q()] = g()) -> h(): pass", ["Q()", "g()", "h()"]),
        ("assert f(), g()\nraise E(1) from h()\ndel x[i()]", ["f()", "g()", "E(1)", "h()", "i()"]),
        ("match f():\n  case {'a': 1} if g(): h()", ["f()", "g()", "h()"]),
        ("f(\n    # why\n    a,\n)", ["f(a)"]),
        ("f().x = g()", ["g()", "f()"]),
        ("rows[f()] = 1", ["f()"]),
        ("f'{f(1):{g()}}'", ["f(1)", "g()"]),
        ("a < f() and not g() or (yield h())", ["f()", "g()", "h()"]),
        ("print f(1), g()", ["f(1)", "g()"]),
        ("print >>f(), g()\nexec code\nh()", ["f()", "g()", "h()"]),
    ],
)
def test_calls(source: str, expected: list[str]) -> None:
    assert called(source) == expected


def test_messages_are_read_whole() -> None:
    source = """
messages = [{"role": "system", "content": SYSTEM}, *history]
client.chat.completions.create(
    model=self.model,
    messages=messages + [{"role": "user", "content": f"Context: {context}\\n\\n{question}"}],
    **options,
)
"""
    facts = python(source)
    assert written(facts.assignments[0].value) == "[{role: 'system', content: SYSTEM}, (* history)]"
    (call,) = facts.calls
    messages = call.keyword("messages")
    assert messages is not None
    assert written(messages) == "(+ messages [{role: 'user', content: TContext: {context}\n\n{question}}])"
    assert [written(spread) for spread in call.spreads] == ["options"]


def around(source: str) -> dict[str, Call]:
    return {written(call.callee): call for call in python(source).calls}


def test_loops() -> None:
    calls = around("""
once()
for x in iterable():
    in_for()
    while condition():
        in_while()
        [in_comprehension(y) for y in inner_iterable() if test()]
    def f():
        in_function()
    run(lambda: in_lambda())
else:
    in_else()
while True:
    forever()
while 1: forever_too()
{k(): v() for a in first() for b in second()}
""")
    assert {name: call.loop for name, call in calls.items()} == {
        "once": "",
        "iterable": "",
        "in_for": "for",
        "condition": "while",
        "in_while": "while",
        "in_comprehension": "comprehension",
        "inner_iterable": "while",
        "test": "comprehension",
        "in_function": "",
        "run": "for",
        "in_lambda": "",
        "in_else": "",
        "forever": "while true",
        "forever_too": "while true",
        "k": "comprehension",
        "v": "comprehension",
        "first": "",
        "second": "comprehension",
    }


def test_what_is_handled() -> None:
    calls = around("""
try:
    tried()
    def f():
        later()
except E(a()):
    rescued()
else:
    fine()
finally:
    always()
try:
    with x:
        nested()
except* E:
    pass
try:
    only_finally()
finally:
    pass
""")
    handled = {name for name, call in calls.items() if call.handled}
    assert handled == {"tried", "nested"}
    assert {"later", "rescued", "fine", "always", "only_finally"} <= set(calls)


@pytest.mark.parametrize("test", ['__name__ == "__main__"', "__name__=='__main__'", '("__main__" == __name__)'])
def test_what_stands_under_main(test: str) -> None:
    calls = around(f"a()\nif {test}:\n    b()\n    for x in y: c()\nelif d(): e()\nelse: f()\n")
    assert {name for name, call in calls.items() if call.under_main} == {"b", "c"}
    assert set(calls) == set("abcdef")


def test_another_condition_is_not_main() -> None:
    assert not around("if __name__ != '__main__':\n    a()\n")["a"].under_main
