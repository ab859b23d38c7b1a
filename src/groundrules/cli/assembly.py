"""From the command line to the settings of a run: paths, configuration, command line, in that order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundrules import config
from groundrules.cli.changed import files_since, staged_files, within
from groundrules.cli.request import Request
from groundrules.cli.rule_name import known_names
from groundrules.cli.scope import Scope, find_scope
from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.settings import Settings

NOWHERE = ".git"
"""A path in which no finding can be: what is shown where nothing changed. Showing no path means showing all."""


@dataclass(frozen=True)
class Assembly:
    """The settings of a run, the configuration file that had a part in them, and the baseline that is asked for."""

    settings: Settings
    configuration: Path | None
    baseline: Path | None = None


def assemble(request: Request) -> Assembly:
    """Settle what is asked. Errors: `GroundrulesError` for paths, names and configurations that are wrong."""
    scope = find_scope(request.paths or (".",))
    known = known_names()
    _check_names(request, known)
    configuration = _configuration(request, scope, known)
    only = _shown(request, scope)
    values: dict[str, Any] = {**configuration.values, **request.given()}
    baseline = _baseline(request, configuration, values.pop("baseline", ""))
    accepted = config.load_baseline(baseline) if baseline and request.reads_baseline else None
    settings = Settings(root=scope.root, only=only, baseline=accepted, **values)
    return Assembly(settings, configuration.path, baseline)


def _baseline(request: Request, configuration: config.Configuration, named: str) -> Path | None:
    """The file that the command line names, else the one that the configuration names, relative to itself."""
    if request.baseline:
        return Path(request.baseline).absolute()
    return configuration.path.parent / named if named and configuration.path else None


def _configuration(request: Request, scope: Scope, known: Collection[str]) -> config.Configuration:
    if request.config and request.isolated:
        raise GroundrulesError("--config and --isolated contradict each other: give one of them")
    if request.isolated:
        return config.Configuration()
    path = Path(request.config).absolute() if request.config else config.find(scope.start, scope.root)
    return config.load(path, scope.root, known) if path else config.Configuration()


def _shown(request: Request, scope: Scope) -> tuple[str, ...]:
    """The paths of which findings are shown; empty for all."""
    if request.staged and request.since:
        raise GroundrulesError("--staged and --since contradict each other: give one of them")
    if request.staged:
        return within(staged_files(scope.root), scope.only) or (NOWHERE,)
    if request.since:
        return within(files_since(request.since, scope.root), scope.only) or (NOWHERE,)
    return scope.only


def _check_names(request: Request, known: Collection[str]) -> None:
    for option, names in (("--select", request.select), ("--ignore", request.ignore)):
        for name in names:
            if name not in known:
                hint = nearest(name, known) or "; `groundrules rules` lists them"
                raise GroundrulesError(f"{option}: no rule or family is called {name!r}{hint}")
