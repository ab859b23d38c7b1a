"""From the command line to the settings of a run: paths, configuration, command line, in that order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundrules import config
from groundrules.cli.request import Request
from groundrules.cli.rule_name import known_names
from groundrules.cli.scope import Scope, find_scope
from groundrules.cli.staged import staged_files, within
from groundrules.domain.errors import GroundrulesError, nearest
from groundrules.domain.settings import Settings

NOWHERE = ".git"
"""A path in which no finding can be: what is shown where nothing is staged. Showing no path means showing all."""


@dataclass(frozen=True)
class Assembly:
    """The settings of a run, and the configuration file that had a part in them."""

    settings: Settings
    configuration: Path | None


def assemble(request: Request) -> Assembly:
    """Settle what is asked. Errors: `GroundrulesError` for paths, names and configurations that are wrong."""
    scope = find_scope(request.paths or (".",))
    known = known_names()
    _check_names(request, known)
    configuration = _configuration(request, scope, known)
    only = _staged(scope) if request.staged else scope.only
    values: dict[str, Any] = {**configuration.values, **request.given()}
    return Assembly(Settings(root=scope.root, only=only, **values), configuration.path)


def _configuration(request: Request, scope: Scope, known: Collection[str]) -> config.Configuration:
    if request.config and request.isolated:
        raise GroundrulesError("--config and --isolated contradict each other: give one of them")
    if request.isolated:
        return config.Configuration()
    path = Path(request.config).absolute() if request.config else config.find(scope.start, scope.root)
    return config.load(path, scope.root, known) if path else config.Configuration()


def _staged(scope: Scope) -> tuple[str, ...]:
    return within(staged_files(scope.root), scope.only) or (NOWHERE,)


def _check_names(request: Request, known: Collection[str]) -> None:
    for option, names in (("--select", request.select), ("--ignore", request.ignore)):
        for name in names:
            if name not in known:
                hint = nearest(name, known) or "; `groundrules rules` lists them"
                raise GroundrulesError(f"{option}: no rule or family is called {name!r}{hint}")
