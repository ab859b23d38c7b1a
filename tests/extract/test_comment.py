from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.location import Span
from groundrules.extract.comment import suppression_of, suppressions, suppressions_from


def test_a_comment_behind_code_covers_its_line() -> None:
    (found,) = suppressions("a: 1\nb: 2  # groundrules: ignore[rule-a] known, tracked in #12\n")
    assert found.rules == ("rule-a",)
    assert found.line == 2
    assert found.span == Span(2, 7, 2, 58)
    assert found.reason == "known, tracked in #12"
    assert found.until == ""


def test_a_comment_alone_covers_the_next_line_of_code() -> None:
    text = "# groundrules: ignore[rule-a, rule-b] until=2027-01-31 vendor bug\n\n# another comment\nmodel: x\n"
    (found,) = suppressions(text)
    assert (found.rules, found.line) == (("rule-a", "rule-b"), 4)
    assert (found.reason, found.until) == ("vendor bug", "2027-01-31")


def test_a_comment_alone_at_the_end_covers_the_line_below() -> None:
    (found,) = suppressions("a: 1\n# groundrules: ignore[x]")
    assert found.line == 3


def test_the_comment_syntaxes_of_other_languages() -> None:
    cases = {
        "f(); // groundrules: ignore[x] why": "javascript",
        "f(); /* groundrules: ignore[x] why */": "typescript",
        "SELECT 1 -- groundrules: ignore[x] why": "sql",
        "It's said <!-- groundrules: ignore[x] why -->": "markdown",
        "It's {{ said }} {# groundrules: ignore[x] why #}": "prompt",
    }
    for text, language in cases.items():
        (found,) = suppressions(text, language)
        assert (found.rules, found.reason, found.line) == (("x",), "why", 1), text


def test_a_string_is_no_comment() -> None:
    assert suppressions("a: '# groundrules: ignore[x]'") == ()
    assert suppressions('a: "it \\" # groundrules: ignore[x]"') == ()
    assert suppressions('u = "x" + `// groundrules: ignore[x]`', "javascript") == ()
    assert suppressions("see http://groundrules:ignore[x]", "javascript") == ()
    assert suppressions("issue#1 groundrules: ignore[x]") == ()


def test_without_rules_nothing_is_suppressed() -> None:
    assert suppressions("# groundrules: ignore[]\n# groundrules: ignore\n# groundrules: ignored\n") == ()
    assert suppression_of("no such comment", Span(1), 1) is None


def test_comments_of_a_parser_keep_their_cell() -> None:
    lines = ["# groundrules: ignore[x]", "f()"]
    (found,) = suppressions_from([(lines[0], Span(1, 1, 1, 25))], lines, cell=4)
    assert (found.line, found.cell) == (2, 4)


def test_an_until_that_is_no_date_stays_in_the_reason() -> None:
    (found,) = suppressions("# groundrules: ignore[x] until=soon")
    assert (found.reason, found.until) == ("until=soon", "")


pieces = [
    "# groundrules: ignore[a]",
    "// groundrules: ignore[b] c",
    "<!-- groundrules:",
    "ignore[",
    "-->",
    "'",
    '"',
    "\n",
    " ",
]


@given(st.lists(st.sampled_from(pieces), max_size=8).map("".join), st.sampled_from(["yaml", "json", "sql", "prompt"]))
def test_any_text_is_read(text: str, language: str) -> None:
    lines = text.split("\n")
    for found in suppressions(text, language):
        assert found.rules
        assert "groundrules: ignore[" in lines[found.span.line - 1][found.span.column - 1 :]
        assert found.line >= found.span.line
