from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.errors import GroundrulesError
from groundrules.knowledge.document import read_document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-06", "2026-06"),
        ("2026-06-01", "2026-06-01"),
        ("0.1.0", "0.1.0"),
        ("yes", "yes"),
        ("on", "on"),
        ("12", 12),
        ("-3", -3),
        ("1e-5", 1e-5),
        (".5", 0.5),
        ("'12'", "12"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("-", [None]),
        (".", "."),
        ("12 kg", "12 kg"),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: object) -> None:
    assert read_document(text, "a.yaml").data == value


def test_anchors_aliases_and_merges() -> None:
    text = "base: &base {a: 1, b: 2}\nsame: *base\nmore:\n  <<: *base\n  b: 3\n"
    assert read_document(text, "a.yaml").data == {
        "base": {"a": 1, "b": 2},
        "same": {"a": 1, "b": 2},
        "more": {"a": 1, "b": 3},
    }


def test_lines_are_found_for_every_node() -> None:
    document = read_document("a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n", "a.yaml")
    assert [document.line(key) for key in [(), ("b",), ("b", 0, "d"), ("b", 1)]] == [1, 2, 4, 5]
    assert document.line(("b", 0, "not there")) == 3


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "tags are not read"),
        ("a: 1\nb: !!set {x}\n", 2, "tags are not read"),
        ("a: 1\nb: *nowhere\n", 2, "nothing is anchored"),
        ("a: &a [*a]\n", 1, "nothing is anchored"),
        ("a: 1\nb: [1, 2\n", 3, "not YAML"),
        ("a: 1\n? [x]\n: 2\n", 2, "a key must be plain text"),
        ("[" * 70 + "]" * 70, 1, "nested more than"),
        ("a: \x01", 1, "not YAML"),
    ],
)
def test_mistakes_have_their_place(text: str, line: int, words: str) -> None:
    with pytest.raises(GroundrulesError) as caught:
        read_document(text, "rules/a.yaml")
    assert (caught.value.path, caught.value.line) == ("rules/a.yaml", line)
    assert words in caught.value.message


# PyYAML itself folds the three rare line ends of Unicode when it writes them.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"))
_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(_PLAIN)
def test_what_was_written_is_read_back(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert read_document(text, "a.yaml").data == value


@given(st.text())
def test_any_text_is_data_or_a_mistake_with_a_place(text: str) -> None:
    try:
        read_document(text, "a.yaml")
    except GroundrulesError as error:
        assert error.path == "a.yaml"
        assert error.line >= 1
