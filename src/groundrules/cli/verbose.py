"""What `--verbose` adds, on stderr."""

from __future__ import annotations

import click

from groundrules.cli.assembly import Assembly
from groundrules.domain.outcome import Coverage
from groundrules.report.visible import visible


def describe_run(assembly: Assembly) -> None:
    """Say which project is read, what of it is shown, and by which configuration."""
    settings = assembly.settings
    _say(f"project: {settings.root}")
    _say(f"shown: {', '.join(settings.only) or 'all of it'}")
    _say(f"configuration: {assembly.configuration or 'none'}")


def describe_times(coverage: Coverage) -> None:
    """Say how long each stage took. Units: seconds."""
    for stage, elapsed_s in coverage.seconds.items():
        _say(f"{stage:<12} {elapsed_s:7.3f} s")


def _say(line: str) -> None:
    click.echo(visible(line), err=True)
