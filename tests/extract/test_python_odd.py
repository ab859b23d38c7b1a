"""Code that is broken, old, hostile or not even code."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.domain.facts import FileFacts
from tests.extract.written import assigned, called, code_spans, is_inside, python

SNIPPETS = [
    "import a.b as c, d\n",
    "from ..x import (y as z, w)\n",
    'P = f"a{b!r:>{w}}\\n{{x}}" "é" + """\n日本 %s""" % (c,)\n',
    "@app.get('/x')\nasync def f(self, a: int = 3, *b, **c) -> str:\n    '''doc'''\n    yield await g(a)\n",
    "class A(B[int], m=C):\n    x: int = 1\n    def g(self):\n        self.h['k'] += 'v'\n        return lambda q: q\n",
    "try:\n    r = client.create(model=M, messages=[{'role': 'user', 'content': q}, *h], **kw)\nexcept E as e: raise\n",
    "for i, (a, *b) in enumerate(zip(x, y)):\n    d[i], e = [z for z in f(a) if z], {k: v for k, v in b}\nelse: pass\n",
    "while True:\n    x = a or b if c else d and not e < f\n",
    "with open(p) as f, g() as (h, i):\n    '{a.b[c]} {}'.format(j, a=k)\n",
    "if __name__ == '__main__':\n    print(-1 ** 2, x[1:2], (y := 3))\n",
    "match x:\n    case {'a': [b, *c]} if d():\n        e()\n",
    "print 'x' % y, z\n",
    "!pip install x\n%time y = f()\n",
    "# groundrules: ignore[a] b\n",
]


def check(source: bytes) -> FileFacts:
    """Read a source; facts must survive msgpack, spans must lie in the file, numbers must name something."""
    facts = python(source)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts) == facts
    text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [span for span, _ in code_spans(facts) if not is_inside(span, lines)] == []
    for section in (facts.assignments, facts.calls, facts.imports):
        assert {found.scope for found in section} <= set(range(len(facts.scopes)))
    assert all(scope.parent < number for number, scope in enumerate(facts.scopes))
    return facts


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(source: bytes) -> None:
    check(source)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=4), st.data())
def test_mutated_code_is_read(snippets: list[str], data: st.DataObject) -> None:
    source = bytearray("".join(snippets).encode())
    for _ in range(data.draw(st.integers(0, 6))):
        position = data.draw(st.integers(0, len(source)))
        piece = data.draw(
            st.sampled_from(["", "(", ")", "'", '"""', "\n", "  ", ":", "{", "\\", "é", "\r", "\0", "def "])
        )
        source[position : position + data.draw(st.integers(0, 3))] = piece.encode()
    check(bytes(source[: data.draw(st.integers(0, len(source)))]))


@pytest.mark.parametrize("source", SNIPPETS)
def test_whole_snippets_are_read(source: str) -> None:
    facts = check(source.encode())
    assert facts.problems == ()
    sections = (facts.imports, facts.assignments, facts.calls, facts.commands, facts.suppressions)
    assert source.startswith("print") or any(sections)


DEEP = {
    "brackets": ("[", "]"),
    "calls": ("f(", ")"),
    "subscripts": ("a[", "]"),
    "parentheses and a comma": ("(", ",)"),
    "dictionaries": ("{1: ", "}"),
    "negations": ("not ", ""),
    "signs": ("-", ""),
    "lambdas": ("lambda: ", ""),
    "lambda defaults": ("lambda a=", ": 1"),
    "conditions": ("a if b else ", ""),
    "alternating": ("a and b or ", ""),
    "powers": ("a ** ", ""),
    "sums": ("a + b - ", ""),
    "comprehensions": ("[a for a in ", "]"),
    "texts": ("('a' + b + ", ")"),
    "joins": ("''.join([", "])"),
    "loops over": ("enumerate(zip(", "))"),
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_is_cut(name: str, closed: bool) -> None:
    opening, closing = DEEP[name]
    source = "x = " + opening * 5_000 + "y" + closing * 5_000 * closed + "\nz = after()\n"
    facts = check(source.encode())
    if closed:
        assert facts.assignments[-1].target == "z"


@pytest.mark.parametrize(
    "source",
    [
        "x = a" + ".b" * 5_000,
        "x = f()" + ".b" * 5_000,
        "x = a" + "[0]" * 5_000,
        "x = a" + ".f(1)" * 5_000,
        "x = ''" + ".strip()" * 5_000,
        "x = " + "a = " * 5_000 + "1",
        "a, " * 5_000 + "b = c",
        "@f\n" * 5_000 + "def g(): pass",
        "x = " + "'a' " * 5_000,
        "x = '" + "%s" * 5_000 + "' % y",
        "x = '{" + "a." * 5_000 + "b}'.format(a=y())",
        "x = 'a'\n" + "x = x + 'b'\n" * 5_000,
        "\n".join(" " * depth + "if x:" for depth in range(500)) + "\n" + " " * 500 + "f()",
        "x = " + "f'{" * 200 + "a" + "}'" * 200,
        '"' * 20_000,
        "(" * 20_000,
        "x = (" + "\n" * 20_000 + ")",
    ],
    ids=lambda source: source[:12].strip(),
)
def test_long_chains_are_survived(source: str) -> None:
    check(source.encode())


def test_what_is_too_deep_is_said() -> None:
    facts = python("ok = 1\nx = " + "[" * 500 + "]" * 500 + "\n")
    assert [(problem.reason, problem.line) for problem in facts.problems] == [("nested too deeply", 2)]


def test_a_fluent_chain_is_read_to_its_end() -> None:
    assert called("q" + ".add(1)" * 300 + ".compile()")[-1] == "#299['compile']()"


def test_broken_code_gives_the_rest() -> None:
    facts = python("import openai\nx = f(\n\ndef g():\n    return client.create(model='m')\n")
    assert [found.name for found in facts.imports] == ["openai"]
    assert [(problem.reason, problem.line) for problem in facts.problems] == [("not parseable", 2)]
    after = called("def f(:\n    pass\nclient.create(model='m')\n")
    assert "client.create(model='m')" in after


def test_an_assignment_is_made_out_in_broken_code() -> None:
    assert "z = 2" in assigned("def f(x:\n  y = 1\nz = 2\n")
    assert assigned("x = f(\n") == []


def test_magics_of_an_exported_notebook() -> None:
    facts = python("# %%\n!pip install openai\nx = f(\n    a\n    % b)\n%matplotlib inline\ny = g()\n")
    assert [command.words for command in facts.commands] == [("pip", "install", "openai")]
    assert [found.target for found in facts.assignments] == ["x", "y"]
    assert facts.problems == ()


def test_encodings() -> None:
    assert assigned("\ufeffx = 'é'\n") == ["x = 'é'"]
    declared = python("# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1"))
    assert (declared.assignments[0].value.value, declared.problems) == ("é", ())  # type: ignore[union-attr]
    undeclared = python(b"y = 1\nx = '\xe9'\n")
    assert [(problem.reason, problem.line) for problem in undeclared.problems] == [("not UTF-8", 2)]
    assert [found.target for found in undeclared.assignments] == ["y", "x"]
    assert python("# coding: no-such-encoding\nx = 'é'\n".encode("latin-1")).problems[0].reason == "not UTF-8"


def test_suppressions_in_comments_only() -> None:
    source = (
        "# groundrules: ignore[a] why until=2027-01-31\n\n# more\nx = 1\n"
        "y = f(  # groundrules: ignore[b, c]\n    1)\n"
        "z = '# groundrules: ignore[d]'\n"
    )
    assert [(found.rules, found.line, found.reason, found.until) for found in python(source).suppressions] == [
        (("a",), 4, "why", "2027-01-31"),
        (("b", "c"), 5, "", ""),
    ]
