from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundrules.link.history.commit_log import read_log

DAY_S = 86_400


def commit(
    time_s: int, *entries: str, who: str = "ada@example.org", name: str = "Ada", parents: str = "p", tags: str = ""
) -> bytes:
    """A commit as git writes it: the head, and status letters and paths with NUL between them."""
    changes = "\0\n" + "\0".join(entries) if entries else ""
    return f"//{time_s}\n{parents}\n{who}\n{name}\n{tags}{changes}\0".encode()


def test_paths_have_the_positions_of_their_changes_newest_first() -> None:
    log = read_log(commit(30, "M", "a b") + commit(20, "D", "gone", "M", "a b") + commit(10, "A", "a b", "A", "gone"))
    assert log.changes == {"a b": [0, 1, 2], "gone": [1, 2]}
    assert [item.time_s for item in log.commits] == [30, 20, 10]
    assert (log.is_whole, log.is_shallow) == (True, False)


def test_a_renamed_path_keeps_its_past_and_being_renamed_is_no_change() -> None:
    log = read_log(
        commit(50, "M", "docs/b")
        + commit(40, "R100", "notes/b", "docs/b")
        + commit(30, "M", "notes/b")
        + commit(20, "R100", "a", "notes/b")
        + commit(10, "A", "a")
    )
    assert log.changes == {"docs/b": [0, 2, 4]}


def test_a_name_that_was_taken_again_is_another_file() -> None:
    log = read_log(commit(30, "A", "a") + commit(20, "R100", "a", "b") + commit(10, "A", "a"))
    assert log.changes == {"a": [0], "b": [2]}


def test_people_are_told_apart_by_address_and_name() -> None:
    log = read_log(
        commit(40, "M", "a", who="ada@home.example")
        + commit(30, "M", "a", who="ADA@work.example")
        + commit(20, "M", "a", who="grace@example.org", name="Grace")
        + commit(10, "M", "a", who="49699333+dependabot[bot]@users.noreply.github.com", name="dependabot[bot]")
        + commit(9, "M", "a", who="41898282+github-actions[bot]@users.noreply.github.com", name="github-actions")
        + commit(8, "M", "a", who="release-bot@example.org", name="Release")
    )
    assert [item.author for item in log.commits] == [1, 1, 2, 0, 0, 0]


def test_names_that_only_hold_the_letters_of_a_bot_are_people() -> None:
    log = read_log(commit(20, "M", "a", who="abbot@example.org", name="Botond Abbot"))
    assert log.commits[0].author == 1


def test_merges_and_tags_are_told() -> None:
    log = read_log(commit(20, parents="p q") + commit(10, "A", "a", parents="", tags="tag: v1, tag: latest"))
    assert [(item.is_merge, item.tags) for item in log.commits] == [(True, 0), (False, 2)]


def test_a_clone_that_was_cut_off_is_shallow() -> None:
    assert read_log(commit(20, "M", "a") + commit(10, "A", "a", tags="tag: v1, grafted")).is_shallow
    assert not read_log(commit(20, "M", "a", tags="tag: grafted")).is_shallow


def test_more_commits_than_are_read_leave_it_incomplete() -> None:
    output = commit(30, "M", "a") + commit(20, "M", "a") + commit(10, "A", "a")
    assert not read_log(output, most_commits=2).is_whole
    assert read_log(output, most_commits=3).is_whole
    assert not read_log(output, is_cut=True).is_whole


def test_a_time_beyond_the_calendar_is_brought_back_into_it() -> None:
    assert read_log(commit(10**15, "A", "a")).commits[0].time_s < 10**12


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(output: bytes) -> None:
    log = read_log(output)
    assert all(0 <= at <= len(log.commits) for positions in log.changes.values() for at in positions)


@given(st.lists(st.sampled_from([b"//1", b"//", b"\n", b"\0", b"M", b"R100", b"a", b"9" * 40, b"\xff"]), max_size=40))
def test_anything_like_a_log_can_be_read(parts: list[bytes]) -> None:
    log = read_log(b"".join(parts))
    assert len(log.commits) <= len(parts)
