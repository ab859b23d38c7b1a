"""Expressions as values."""

from __future__ import annotations

import pytest

from groundrules.domain.value import Literal
from tests.extract.scripted import script, value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a\\n\\x41\\u0042\\u{43}\\'\\\nb'", repr("a\nABC'b")),
        ('"\\ud83d\\ude00"', "'😀'"),
        ("`a\\``", "'a`'"),
        ("`a${b}c\\n${d.e}`", "Ta{b}c\n{d.e}"),
        ("`${a}`", "T{a}"),
        ("`${'a'}b`", "'ab'"),
        ("``", "''"),
        ("'a' + b + `c${d}`", "Ta{b}c{d}"),
        ("a + 'b' + 'c'", "T{a}bc"),
        ("a + b + c * 2", "(+ a b (* c 2))"),
        ("80", "80"),
        ("1_000", "1000"),
        ("0xff", "255"),
        ("0b11", "3"),
        ("0o17", "15"),
        ("1e-4", "0.0001"),
        (".5", "0.5"),
        ("10n", "10"),
        ("99999999999999999999", "<number too large>"),
        ("-1", "-1"),
        ("-x", "(- x)"),
        ("true", "True"),
        ("!x", "<comparison>"),
        ("a === b", "<comparison>"),
        ("null", "None"),
        ("undefined", "None"),
        ("void 0", "None"),
        ("/a+/g", "<regular expression>"),
        ("a ?? b", "a | b"),
        ("a || b || 'c'", "a | b | 'c'"),
        ("a && b", "(&& a b)"),
        ("c ? a : d ? b : e", "a | b | e"),
        ("process.env.MODEL ?? 'gpt-4'", "process.env.MODEL | 'gpt-4'"),
        ("process.env['MODEL']", "process.env.MODEL"),
        ("process.env[name]", "process.env[]"),
        ("import.meta.env.KEY", "import.meta.env.KEY"),
        ("this.client", "self.client"),
        ("this.#client", "self.#client"),
        ("a?.b?.[0]?.c", "a.b[0]['c']"),
        ("a!.b", "a.b"),
        ("(a as any).b", "a.b"),
        ("(<T>a).b", "a.b"),
        ("a satisfies T", "a"),
        ("['a', 'b'] as const", "['a', 'b']"),
        ("await (a)", "a"),
        ("a['b-c']", "a['b-c']"),
        ("a[0][i]", "a[0][]"),
        ("[1, ...a, , 2]", "[1, (* a), 2]"),
        ("{a, 'b-c': 1, [d]: 2, ['e']: 3, 4: 5, ...f}", "{a: a, b-c: 1, None: 2, e: 3, 4: 5, **f}"),
        ("{f() {}, g: () => 1, get h() { return 1 }}", "{f: <function>, g: <function>, h: <function>}"),
        ("f(() => 1)", "#0"),
        ("(1, a)", "a"),
        ("[class {}]", "[<class>]"),
        ("await f()", "#0"),
        ("(await f()).data[0].text", "#0['data'][0]['text']"),
        ("new A().b", "#0['b']"),
        ("new A", "#0"),
        ("JSON.stringify({a: 1})", "#0"),
        ("f<T>(1)", "#0"),
    ],
)
def test_values(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("rows.map(row => row.text)", "[row.text over rows]"),
        ("rows.map(row => ({ role: 'user', content: row.text }))", "[{role: 'user', content: row.text} over rows]"),
        ("rows.map((row) => { const t = row.text; return t })", "[t over rows]"),
        ("rows.map(function (row) { if (a) { return 1 } return 2 })", "[1 | 2 over rows]"),
        ("rows.flatMap(row => [row.a, row.b])", "[[row.a, row.b][] over rows]"),
        ("rows.filter(row => row.ok)", "rows"),
        ("rows.map(f)", "#0"),
        ("rows.filter(Boolean)", "rows"),
        ("table.filter('path', 'eq', a)", "#0"),
        ("await Promise.all(rows.map(async row => row.text))", "[row.text over rows]"),
        ("fetch(a).then(r => r.json())", "#1"),
        ("' a '.trim()", "' a '"),
        ("`a${b}`.trim()", "Ta{b}"),
        ("system.trim()", "system"),
        ("dedent`a${b}`", "Ta{b}"),
        ("['a', b].join('\\n')", "Ta\n{b}"),
        ("['a', 'b'].join('')", "'ab'"),
        ("['a', 'b'].join()", "'a,b'"),
        ("[...a].join('')", "#0"),
        ("rows.join('')", "#0"),
        ("history.concat([a])", "(+ history [a])"),
        ("rows.slice(0, 5)", "([:] rows 0 5)"),
        ("Object.freeze({a: 1})", "{a: 1}"),
        ("[f(1), 2].map(g).h", "#1['h']"),
    ],
)
def test_what_a_call_plainly_makes(expression: str, expected: str) -> None:
    assert value(expression) == expected


def test_markup_is_read_for_its_expressions() -> None:
    source = "const a = <div onClick={() => f(1)} {...p}>{/* c */}{x && <B y={g()}/>} t</div>;"
    facts = script(source, "a.tsx")
    assert [len(facts.calls), facts.problems] == [2, ()]
    assert value("<><A b={c}/></>", "a.jsx") == "<jsx>"


def test_parts_of_a_template_know_their_place() -> None:
    value = script("const é = `é${a}b\ncd${e}`").assignments[0].value
    spans = [(part.span.line, part.span.column, part.span.end_line, part.span.end_column) for part in value.parts]  # type: ignore[union-attr]
    assert spans == [(1, 12, 1, 13), (1, 15, 1, 16), (1, 17, 2, 3), (2, 5, 2, 6)]


def test_types_in_a_javascript_file_are_understood() -> None:
    facts = script("const a: string = f(b as C)", "a.js")
    assert facts.problems == ()
    assert facts.assignments[0].annotation == "string"


def test_a_number_is_a_literal() -> None:
    assert isinstance(script("x = 017").assignments[0].value, Literal)
    assert value("017", "a.js") == "15"
    assert value("089", "a.js") == "89"
