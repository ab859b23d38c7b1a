"""Which reports a run gives: one on stdout, and a file for each that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace

from groundrules.cli.report_file import write_file
from groundrules.cli.request import Request
from groundrules.cli.terminal import PLAIN_WIDTH, encoded, text_width, wants_color, write_stdout
from groundrules.domain.finding import Finding
from groundrules.domain.outcome import Outcome
from groundrules.report import render

_MACHINE_READ = frozenset({"json", "sarif", "gitlab", "junit", "html"})
"""Always UTF-8; and they hold what is suppressed in a place of its own, or have none for it."""


def give_reports(request: Request, outcome: Outcome, silent: bool) -> None:
    """Render everything, then write: a report that fails to render leaves no other behind. `silent` spares stdout."""
    form = request.format or default_format(os.environ)
    text = "" if silent else _for_stdout(request, outcome, form)
    files = [(asked.path, render(outcome, asked.format, width=PLAIN_WIDTH)) for asked in request.reports]
    for path, content in files:
        write_file(path, encoded(content, "utf-8"))
    write_stdout(text, "utf-8" if form in _MACHINE_READ else None)


def _for_stdout(request: Request, outcome: Outcome, form: str) -> str:
    is_terminal = sys.stdout.isatty()
    color = wants_color(request.color, os.environ, is_terminal)
    shown = with_suppressed(outcome) if request.show_suppressed and form not in _MACHINE_READ else outcome
    width = text_width(os.environ, is_terminal)
    return render(shown, form, color=color, width=width, links=color and is_terminal)


def default_format(environment: Mapping[str, str]) -> str:
    """Annotations where GitHub Actions reads them, else text."""
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "text"


def with_suppressed(outcome: Outcome) -> Outcome:
    """The same outcome with what ignores have silenced among its findings, each still marked as suppressed."""
    return replace(outcome, findings=sorted([*outcome.findings, *outcome.suppressed], key=_place))


def _place(finding: Finding) -> tuple[str, int, int, str]:
    location = finding.location
    return (location.path, location.cell or 0, location.line, finding.rule)
