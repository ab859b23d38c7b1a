"""Code that is broken, newer than its grammar, hostile or not even code."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.extract import facts_of
from tests.extract.scripted import assigned, called, script
from tests.extract.written import code_spans, is_inside

PIECES = ["", "(", ")", "'", "`", "${", "\n", "{", "}", "=>", "\\", "é", "\r", "\0", "<", "/", ".", "="]
PATHS = ["a.ts", "a.tsx", "a.js"]
SNIPPETS = [
    "import A, { b as c, default as d } from 'm'; import * as n from './k';\n",
    "export { a as b } from 'x'; export * from 'y'; export default async () => ({ a: 1 });\n",
    "const { e, f: [g = 1, ...h], ...i } = await import('z'), j = require('j').k;\n",
    "const P = `a${b ? `c${d}` : 'é'}\\n日本` + '\\u{1F600}' + e;\n",
    "class A extends B.C { x = 1; #y; static { f(); } @D() async m({ a = 2 }, ...b) { return this.#y?.[0]; } }\n",
    "try { r = await c.create({ model: M, messages: [{ role: 'user', content: q }, ...h], ...o }); } catch (e) {}\n",
    "for (const [k, v] of Object.entries(x)) { rows.map(r => { return r.a ?? r['b']; }).filter(Boolean); }\n",
    "for (let i = 0; i < 3; i++) while (true) do { x ||= y } while (z)\n",
    "switch (a) { case 1: f`b${c}`; break; default: delete a.b, void 0; }\n",
    "module.exports = { a, b() {}, 'c': () => 1 }; exports.d = function* () { yield* e; };\n",
    "p.then(r => r.json()).catch(() => null); if (require.main === module) main();\n",
    "// groundrules: ignore[a] b\n/* groundrules: ignore[c] */ f();\n",
]
TYPED = [
    "enum E { A, B = 'b' } namespace N { export const q = <T>x!; } type Q = { a: string };\n",
    "abstract class K<T> implements L { constructor(private readonly c: C, d?: string) { super(); } }\n",
    "export function f(this: T, { a }: { a: number } = {}, b = x as any): asserts b is string {}\n",
    "declare module 'm' { export const y: string } import r = require('y'); export = r;\n",
]
MARKUP = ["const a = <div onClick={() => f(1)} {...p}>{/* c */}{x && <B y='1'/>} t</div>;\n"]


def check(source: bytes, path: str) -> FileFacts:
    """Read a source; facts must survive msgpack, spans must lie in the file, numbers must name something."""
    facts = script(source, path)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts) == facts
    lines = _lines(source)
    assert [span for span, _ in code_spans(facts) if not is_inside(span, lines)] == []
    for section in (facts.assignments, facts.calls, facts.imports):
        assert {found.scope for found in section} <= set(range(len(facts.scopes)))
    assert all(scope.parent < number for number, scope in enumerate(facts.scopes))
    assert all(found.target for found in facts.assignments)
    return facts


def _lines(source: bytes) -> list[str]:
    """The lines of a file as its reader sees them."""
    encoding = "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return _decoded(source, encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError:
        return source.decode("utf-8-sig", "replace")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(PATHS))
def test_any_bytes_are_read(source: bytes, path: str) -> None:
    check(source, path)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS + TYPED + MARKUP), min_size=1, max_size=4), st.sampled_from(PATHS), st.data())
def test_mutated_code_is_read(snippets: list[str], path: str, data: st.DataObject) -> None:
    source = bytearray("".join(snippets).encode())
    for _ in range(data.draw(st.integers(0, 6))):
        position = data.draw(st.integers(0, len(source)))
        piece = data.draw(st.sampled_from(PIECES))
        source[position : position + data.draw(st.integers(0, 3))] = piece.encode()
    check(bytes(source[: data.draw(st.integers(0, len(source)))]), path)


@pytest.mark.parametrize("source", SNIPPETS)
@pytest.mark.parametrize("path", PATHS)
def test_whole_snippets_are_read(source: str, path: str) -> None:
    facts = check(source.encode(), path)
    assert facts.problems == ()
    assert any((facts.imports, facts.assignments, facts.calls, facts.suppressions))


@pytest.mark.parametrize("source", TYPED)
def test_whole_typed_snippets_are_read(source: str) -> None:
    assert check(source.encode(), "a.ts").problems == ()


DEEP = {
    "arrays": ("[", "]"),
    "objects": ("{a: ", "}"),
    "calls": ("f(", ")"),
    "options": ("f({a: ", "})"),
    "subscripts": ("a[", "]"),
    "subscripts assigned": ("a[", " = b]"),
    "subscripts added to": ("a[", "] += b"),
    "subscripts counted": ("a[", "]++"),
    "patterns with defaults": ("({ a = ", " } = b)"),
    "long chains": ("[", "]" + ".map(a => a)" * 40),
    "long members": ("(", "+ '').a.b.c.d.e"),
    "parentheses": ("(", ")"),
    "sequences": ("(a, ", ")"),
    "negations": ("!", ""),
    "signs": ("- ", ""),
    "awaits": ("await ", ""),
    "arrows": ("a => ", ""),
    "arrow defaults": ("(a = ", ") => 1"),
    "maps": ("a.map(b => ", ")"),
    "maps with bodies": ("a.map(b => { return ", " })"),
    "callbacks": ("f(() => { ", " })"),
    "promises": ("f().then(b => { return ", " })"),
    "functions": ("function () { return ", " }"),
    "classes": ("class { a = ", " }"),
    "conditions": ("a ? b : ", ""),
    "conditions first": ("a ? ", " : b"),
    "alternating": ("a && b || ", ""),
    "powers": ("a ** ", ""),
    "sums": ("a + (b - ", ")"),
    "templates": ("`${", "}`"),
    "tags": ("f`${", "}`"),
    "joins": ("[", "].join('')"),
    "assignments": ("a = ", ""),
    "new": ("new A(", ")"),
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("path", ["a.ts", "a.js"])
@pytest.mark.parametrize("times", [95, 1_000])
def test_deep_nesting_is_cut(name: str, closed: bool, path: str, times: int) -> None:
    opening, closing = DEEP[name]
    source = "x = " + opening * times + "y" + closing * times * closed + ";\nz = after();\n"
    facts = check(source.encode(), path)
    assert facts_of(source.encode(), SourceFile(path, "typescript", "product", 0)).problems == facts.problems
    if closed:
        assert facts.assignments[-1].target == "z"


@pytest.mark.parametrize(
    "source",
    [
        "x = a" + ".b" * 5_000,
        "x = f()" + ".b" * 5_000,
        "x = a" + "[0]" * 5_000,
        "x = a" + ".f(1)" * 5_000,
        "x = a" + ".map(b => b)" * 2_000,
        "x = a" + ".then(b => b)" * 2_000,
        "x = ''" + ".trim()" * 5_000,
        "x = a" + "!" * 5_000,
        "x = " + "a = " * 5_000 + "1",
        "x = 'a'" + " + b" * 5_000,
        "x = a" + " || b && c" * 2_000,
        "x = '" + "\\u{41}" * 5_000 + "'",
        "x = `" + "${a}" * 5_000 + "`",
        "const " + "{a: " * 1_000 + "b" + "}" * 1_000 + " = c",
        "const " + "[" * 1_000 + "b" + "]" * 1_000 + " = c",
        "x = " + "<a>" * 1_000 + "</a>" * 1_000,
        "x = " + "<a>{" * 300 + "</a>}" * 300,
        "{" * 3_000 + "f()" + "}" * 3_000,
        "if (a) " * 2_000 + "f()",
        "if (a) {} else " * 2_000 + "f()",
        "for (;;) " * 2_000 + "f()",
        "function f() { " * 1_000 + "g()" + "}" * 1_000,
        "class A { a = " * 300 + "1" + "}" * 300,
        "@f()\n" * 2_000 + "class A {}",
        "a: " * 2_000 + "f()",
        '"' * 20_000,
        "`" * 20_001,
        "/*" * 20_000,
        "<" * 5_000,
        "\\" * 20_000,
        "\0" * 100,
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_long_and_deep_code_is_survived(source: str, path: str) -> None:
    check(source.encode(), path)


@pytest.mark.parametrize("source", ["[{'',n/t:}..h], ", "<a {{b:>c:d(e f)\n"])
def test_code_that_the_grammar_goes_round_in_is_given_up(source: str) -> None:
    facts = check(source.encode(), "a.tsx")
    assert [(problem.reason, problem.detail) for problem in facts.problems] == [
        ("not parseable", "the parser found no end")
    ]
    assert check(b"f()", "a.tsx").calls != ()


def test_bodies_are_read_however_deep_they_stand() -> None:
    depth = 300
    source = "describe('a', () => { " * depth + "f()" + " })" * depth
    facts = check(source.encode(), "a.ts")
    assert [len(facts.calls), len(facts.scopes), facts.problems] == [depth + 1, depth + 1, ()]


def test_broken_code_is_read_around_the_break() -> None:
    source = "const a = f();\nconst b = = g(;\nfunction c() { return h() }\nexport const d = 'e'\n"
    facts = check(source.encode(), "a.ts")
    assert (facts.problems[0].reason, facts.problems[0].line) == ("not parseable", 2)
    assert {"a = #0", "d = 'e'"} <= set(assigned(source))
    assert {"f()", "h()"} <= set(called(source))


def test_line_ends_and_encodings() -> None:
    assert check(b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3", "a.js").assignments[-1].span.line == 3
    assert check("x = 'é'".encode("utf-16"), "a.js").assignments[0].span.end_column == 8
    broken = check(b"x = 1\ny = '\xe9'\nz = 3", "a.js")
    assert [found.target for found in broken.assignments] == ["x", "y", "z"]
    assert (broken.problems[0].reason, broken.problems[0].line) == ("not UTF-8", 2)


@pytest.mark.parametrize(
    ("path", "kind", "source"),
    [
        ("script", "typescript", "const a: T = <T>b"),
        ("script", "javascript", "#!/usr/bin/env node\nconst a = <b/>"),
        ("a.mts", "typescript", "const a = <T>(b: T) => b"),
        ("a.TSX", "typescript", "const a = <b/>"),
        ("a.cjs", "javascript", "with (a) { b() }"),
        ("a.mjs", "javascript", "import a from 'b' with { type: 'json' }; class A { b = 1; static c }"),
    ],
)
def test_every_file_has_its_dialect(path: str, kind: str, source: str) -> None:
    file = SourceFile(path, "typescript" if kind == "typescript" else "javascript", "product", len(source))
    assert facts_of(source.encode(), file).problems == ()


def test_columns_count_characters() -> None:
    call = check("const a = 'é日😀'; f('b')".encode(), "a.ts").calls[0]
    assert (call.span.column, call.span.end_column) == (18, 24)
