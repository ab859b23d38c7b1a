"""What the history of a tree answers; where it is not known, the reason."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from groundrules.domain.history import Changes, RepositoryAge, Rhythm
from groundrules.domain.source import Tree
from groundrules.domain.unknown import UnknownType
from groundrules.link.history.commit_log import CommitLog, read_log
from groundrules.link.history.git import Answer, ask

DAY_S = 86_400
WEEK_S = 7 * DAY_S
RECENT_WEEKS = 12
RECENT_DAYS = 90
SAME_SITTING_S = DAY_S
"""What is committed within a day of another thing is taken for one piece of work in several commits."""


class Past:
    """Answers about the commits of a tree. Git is asked when the first answer is, once, and never again.

    Weeks and days are counted back from the newest commit: how often things change while somebody works on them does
    not fade when the work ends.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    @cached_property
    def log(self) -> CommitLog | UnknownType:
        """The commits, or why there are none to go by."""
        if not self.tree.from_git:
            return UnknownType("no git history")
        return log_of(ask(self.tree.root))

    def age(self) -> RepositoryAge | UnknownType:
        """How old and how busy the repository is."""
        log = self.log
        if isinstance(log, UnknownType):
            return log
        commits = [commit for commit in log.commits if not commit.is_merge]
        newest, oldest = _newest(log), min(commit.time_s for commit in log.commits)
        start = newest - RECENT_DAYS * DAY_S
        return RepositoryAge(
            commits=len(commits),
            days=(newest - oldest) // DAY_S,
            people=len({commit.author for commit in commits if commit.time_s >= start and commit.author}),
            tags=sum(commit.tags > 0 for commit in log.commits),
            newest=iso_date(newest),
            is_whole=log.is_whole,
        )

    def rhythm(self, paths: Iterable[str]) -> Rhythm | UnknownType:
        """How often any of some files changed."""
        log = self.log
        if isinstance(log, UnknownType):
            return log
        positions = _positions(log, paths)
        if not positions:
            return UnknownType("not committed")
        newest = _newest(log)
        ages = [max(newest - log.commits[position].time_s, 0) // WEEK_S for position in sorted(positions)]
        changed = set(ages[:-1] if log.is_whole else ages)  # the last one in the list is how they came into being
        return Rhythm(
            recent_weeks=sum(week < RECENT_WEEKS for week in changed),
            changed_weeks=len(changed),
            life_weeks=max(ages) + 1,
            until=iso_date(newest),
        )

    def last_commit(self, paths: Iterable[str]) -> int | UnknownType:
        """The position (0 is the newest) of the last commit that changed one of some files."""
        log = self.log
        if isinstance(log, UnknownType):
            return log
        positions = _positions(log, paths)
        if not positions:
            return UnknownType("not committed" if log.is_whole else "committed before what was read")
        return min(positions)

    def first_time(self, paths: Iterable[str]) -> int | UnknownType:
        """When one of some files was first committed, in seconds."""
        log = self.log
        if isinstance(log, UnknownType):
            return log
        positions = _positions(log, paths)
        if not positions or not log.is_whole:
            return UnknownType("not committed" if log.is_whole else "committed before what was read")
        return min(log.commits[position].time_s for position in positions)

    def changes_since(self, paths: Sequence[str], things: Iterable[str]) -> Changes | UnknownType | None:
        """What changed under `paths` after `things` were last committed, a day later or more; None for nothing."""
        log = self.log
        since = self.last_commit(things)
        if isinstance(log, UnknownType):
            return log
        if isinstance(since, UnknownType):
            return since
        then = log.commits[since].time_s
        files: Counter[str] = Counter()
        positions: set[int] = set()
        for path in sorted(set(paths)):
            later = [
                at for at in log.changes.get(path, ()) if at < since and log.commits[at].time_s - then > SAME_SITTING_S
            ]
            if later:
                files[path] = len(later)
                positions.update(later)
        if not positions:
            return None
        return Changes(
            files=tuple(path for path, _ in files.most_common()),
            commits=len(positions),
            last=iso_date(max(log.commits[position].time_s for position in positions)),
            since=iso_date(then),
        )


def log_of(answer: Answer) -> CommitLog | UnknownType:
    """The commits that git told of, or why they say nothing."""
    if answer.problem:
        return UnknownType(answer.problem)
    log = read_log(answer.output, is_cut=answer.is_cut)
    if log.is_shallow:
        return UnknownType("shallow clone")
    if not log.commits or not log.changes:
        return UnknownType("no commits")
    return log


def iso_date(time_s: int) -> str:
    """The day of a time, in UTC."""
    return datetime.datetime.fromtimestamp(time_s, datetime.timezone.utc).date().isoformat()


def _newest(log: CommitLog) -> int:
    return max(commit.time_s for commit in log.commits)


def _positions(log: CommitLog, paths: Iterable[str]) -> set[int]:
    return {position for path in paths for position in log.changes.get(path, ())}
