"""The words that options accept, and how their values are read.

No stage is imported here, nor `domain.rule`: `--version` must cost little more than click. A test holds these words
against those of the stages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")
PERSONAS = ("regular", "pedantic", "auditor")
SEVERITIES = ("note", "warning", "error")
CONFIDENCES = ("low", "medium", "high")
NEVER = "never"


@dataclass(frozen=True)
class ReportFile:
    """A file to write a run to, and the format it is written in."""

    format: str
    path: Path


def read_reports(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[ReportFile, ...]:
    """Read `FORMAT=FILE` values. Errors: a usage error naming the known formats."""
    return tuple(_read_report(value) for value in values)


def _read_report(value: str) -> ReportFile:
    form, separator, file = value.partition("=")
    if not separator or not file:
        raise click.BadParameter(f"{value!r} is not FORMAT=FILE, for example sarif=audit.sarif")
    if form not in FORMATS:
        raise click.BadParameter(f"{form!r} is no format; known are {', '.join(FORMATS)}")
    return ReportFile(form, Path(file))


def read_names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Read names, several in one value where commas stand between them."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
