from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from groundrules.config.document import read
from groundrules.domain.errors import GroundrulesError

TEXT = '''\
# a comment
[tool.other]
persona = "not ours"

[tool.groundrules]
persona = "regular"
select = [
    "fine-tuning",
    "no-evals",
]
note = """
strict = true
[looks.like.a.header]
"""
"min-severity" = "note"

[[tool.groundrules.ignore]]
rule = "no-evals"

[[tool.groundrules.ignore]]
path = 'docs/**'
'''


def test_every_key_has_its_line() -> None:
    document = read("pyproject.toml", TEXT)
    ours = ("tool", "groundrules")
    assert document.line_of((*ours, "persona")) == 6
    assert document.line_of((*ours, "select")) == 7
    assert document.line_of((*ours, "min-severity")) == 15
    assert document.line_of((*ours, "ignore", "0", "rule")) == 18
    assert document.line_of((*ours, "ignore", "1")) == 20
    assert document.line_of((*ours, "ignore", "1", "path")) == 21


def test_a_key_inside_a_multi_line_text_is_no_key() -> None:
    lines = read("pyproject.toml", TEXT).lines
    assert ("tool", "groundrules", "strict") not in lines
    assert ("looks", "like", "a", "header") not in lines


def test_a_text_within_a_value_has_its_own_line() -> None:
    document = read("pyproject.toml", TEXT)
    assert document.line_of_text(("tool", "groundrules", "select"), "no-evals") == 9
    assert document.line_of_text(("tool", "groundrules", "select"), "absent") == 7


def test_a_key_without_a_line_answers_with_what_is_around_it() -> None:
    document = read("groundrules.toml", "[a]\nb = {c = {d = 1}}\n")
    assert document.line_of(("a", "b", "c", "d")) == 2
    assert document.line_of(("nowhere",)) == 1


def test_what_is_not_toml_names_its_line() -> None:
    with pytest.raises(GroundrulesError) as caught:
        read("groundrules.toml", 'persona = "regular"\nstrict = yes\n')
    assert str(caught.value).startswith("groundrules.toml:2: not valid TOML: ")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        document = read("x.toml", text)
    except GroundrulesError as error:
        assert error.path == "x.toml"
        assert error.line >= 1
    else:
        assert document.values == tomli.loads(text)


NAMES = st.text("abcdef-_", min_size=1, max_size=6)


@given(st.dictionaries(NAMES, st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 5))
def test_lines_are_exact_for_plain_tables(values: dict[str, int], blank_lines: int) -> None:
    text = "\n" * blank_lines + "[t]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())
    document = read("x.toml", text)
    for position, name in enumerate(values):
        assert document.line_of(("t", name)) == blank_lines + 2 + position
