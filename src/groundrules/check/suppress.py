"""What the user has silenced: comments in the code, entries of the configuration, and those that hit nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from groundrules.check.glob import matches
from groundrules.check.selection import names_of
from groundrules.domain.errors import nearest
from groundrules.domain.facts import Suppression
from groundrules.domain.finding import Finding, SuppressedBy
from groundrules.domain.location import Location, location_of
from groundrules.domain.outcome import UnusedSuppression
from groundrules.domain.rule import Rule
from groundrules.domain.settings import ConfiguredIgnore, Settings


@dataclass(slots=True)
class Asked:
    """What was asked in this run, so that a suppression is called unused only where it certainly is.

    `rules` were run; `poisoned` are rules and paths where something was not known.
    """

    rules: set[str] = field(default_factory=set)
    poisoned: set[tuple[str, str]] = field(default_factory=set)


@dataclass(slots=True)
class _Silencer:
    """A comment (`inline`) or an entry of the configuration (`paths`, `text`) in one form.

    `used` says that it hit, `problem` why it is not heard at all.
    """

    rules: tuple[str, ...]
    location: Location
    by: SuppressedBy
    inline: Suppression | None = None
    paths: tuple[str, ...] = ()
    text: str = ""
    used: bool = False
    problem: str = ""

    def hits(self, finding: Finding) -> bool:
        """Whether it speaks of this finding."""
        if not (self.names(finding.rule, finding.family) and self.reaches(finding.location.path)):
            return False
        if self.inline is not None:
            return covers(self.inline, finding.location)
        return not self.text or any(self.text in text for text in _texts(finding))

    def names(self, rule: str, family: str | None) -> bool:
        """Whether it names a rule, by itself or by its family; without names it means all."""
        return not self.rules or rule in self.rules or family in self.rules

    def reaches(self, path: str) -> bool:
        """Whether it can silence anything in a file."""
        if self.inline is not None:
            return path == self.location.path
        return not self.paths or any(matches(path, pattern) for pattern in self.paths)


def suppress(
    findings: Iterable[Finding],
    suppressions: Mapping[str, Sequence[Suppression]],
    rules: Mapping[str, Rule],
    settings: Settings,
    asked: Asked,
) -> tuple[list[Finding], list[Finding], list[UnusedSuppression]]:
    """Part findings into open and silenced ones, and name the suppressions that silence nothing.

    With `no_suppress` comments are not heard; with `require_reason` those without a reason are not.
    """
    inline = [] if settings.no_suppress else list(_inline(suppressions))
    silencers = [*inline, *map(_from_configuration, settings.ignores)]
    for silencer in silencers:
        silencer.problem = _problem(silencer, rules, settings)
    open_findings: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        by = _silenced_by(finding, silencers)
        if by is None:
            open_findings.append(finding)
        else:
            silenced.append(msgspec.structs.replace(finding, suppressed=by))
    return open_findings, silenced, list(_unused(silencers, rules, asked))


def covers(suppression: Suppression, location: Location) -> bool:
    """Whether the line of a suppression is one of a place, in a notebook in the same cell."""
    last = max(location.line, location.end_line)
    return suppression.cell == location.cell and location.line <= suppression.line <= last


def _silenced_by(finding: Finding, silencers: Iterable[_Silencer]) -> SuppressedBy | None:
    hits = [silencer for silencer in silencers if not silencer.problem and silencer.hits(finding)]
    for silencer in hits:
        silencer.used = True
    return hits[0].by if hits else None


def _inline(suppressions: Mapping[str, Sequence[Suppression]]) -> Iterator[_Silencer]:
    for path in sorted(suppressions):
        for suppression in suppressions[path]:
            location = location_of(path, suppression.span, suppression.cell)
            by = SuppressedBy("inline", suppression.reason, suppression.until, location)
            yield _Silencer(suppression.rules, location, by, inline=suppression)


def _from_configuration(ignore: ConfiguredIgnore) -> _Silencer:
    location = ignore.location or Location("groundrules.toml")
    by = SuppressedBy("configuration", ignore.reason, ignore.until, ignore.location)
    return _Silencer(ignore.rules, location, by, paths=ignore.paths, text=ignore.text)


def _texts(finding: Finding) -> Iterator[str]:
    yield from (finding.message, finding.label, *(related.message for related in finding.related))
    yield from _strings(finding.evidence)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for element in value.values() if isinstance(value, dict) else value:
            yield from _strings(element)


def _problem(silencer: _Silencer, rules: Mapping[str, Rule], settings: Settings) -> str:
    """Why a suppression is not heard at all, or nothing."""
    known = names_of(rules)
    unknown = next((name for name in silencer.rules if name not in known), None)
    if unknown is not None and not known.intersection(silencer.rules):
        return f"no rule is called {unknown!r}{nearest(unknown, known)}"
    if settings.require_reason and not silencer.by.reason.strip():
        return "it gives no reason, which the configuration requires"
    if not silencer.by.until:
        return ""
    try:
        until = datetime.date.fromisoformat(silencer.by.until)
    except ValueError:
        return f"{silencer.by.until!r} is not a date: write until=2027-01-31"
    return f"it expired on {until.isoformat()}" if until < settings.today else ""


def _unused(silencers: Iterable[_Silencer], rules: Mapping[str, Rule], asked: Asked) -> Iterator[UnusedSuppression]:
    for silencer in silencers:
        problem = silencer.problem
        if not problem and not silencer.used and _was_asked(silencer, rules, asked):
            problem = "it silences nothing"
        if problem:
            yield UnusedSuppression(silencer.location, silencer.rules, problem)


def _was_asked(silencer: _Silencer, rules: Mapping[str, Rule], asked: Asked) -> bool:
    """Whether everything that it could have silenced was looked at, and known."""
    named = {rule.id for rule in rules.values() if silencer.names(rule.id, rule.family)}
    unsure = (path for rule, path in asked.poisoned if rule in named)
    return named <= asked.rules and not any(map(silencer.reaches, unsure))
