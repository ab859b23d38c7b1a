from __future__ import annotations

import pytest

from groundrules.domain.location import Span
from groundrules.domain.value import Literal, Text
from tests.extract.written import assigned, called, python, value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1", "1"),
        ("-1", "-1"),
        ("1_000_000", "1000000"),
        ("0xFF", "255"),
        ("2.5e-4", "0.00025"),
        ("10L", "10"),
        ("0755", "493"),
        ("3j", "<number>"),
        ("9" * 30, "<number too large>"),
        ("9" * 10_000, "<number>"),
        ("True", "True"),
        ("None", "None"),
        ("...", "<ellipsis>"),
        ("model", "model"),
        ("settings.llm.model", "settings.llm.model"),
        ("settings . llm\\\n . model", "settings.llm.model"),
        ("((model))", "model"),
        ("await (f())", "#0"),
    ],
)
def test_atoms(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"a"', "a"),
        ("''", ""),
        ('""""a" b"""', '"a" b'),
        ('"a\\n\\t\\\\\\"\\x41\\u00e9\\U0001F600\\101\\N{BULLET}"', 'a\n\t\\"Aé😀A•'),
        ('"\\d+ \\q"', "\\d+ \\q"),
        ('"\\N{NO SUCH NAME} \\uZZ"', "\\N{NO SUCH NAME} \\uZZ"),
        ('"a\\\nb"', "ab"),
        ('r"\\n\\x"', "\\n\\x"),
        ('b"\\x41\\u0041"', "A\\u0041"),
        ('"\\ud800"', "\ufffd"),
        ('("a" \'b\' r"\\c"\n # why\n """d""")', "ab\\cd"),
        ('"a" + "b" + "c"', "abc"),
        ('"""a\r\nb"""', "a\nb"),
        ('f"{{a}}"', "{a}"),
        ('textwrap.dedent("""\n  a""").strip()', "\n  a"),
        ('inspect.cleandoc("a")', "a"),
        ('"\\n".join(["a", "b"])', "a\nb"),
        ('"".join([])', ""),
    ],
)
def test_strings_are_decoded(expression: str, expected: str) -> None:
    assert value(expression) == repr(expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('f"a {b.c} {{d}} {e!r:>{width}} {f()}"', "Ta {b.c} {d} {e} {#0}"),
        ('rf"\\d{x}"', "T\\d{x}"),
        ('f"{x=}"', "Tx={x}"),
        ('f"""a{\n  x\n}b"""', "Ta{x}b"),
        ('f"{d["k"]}"', "T{d['k']}"),
        ('"a " f"{b}" " c"', "Ta {b} c"),
        ('"a" + b + "c"', "Ta{b}c"),
        ('b + "a" + f"{c}"', "T{b}a{c}"),
        ('"%s is %d%% of %r" % (a, 5, b)', "T{a} is {5}% of {b}"),
        ('"%s!" % a', "T{a}!"),
        ('"%s %s" % pair', "T{pair[0]} {pair[1]}"),
        ('"%(a)s %(b)s" % {"a": x, "b": y}', "T{x} {y}"),
        ('"%(a)s" % values', "T{values['a']}"),
        ('"%s %s" % (a,)', "(% '%s %s' [a])"),
        ('"%*d" % (3, a)', "(% '%*d' [3, a])"),
        ("template % a", "(% template a)"),
        ('"{} {x.y} {{z}} {0[k]} {0}".format(a, x=b)', "T{a} {b.y} {z} {a['k']} {a}"),
        ('"{a}".format(**values)', "T{values['a']}"),
        ('"{a}".format(b=1)', "#0"),
        ('"{".format(b=1)', "#0"),
        ('"{}".format(*rows)', "#0"),
        ("template.format(a=1)", "#0"),
        ('"\\n".join([a, "b", f"{c}"])', "T{a}\nb\n{c}"),
        ('", ".join(x for x in xs)', "#0"),
        ('"".join([*a, b])', "#0"),
        ('dedent(f"a{b}").strip()', "Ta{b}"),
    ],
)
def test_texts_with_holes(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[a, 'b', *c]", "[a, 'b', (* c)]"),
        ("(a, b)", "[a, b]"),
        ("a, b", "[a, b]"),
        ("{a, b}", "[a, b]"),
        ("[a] + [b]", "[a, b]"),
        ("[a] + b", "(+ [a] b)"),
        ("{'a': 1, 'b' 'c': [d], e: 2, 3: 4, **f}", "{a: 1, bc: [d], None: 2, 3: 4, **f}"),
        ("dict(a=1, **b)", "{a: 1, **b}"),
        ("dict(pairs)", "#0"),
        ("a or b or 'c'", "a | b | 'c'"),
        ("a if x else b if y else c", "a | b | c"),
        ("a and b", "(and a b)"),
        ("not a", "<comparison>"),
        ("a < b", "<comparison>"),
        ("a in b", "<comparison>"),
        ("prompt | llm | parser", "(| prompt llm parser)"),
        ("80 * 12 - 3", "(- (* 80 12) 3)"),
        ("folder / 'a.txt'", "(/ folder 'a.txt')"),
        ("-a", "(- a)"),
        ("xs[0]", "xs[0]"),
        ("xs[-1]", "xs[-1]"),
        ("os.environ['KEY']", "os.environ['KEY']"),
        ("xs[i]", "xs[]"),
        ("xs[a, b]", "xs[]"),
        ("xs[1:n]", "([:] xs 1 n)"),
        ("xs[:5]", "([:] xs None 5)"),
        ("f().choices[0].message.content", "#0['choices'][0]['message']['content']"),
        ("[f(x) for x in xs]", "[#0 over xs]"),
        ("{k: v for k, v in d}", "[{None: v} over d]"),
        ("[c for d in docs for c in split(d)]", "[c over docs]"),
        ("lambda a: f(a)", "x"),
    ],
)
def test_values(expression: str, expected: str) -> None:
    if expression.startswith("lambda"):
        assert assigned(f"x = {expression}") == []
    else:
        assert value(expression) == expected


def test_a_result_of_text_methods_is_still_a_call() -> None:
    assert called('"{}".format(a)') == ["'{}'['format'](a)"]


def test_spans_count_characters_from_one() -> None:
    facts = python('é = "ü"; model = f"日本{x}語"\n')
    model = facts.assignments[1].value
    assert isinstance(model, Text)
    assert model.span == Span(1, 18, 1, 27)
    assert [part.span for part in model.parts] == [Span(1, 20, 1, 22), Span(1, 23, 1, 24), Span(1, 25, 1, 26)]


def test_a_long_text_keeps_its_lines() -> None:
    (found,) = python('PROMPT = """one\ntwo\n"""\n').assignments
    assert found.value == Literal("one\ntwo\n", Span(1, 10, 3, 4))
    assert found.span == Span(1, 1, 3, 4)


@pytest.mark.parametrize("times", [1, 500])
def test_columns_in_short_and_long_lines(times: int) -> None:
    line = "é = '日'; " * times + "z = '😀' + f()"
    (call,) = python(line).calls
    assert (call.span.column, call.span.end_column) == (line.index("f()") + 1, len(line) + 1)


def test_what_comparisons_ask_of_is_kept_by_name() -> None:
    facts = python("near = [x for x, score in rows if score < best.least and rows['a'] != 1]\n")
    assert set(facts.compared) >= {"best.least", "score"}
    assert "x" not in facts.compared
