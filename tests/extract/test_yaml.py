from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.value import Literal, Mapping, Value
from tests.extract.reading import entry_of, plain, read, shown


def document(source: str) -> Value:
    facts = read("a.yaml", "yaml", source)
    assert facts.problems == ()
    return facts.documents[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0o17", "0o17"),
        ("017", 15),
        ("-3", -3),
        ("1.5", 1.5),
        ("2e-4", 2e-4),
        ("2.0e-4", 2e-4),
        ("1e", "1e"),
        (".inf", "inf"),
        (".nan", "nan"),
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("22:30", "22:30"),
        ("2024-07-18", "2024-07-18"),
        ("gpt-4o-mini", "gpt-4o-mini"),
        ("'12'", "12"),
        ('"yes"', "yes"),
        ("!!str 12", "12"),
        ("!Ref Model", "Model"),
        ("99999999999999999999", "0x56bc75e2d630fffff"),
    ],
)
def test_scalars_mean_what_yaml_1_1_says(written: str, value: object) -> None:
    assert plain(document(f"a: {written}\n")) == {"a": value}


def test_keys_are_kept_as_written() -> None:
    assert plain(document("on: push\n1: a\nyes: b\n")) == {"on": "push", "1": "a", "yes": "b"}


def test_the_last_of_two_equal_keys_counts() -> None:
    assert plain(document("a: 1\nb: 2\na: 3\n")) == {"b": 2, "a": 3}


def test_every_span_shows_its_text() -> None:
    source = "model:\n  name: 'gpt-4o'   # the model\n  stop: [a, \"b\"]\nlast: true\n"
    root = document(source)
    assert shown(source, entry_of(root, "model", "name").value.span) == "'gpt-4o'"
    assert shown(source, entry_of(root, "model", "name").span) == "name"
    assert shown(source, entry_of(root, "model", "stop").value.span) == '[a, "b"]'
    assert shown(source, entry_of(root, "model").value.span) == "name: 'gpt-4o'   # the model\n  stop: [a, \"b\"]"
    assert shown(source, root.span) == source.rstrip()


@pytest.mark.parametrize("header", ["|", ">", "|-", ">+", "|2"])
def test_a_block_of_text_starts_at_its_first_line(header: str) -> None:
    source = f"prompt: {header}\n  You are polite.\n\n  Answer in JSON.\n\nnext: 1\n"
    span = entry_of(document(source), "prompt").value.span
    assert (span.line, span.column, span.end_line) == (2, 3, 4)
    assert shown(source, span) == "You are polite.\n\n  Answer in JSON."


def test_columns_count_characters_and_only_line_feeds_end_lines() -> None:
    source = '# 😀 é\u2028\na: {"😀": "b\u2028c", d: é}\n'
    span = entry_of(document(source), "a", "d").value.span
    assert (span.line, shown(source, span)) == (2, "é")


def test_carriage_returns_and_a_mark_do_not_move_lines() -> None:
    facts = read("a.yaml", "yaml", b"\xef\xbb\xbfa: 1\r\nb: x\r\n")
    assert entry_of(facts.documents[0], "b").value.span.line == 2
    assert plain(facts.documents[0]) == {"a": 1, "b": "x"}


def test_aliases_stand_for_what_they_name_and_merge_keys_spread() -> None:
    root = document("base: &base\n  model: a\nuse: *base\nmerged:\n  <<: *base\n  k: 4\nboth:\n  <<: [*base, {x: 1}]\n")
    assert plain(root) == {
        "base": {"model": "a"},
        "use": {"model": "a"},
        "merged": {"k": 4, "<<": [{"model": "a"}]},
        "both": {"<<": [{"model": "a"}, {"x": 1}]},
    }


def test_a_quoted_merge_sign_is_a_key() -> None:
    root = document('"<<": 1\n')
    assert isinstance(root, Mapping)
    assert root.spread == ()


def test_an_alias_of_what_it_stands_in_is_unknown() -> None:
    assert plain(document("a: &a [b, *a]\n")) == {"a": ["b", []]}


def test_several_documents_and_those_before_a_mistake() -> None:
    facts = read("a.yaml", "yaml", "a: 1\n---\nb: 2\n---\nc: : d\n")
    assert [plain(found) for found in facts.documents] == [{"a": 1}, {"b": 2}]
    assert [(problem.reason, problem.line) for problem in facts.problems] == [("not parseable", 5)]


def test_a_template_says_that_it_is_one() -> None:
    facts = read("a.yaml", "yaml", "{{- if .Values.on }}\na: {{ .Values.b }}\n{{- end }}\n")
    assert [problem.detail for problem in facts.problems] == ["a template, not yet YAML"]


def test_a_template_that_is_yaml_is_read() -> None:
    assert plain(document("a: '{{ b }}'\n")) == {"a": "{{ b }}"}


def test_a_bomb_of_aliases_is_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    facts = read("a.yaml", "yaml", "\n".join(levels))
    assert [problem.reason for problem in facts.problems] == ["too many aliases"]


def test_depth_by_aliases_is_depth() -> None:
    levels = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300))]
    facts = read("a.yaml", "yaml", "\n".join(levels))
    assert [problem.reason for problem in facts.problems] == ["nested too deeply"]


def test_deep_brackets_are_refused_with_their_line() -> None:
    facts = read("a.yaml", "yaml", "ok: 1\na: " + "[" * 5_000)
    assert [(problem.reason, problem.line) for problem in facts.problems] == [("nested too deeply", 2)]


def test_suppressions_of_configuration_are_found() -> None:
    facts = read("a.yaml", "yaml", "model: a # groundrules: ignore[unpinned-model] on purpose\n")
    assert [(found.rules, found.line, found.reason) for found in facts.suppressions] == [
        (("unpinned-model",), 1, "on purpose")
    ]


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.text(st.characters(codec="ascii", min_codepoint=32, exclude_characters="\x7f")),
    )
)
def test_quoted_text_comes_back(values: dict[str, str]) -> None:
    lines = [f"'{key}': '" + value.replace("'", "''") + "'" for key, value in values.items()]
    found = read("a.yaml", "yaml", "\n".join(lines)).documents
    entries = found[0].entries if found and isinstance(found[0], Mapping) else ()
    assert {entry.key: entry.value.value for entry in entries if isinstance(entry.value, Literal)} == values
