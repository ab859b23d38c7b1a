"""What loops say about their own end, in Python and in JavaScript."""

from __future__ import annotations

import pytest

from groundrules.domain.facts import Loop
from tests.extract.scripted import script
from tests.extract.written import python


def loop(source: str) -> Loop:
    (found,) = python(source).loops
    return found


def test_a_loop_tells_its_condition_exits_and_names() -> None:
    found = loop("def f():\n while not done:\n  if a.b: break\n  if c: return 1\n")
    assert (found.condition, found.exits, found.scope) == ("not done", ("break", "return"), 1)
    assert (found.span.line, found.span.end_line) == (2, 4)
    assert found.names == ("a", "b", "c", "done")


def test_what_never_ends_has_no_condition() -> None:
    assert loop("while True:\n a()\n").condition == ""
    assert script("while (true) { a(); }").loops[0].condition == ""
    assert script("for (;;) { a(); }").loops[0].condition == ""
    assert script("do { a(); } while (!b);").loops[0].condition == "(!b)"
    assert script("for (let i = 0; i < 3; i++) { a(); }").loops == ()


def test_exits_of_what_runs_by_itself_or_loops_inside_are_not_its_own() -> None:
    assert loop("while a:\n for b in c:\n  break\n def f():\n  return 1\n").exits == ()
    assert script("while (a) { switch (b) { case 1: break; } c.map(() => { return 1; }); }").loops[0].exits == ()
    assert script("while (a) { throw b; }").loops[0].exits == ("raise",)


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("if n > 3: break", True),
        ("n += 1\n if n == 3: break", True),
        ("n += 1", False),
        ("if n == 3: break", False),
        ("m(n > 3)", False),
    ],
)
def test_a_loop_counts_where_a_condition_compares_an_amount(body: str, counts: bool) -> None:
    assert loop(f"while True:\n {body}\n").counts is counts


def test_a_loop_counts_in_javascript_as_in_python() -> None:
    assert script("while (true) { if (i++ === 3) break; }").loops[0].counts
    assert script("while (left) { left -= 1; }").loops[0].counts
    assert not script("while (true) { if (done) break; }").loops[0].counts


@pytest.mark.parametrize(
    ("handler", "goes_on"), [("pass", True), ("raise", False), ("break", False), ("if a:\n   return", False)]
)
def test_a_loop_goes_on_after_a_failure_that_nothing_leaves_by(handler: str, goes_on: bool) -> None:
    assert loop(f"while True:\n try:\n  a()\n except B:\n  {handler}\n").goes_on_after_failure is goes_on


def test_what_is_too_long_to_be_told_is_left_out() -> None:
    assert python("while a:\n" + " b()\n" * 5_000).loops == ()
    assert len(python("while a: b()\n" * 400).loops) == 300
