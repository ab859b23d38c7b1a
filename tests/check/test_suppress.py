from __future__ import annotations

from typing import Any

import pytest

from groundrules.check import Checked, check
from groundrules.domain.facts import Suppression
from groundrules.domain.finding import SuppressedBy
from groundrules.domain.location import Location, Span
from groundrules.domain.outcome import UnusedSuppression
from groundrules.domain.settings import ConfiguredIgnore
from groundrules.domain.unknown import UnknownType
from tests.check.example import place, project, rule, rules, settings, store


def _comment(line: int = 3, names: tuple[str, ...] = ("some-rule",), **fields: Any) -> Suppression:
    return Suppression(names, line, Span(line, 20, line, 60), **{"reason": "known", **fields})


def _check(*comments: Suppression, stores: list[Any] | None = None, path: str = "app.py", **fields: Any) -> Checked:
    whole = project(vector_stores=[store()] if stores is None else stores)
    judged = rules(rule(), rule("other-rule", when="False", family="evaluation"))
    return check([whole], judged, settings(**fields), {path: comments})


def _problems(checked: Checked) -> list[str]:
    return [unused.problem for unused in checked.unused_suppressions]


def test_a_comment_on_its_line_silences() -> None:
    checked = _check(_comment(until="2027-01-31"))
    assert (checked.findings, checked.unused_suppressions) == ([], [])
    (finding,) = checked.suppressed
    assert finding.suppressed == SuppressedBy("inline", "known", "2027-01-31", Location("app.py", 3, 20, 3, 60))


@pytest.mark.parametrize("names", [("retrieval",), ("other-rule", "some-rule"), ()])
def test_a_family_several_rules_or_all(names: tuple[str, ...]) -> None:
    assert _check(_comment(names=names)).findings == []


@pytest.mark.parametrize("line", [3, 5, 7])
def test_any_line_of_the_place_will_do(line: int) -> None:
    assert _check(_comment(line), stores=[store(location=place(3, end_line=7))]).findings == []


@pytest.mark.parametrize(
    "comment",
    [_comment(2), _comment(4), _comment(names=("other-rule",)), _comment(names=("evaluation",)), _comment(cell=1)],
)
def test_what_hits_nothing_silences_nothing_and_is_reported(comment: Suppression) -> None:
    checked = _check(comment)
    assert len(checked.findings) == 1
    assert checked.suppressed == []
    (unused,) = checked.unused_suppressions
    assert (unused.location.path, unused.rules, unused.problem) == ("app.py", comment.rules, "it silences nothing")


def test_another_file_is_another_file() -> None:
    checked = _check(_comment(), path="other.py")
    assert len(checked.findings) == 1
    assert _problems(checked) == ["it silences nothing"]


@pytest.mark.parametrize(("cell", "silent"), [(2, True), (1, False), (None, False)])
def test_in_a_notebook_the_cell_counts(cell: int | None, silent: bool) -> None:
    checked = _check(_comment(cell=cell), stores=[store(location=place(3, cell=2))])
    assert (checked.findings == []) is silent


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        ("2026-11-15", ""),
        ("2026-11-14", "it expired on 2026-11-14"),
        ("next year", "'next year' is not a date: write until=2027-01-31"),
    ],
)
def test_expiry(until: str, problem: str) -> None:
    for checked in (
        _check(_comment(until=until)),
        _check(ignores=(ConfiguredIgnore(("some-rule",), (), "known", until=until),)),
    ):
        assert (checked.findings == []) is (problem == "")
        assert _problems(checked) == ([problem] if problem else [])


def test_a_reason_can_be_required() -> None:
    assert _check(_comment(reason=" ")).findings == []
    checked = _check(_comment(reason=" "), require_reason=True)
    assert len(checked.findings) == 1
    assert _problems(checked) == ["it gives no reason, which the configuration requires"]


def test_a_name_that_is_no_rule_is_reported() -> None:
    checked = _check(_comment(names=("some-rul",)))
    assert len(checked.findings) == 1
    assert _problems(checked) == ["no rule is called 'some-rul' (did you mean 'some-rule'?)"]


def test_comments_can_be_refused_and_then_are_not_reported() -> None:
    ignores = (ConfiguredIgnore(("some-rule",), ("b.py",), "known"),)
    stores = [store(), store(location=place(3, "b.py"))]
    checked = _check(_comment(), _comment(9), stores=stores, no_suppress=True, ignores=ignores)
    assert [finding.location.path for finding in checked.findings] == ["app.py"]
    assert [finding.location.path for finding in checked.suppressed] == ["b.py"]
    assert checked.unused_suppressions == []


@pytest.mark.parametrize(
    ("paths", "text", "silent"),
    [
        ((), "", True),
        (("app.py",), "", True),
        (("*.py",), "", True),
        (("**",), "", True),
        (("src",), "", False),
        (("src", "a?p.py"), "", True),
        (("*.txt",), "", False),
        (("app.py",), "'docs'", True),
        (("app.py",), "'other'", False),
    ],
)
def test_entries_of_the_configuration(paths: tuple[str, ...], text: str, silent: bool) -> None:
    ignore = ConfiguredIgnore(("some-rule",), paths, "legacy", "2027-01-01", text, Location("groundrules.toml", 8))
    checked = _check(ignores=(ignore,))
    assert (checked.findings == []) is silent
    if silent:
        by = SuppressedBy("configuration", "legacy", "2027-01-01", Location("groundrules.toml", 8))
        assert checked.suppressed[0].suppressed == by
    else:
        (unused,) = checked.unused_suppressions
        assert (unused.location, unused.problem) == (Location("groundrules.toml", 8), "it silences nothing")


def test_the_text_of_an_entry_may_stand_in_the_evidence() -> None:
    judged = rule(evidence={"names": "(store.name, 'row 7')"})
    for text, silent in (("row 7", True), ("row 8", False)):
        ignore = ConfiguredIgnore((), (), "known", text=text)
        checked = check([project(vector_stores=[store()])], rules(judged), settings(ignores=(ignore,)))
        assert (checked.findings == []) is silent


def test_rules_that_did_not_run_make_nothing_unused() -> None:
    assert _problems(_check(_comment(names=("other-rule",)), select=("some-rule",))) == []
    assert _problems(_check(_comment(9, names=()), ignore=("other-rule",))) == []


def test_what_is_not_known_makes_nothing_unused() -> None:
    judged = rules(rule(when="store.persistent"))
    unsure = project(vector_stores=[store(persistent=UnknownType("a variable"))])
    ignore = ConfiguredIgnore(("some-rule",), ("*.py",), "known")
    elsewhere = ConfiguredIgnore(("some-rule",), ("*.txt",), "known")
    checked = check([unsure], judged, settings(ignores=(ignore, elsewhere)), {"app.py": [_comment()]})
    assert checked.unused_suppressions == [_unused(elsewhere)]


def _unused(ignore: ConfiguredIgnore) -> UnusedSuppression:
    """What is said of a configured entry that hits nothing."""
    return UnusedSuppression(Location("groundrules.toml"), ignore.rules, "it silences nothing")


def test_what_is_hidden_is_not_unused() -> None:
    judged = rules(rule(persona="pedantic", severity="note", confidence="low"))
    whole = project(vector_stores=[store(), store(location=place(8), role="test")])
    comments = {"app.py": [_comment(), _comment(8)]}
    checked = check([whole], judged, settings(min_severity="error"), comments)
    assert checked == Checked()


def test_outside_of_the_asked_paths_nothing_is_reported() -> None:
    assert _problems(_check(_comment(9), only=("src",))) == []


def test_a_silenced_place_leaves_its_group() -> None:
    stores = [store(f"s{line}", location=place(line)) for line in (1, 3, 5)]
    judged = rules(rule(group="project"))
    comments = {"app.py": [_comment(3)]}
    checked = check([project(vector_stores=stores)], judged, settings(), comments)
    assert [finding.message for finding in checked.findings] == ["'s1' is wrong, and 1 more place"]
    assert [finding.message for finding in checked.suppressed] == ["'s3' is wrong"]
