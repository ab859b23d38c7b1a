from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.value import Value
from tests.extract.reading import entry_of, plain, read, shown


def document(source: str) -> Value:
    facts = read("a.json", "json", source)
    assert facts.problems == ()
    return facts.documents[0]


def test_comments_and_trailing_commas_are_let_pass() -> None:
    source = '{\n  // why\n  "a": [1, 2.5, true, null,], /* b\n c */ "d": {"e": "\\u00e9\\n",},\n}\n'
    assert plain(document(source)) == {"a": [1, 2.5, True, None], "d": {"e": "é\n"}}


def test_the_last_of_two_equal_keys_counts() -> None:
    assert plain(document('{"a": 1, "a": 2}')) == {"a": 2}


def test_places_with_tabs() -> None:
    source = '{\n\t"a": {\n\t\t"b": "text"\n\t}\n}'
    entry = entry_of(document(source), "a", "b")
    assert (shown(source, entry.value.span), shown(source, entry.span)) == ('"text"', '"b"')
    assert (entry.value.span.line, entry.value.span.column) == (3, 8)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('{"a": 1', 1),
        ('{"a" 1}', 1),
        ('{"a": }', 1),
        ('{\n"a": 1\n]', 3),
        ("[1 2]", 1),
        ("[,]", 1),
        ("{1: 2}", 1),
        ("\n\nabc", 3),
        ('{"a": "b', 1),
        ("[01x]", 1),
    ],
)
def test_mistakes_have_their_line(source: str, line: int) -> None:
    facts = read("a.json", "json", source)
    assert facts.documents == ()
    assert [(problem.reason, problem.line) for problem in facts.problems] == ([("not parseable", line)])


@pytest.mark.parametrize("source", ['{"a": 1}\n{"a": 2}\n', "", "  \n"])
def test_records_and_nothing_are_no_configuration(source: str) -> None:
    facts = read("a.json", "json", source)
    assert (facts.documents, facts.problems) == ((), ())


def test_deep_nesting_is_refused_with_its_line() -> None:
    problems = read("a.json", "json", "\n" + "[" * 5_000).problems
    assert [(problem.reason, problem.line) for problem in problems] == [("nested too deeply", 2)]


def test_large_lists_are_data_and_large_objects_are_counted_as_not_read() -> None:
    rows = "[" + ", ".join(['"row"'] * 200_000) + "]"
    assert read("a.json", "json", rows).problems == ()
    problems = read("a.json", "json", f'{{"rows": {rows}}}').problems
    assert [problem.reason for problem in problems] == ["too large"]


def test_what_no_output_carries_stays_text() -> None:
    assert plain(document('["\\ud800", 1e999, 123456789012345678901234567890]')) == [
        "�",
        "inf",
        "0x18ee90ff6c373e0ee4e3f0ad2",
    ]


_SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8"))
_TREES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@given(_TREES, st.integers(0, 4))
def test_any_tree_comes_back(tree: object, indent: int) -> None:
    source = msgspec.json.format(msgspec.json.encode(tree), indent=indent).decode()
    assert plain(document(source)) == tree
