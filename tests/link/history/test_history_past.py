from __future__ import annotations

import datetime
from pathlib import Path

from groundrules.domain.history import Changes, RepositoryAge, Rhythm
from groundrules.domain.source import Tree
from groundrules.domain.unknown import UnknownType
from groundrules.link.history import Past
from groundrules.link.history.git import ask
from tests.discover.forest import git, write
from tests.history_fixture import Step, make_repository

FIRST = datetime.date(2026, 1, 5)


def step(days: int, *files: str, who: str = "ada") -> Step:
    return Step(FIRST + datetime.timedelta(days=days), who, files)


def past(root: Path, *, from_git: bool = True) -> Past:
    return Past(Tree(root=str(root), files=[], from_git=from_git))


def grown(root: Path, *steps: Step) -> Past:
    """The past of a work tree with these commits."""
    write(root, {path: path for item in steps for path in item.files})
    make_repository(root, list(steps))
    return past(root)


def test_weeks_are_counted_back_from_the_newest_commit(tmp_path: Path) -> None:
    weekly = [step(7 * week, "a") for week in range(1, 15)]
    found = grown(tmp_path, step(0, "a", "b"), *weekly, step(98, "b")).rhythm(["a"])
    assert found == Rhythm(recent_weeks=12, changed_weeks=14, life_weeks=15, until="2026-04-13")


def test_coming_into_being_is_no_change(tmp_path: Path) -> None:
    found = grown(tmp_path, step(0, "a"), step(0, "b"), step(30, "b"))
    assert found.rhythm(["a"]) == Rhythm(recent_weeks=0, changed_weeks=0, life_weeks=5, until="2026-02-04")
    both = found.rhythm(["a", "b"])
    assert isinstance(both, Rhythm)
    assert both.recent_weeks == 2  # b came to a, and changed


def test_many_changes_in_one_week_are_one_week(tmp_path: Path) -> None:
    found = grown(tmp_path, step(0, "a"), *(step(21 + day, "a") for day in range(6)), step(27, "b")).rhythm(["a"])
    assert isinstance(found, Rhythm)
    assert found.recent_weeks == 1


def test_a_rhythm_is_told_by_what_says_more() -> None:
    late = Rhythm(recent_weeks=9, changed_weeks=9, life_weeks=53, until="2026-11-09")
    early = Rhythm(recent_weeks=1, changed_weeks=41, life_weeks=53, until="2026-06-01")
    young = Rhythm(recent_weeks=4, changed_weeks=4, life_weeks=6, until="2026-06-01")
    assert late.words == "changed in 9 of the 12 weeks up to 2026-11-09 (git)"
    assert early.words == "changed in 41 of the 53 weeks up to 2026-06-01 (git)"
    assert young.words == "changed in 4 of the 6 weeks up to 2026-06-01 (git)"


def test_what_changed_since_is_counted_by_commit_and_listed_by_file(tmp_path: Path) -> None:
    found = grown(
        tmp_path, step(0, "a", "b", "rows"), step(10, "rows"), step(20, "b"), step(40, "a", "b"), step(50, "c")
    )
    assert found.changes_since(["a", "b"], ["rows"]) == Changes(
        files=("b", "a"), commits=2, last="2026-02-14", since="2026-01-15"
    )
    assert found.changes_since(["a"], ["b"]) is None
    assert found.changes_since(["rows"], ["a", "b"]) is None


def test_one_sitting_is_one_piece_of_work(tmp_path: Path) -> None:
    found = grown(tmp_path, step(0, "a", "rows"), step(5, "rows"), step(5, "a"), step(6, "a"), step(9, "b"))
    changes = found.changes_since(["a"], ["rows"])
    assert isinstance(changes, Changes)
    assert (changes.commits, changes.last) == (1, "2026-01-11")


def test_what_was_never_committed_is_not_known(tmp_path: Path) -> None:
    found = grown(tmp_path, step(0, "a"), step(5, "a"))
    for answer in (
        found.rhythm(["b"]),
        found.last_commit(["b"]),
        found.first_time(["b"]),
        found.changes_since(["a"], ["b"]),
    ):
        assert isinstance(answer, UnknownType)
        assert answer.reason == "not committed"


def test_age_counts_commits_days_people_and_tags(tmp_path: Path) -> None:
    steps = [step(0, "a", who="old"), step(100, "a", who="grace"), step(150, "a"), step(151, "a", who="renovate-bot")]
    found = grown(tmp_path, *steps)
    git(tmp_path, "tag", "v1", "main~1")
    age = found.age()
    assert age == RepositoryAge(commits=4, days=151, people=2, tags=1, newest="2026-06-05")
    assert isinstance(age, RepositoryAge)
    assert age.people_words == "2 people committed in the 90 days up to 2026-06-05"


def test_a_merge_is_no_commit_of_its_own_and_its_tag_counts(tmp_path: Path) -> None:
    grown(tmp_path, step(0, "a"), step(10, "a"))
    tree = git(tmp_path, "rev-parse", "main^{tree}").strip()
    side = git(tmp_path, "commit-tree", tree, "-p", "main~1", stdin="side").strip()
    merge = git(tmp_path, "commit-tree", tree, "-p", "main", "-p", side, stdin="merge").strip()
    git(tmp_path, "update-ref", "refs/heads/main", merge)
    git(tmp_path, "tag", "v1", merge)
    age = past(tmp_path).age()
    assert isinstance(age, RepositoryAge)
    assert (age.commits, age.tags) == (3, 1)


def test_a_folder_of_a_work_tree_has_its_own_paths(tmp_path: Path) -> None:
    grown(tmp_path, step(0, "inner/a", "b"), step(20, "inner/a"))
    found = past(tmp_path / "inner").rhythm(["a"])
    assert isinstance(found, Rhythm)
    assert found.changed_weeks == 1


def test_a_shallow_clone_says_nothing(tmp_path: Path) -> None:
    grown(tmp_path / "whole", step(0, "a"), step(20, "a"), step(40, "a"))
    git(tmp_path, "clone", "-q", "--depth", "2", (tmp_path / "whole").as_uri(), "part")
    found = past(tmp_path / "part")
    for answer in (found.age(), found.rhythm(["a"]), found.changes_since(["a"], ["a"])):
        assert isinstance(answer, UnknownType)
        assert answer.reason == "shallow clone"


def test_no_work_tree_no_commits_and_no_time_say_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a": ""})
    reasons = []
    for found in (past(tmp_path, from_git=False), past(tmp_path)):
        age = found.age()
        assert isinstance(age, UnknownType)
        reasons.append(age.reason)
    git(tmp_path, "init", "-q")
    empty = past(tmp_path).age()
    assert isinstance(empty, UnknownType)
    assert [*reasons, empty.reason] == ["no git history", *["no commits that git can read"] * 2]


def test_a_folder_that_nobody_committed_says_nothing(tmp_path: Path) -> None:
    grown(tmp_path, step(0, "a"))
    write(tmp_path, {"new/b": ""})
    age = past(tmp_path / "new").age()
    assert isinstance(age, UnknownType)
    assert age.reason == "no commits"


def test_output_is_cut_at_a_bound(tmp_path: Path) -> None:
    grown(tmp_path, *(step(day, "a") for day in range(20)))
    cut = ask(str(tmp_path), most_bytes=300)
    assert (cut.is_cut, len(cut.output), cut.problem) == (True, 300, "")
    assert not ask(str(tmp_path)).is_cut
