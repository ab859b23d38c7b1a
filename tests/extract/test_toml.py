from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.value import Value
from tests.extract.reading import entry_of, plain, read, shown

SOURCE = '''title = "a"  # the title

[tool.prompt]
system = """
You are polite.
Answer."""
inline = { model = "gpt-4o", "max tokens" = 12, stop = ["x", 'y'] }
names = [
    "one",  # first
    "two",
]
a.b.c = 1979-05-27

[[job]]
name = "first"
[job.data]
file = "x"
[[job]]
name = "second"
'''


def document(source: str) -> Value:
    facts = read("a.toml", "toml", source)
    assert facts.problems == ()
    return facts.documents[0]


def test_values_are_those_of_toml() -> None:
    assert plain(document(SOURCE)) == {
        "title": "a",
        "tool": {
            "prompt": {
                "system": "You are polite.\nAnswer.",
                "inline": {"model": "gpt-4o", "max tokens": 12, "stop": ["x", "y"]},
                "names": ["one", "two"],
                "a": {"b": {"c": "1979-05-27"}},
            }
        },
        "job": [{"name": "first", "data": {"file": "x"}}, {"name": "second"}],
    }


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("title",), '"a"'),
        (("tool", "prompt", "system"), "You are polite.\nAnswer."),
        (("tool", "prompt", "inline", "model"), '"gpt-4o"'),
        (("tool", "prompt", "inline", "max tokens"), "12"),
        (("tool", "prompt", "a", "b", "c"), "1979-05-27"),
        (("tool", "prompt"), "[tool.prompt]"),
    ],
)
def test_every_value_has_its_place(keys: tuple[str, ...], text: str) -> None:
    assert shown(SOURCE, entry_of(document(SOURCE), *keys).value.span) == text


def test_elements_of_lists_have_their_places() -> None:
    root = document(SOURCE)
    names = entry_of(root, "tool", "prompt", "names").value
    assert [shown(SOURCE, element.span) for element in getattr(names, "values")] == ['"one"', '"two"']  # noqa: B009
    jobs = getattr(entry_of(root, "job").value, "values")  # noqa: B009
    assert [entry_of(job, "name").value.span.line for job in jobs] == [15, 19]
    assert entry_of(jobs[0], "data", "file").value.span.line == 17


def test_a_mistake_has_its_line() -> None:
    problems = read("a.toml", "toml", "a = 1\nb = \n").problems
    assert [(problem.reason, problem.line) for problem in problems] == [("not parseable", 2)]


@pytest.mark.parametrize("source", ["a = " + "[" * 5_000, "[" + "a." * 5_000 + "b]", "a." * 5_000 + "b = 1"])
def test_deep_nesting_is_refused(source: str) -> None:
    assert [problem.reason for problem in read("a.toml", "toml", source).problems] == ["nested too deeply"]


@pytest.mark.parametrize(
    ("written", "value"), [("inf", "inf"), ("nan", "nan"), ("9223372036854775808", "0x8000000000000000")]
)
def test_numbers_that_no_output_carries_stay_text(written: str, value: str) -> None:
    assert plain(document(f"a = {written}")) == {"a": value}


_SCALARS = (
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))
)
_KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)
_TREES = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3))


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007F")


@given(st.dictionaries(_KEYS, _TREES, max_size=4))
def test_any_tree_comes_back_and_its_scalars_are_where_their_text_is(tree: dict[str, object]) -> None:
    source = "\n".join(f"{key} = {_inline(value)}" for key, value in tree.items())
    root = document(source)
    assert plain(root) == tree
    for key, value in tree.items():
        assert shown(source, entry_of(root, key).value.span) == _inline(value)
