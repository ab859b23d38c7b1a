"""What git says of the age and the changes of things: counts and ISO dates, no names of people."""

from __future__ import annotations

from dataclasses import dataclass

from groundrules.domain.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often some files change.

    `recent_weeks` counts those of the 12 weeks before the newest commit (on `until`, an ISO date) in which one of
    them changed, `changed_weeks` those of the `life_weeks` since they were first committed. That they came into
    being is no change.
    """

    recent_weeks: int
    changed_weeks: int
    life_weeks: int
    until: str

    @property
    def words(self) -> str:
        """The rhythm as a message tells it: of late, or over its life where that says more."""
        weeks = min(12, self.life_weeks)
        changed = self.recent_weeks
        if self.changed_weeks * weeks > self.recent_weeks * self.life_weeks:
            changed, weeks = self.changed_weeks, self.life_weeks
        return f"changed in {changed} of the {weeks} weeks up to {self.until} (git)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed after something else was last committed.

    `files` are those that changed, most often changed first; `commits` how many commits did that, the latest on `last`;
    `since` is when the other thing was last committed (ISO dates).
    """

    files: tuple[str, ...]
    commits: int
    last: str
    since: str

    @property
    def words(self) -> str:
        """Count and dates as a message tells them."""
        times = "in 1 commit" if self.commits == 1 else f"in {self.commits} commits"
        return f"{times} since {self.since}, last on {self.last}"

    @property
    def places(self) -> list[Location]:
        """Up to three of the files."""
        return [Location(path) for path in self.files[:3]]

    @property
    def file_words(self) -> str:
        """The files as a message names them."""
        more = len(self.files) - 1
        return self.files[0] + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryAge:
    """How old and how busy the repository around a project is.

    `commits` leaves merges out; `days` lies between the first and the newest commit; `people` committed in the 90 days
    before the newest, programs left out; `tags` counts tagged commits. `is_whole` is False where only the newest
    part was read: the numbers are then the least that holds.
    """

    commits: int
    days: int
    people: int
    tags: int
    newest: str
    is_whole: bool = True

    @property
    def people_words(self) -> str:
        """How many people committed of late, as a message tells it."""
        return (
            f"{self.people} {'person' if self.people == 1 else 'people'} committed in the 90 days up to {self.newest}"
        )
