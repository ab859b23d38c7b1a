"""`groundrules inventory [PATH]`: the assets alone, as a table, JSON or CycloneDX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from groundrules.cli.request import ColorMode
    from groundrules.domain.settings import Settings
    from groundrules.report.inventory.wish import Wish

FORMATS = ("table", "json", "cyclonedx")


@click.command()
@click.argument("path", default=".", metavar="[PATH]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="What is written [table].")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file, not to stdout.")
@click.option("--all", "everything", is_flag=True, help="List assets of tests, examples and documents in the table.")
@click.option("--timestamp", is_flag=True, help="Date the CycloneDX document; else the same tree gives the same text.")
@click.option("--config", metavar="FILE", help="This configuration instead of the nearest one upwards.")
@click.option("--isolated", is_flag=True, help="No configuration file.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour [auto].")
def inventory(
    path: str,
    form: str,
    output: Path | None,
    everything: bool,
    timestamp: bool,
    config: str | None,
    isolated: bool,
    color: ColorMode,
) -> None:
    """List what the project around PATH is made of: fine-tuning jobs, datasets, vector stores, embeddings, model
    calls, prompts and evaluations, with their places, values and joins. Nothing is judged.
    """
    from groundrules.cli.assembly import assemble
    from groundrules.cli.request import Request

    settings = assemble(Request(paths=(path,), config=config, isolated=isolated)).settings
    if output is None:
        _print(settings, form, _wish(color, everything, timestamp))
    else:
        _save(settings, form, _wish("never", everything, timestamp), output)


def _wish(color: ColorMode, everything: bool, timestamp: bool) -> Wish:
    """How the reader's screen is; a file is plain, and as wide as a log."""
    import datetime
    import os
    import sys

    from groundrules.cli.terminal import text_width, wants_color
    from groundrules.report.inventory.wish import Wish
    from groundrules.report.look import Look

    is_terminal = sys.stdout.isatty() and color != "never"
    look = Look(wants_color(color, os.environ, is_terminal), text_width(os.environ, sys.stdout.isatty()))
    return Wish(look, everything, datetime.datetime.now(datetime.timezone.utc) if timestamp else None)


def _print(settings: Settings, form: str, wish: Wish) -> None:
    from groundrules.cli.terminal import write_stdout

    write_stdout(_rendered(settings, form, wish), None if form == "table" else "utf-8")


def _save(settings: Settings, form: str, wish: Wish, path: Path) -> None:
    from groundrules.cli.option import ReportFile
    from groundrules.cli.report_file import check_writable, write_file
    from groundrules.cli.terminal import encoded

    check_writable([ReportFile(form, path)], "--output")
    write_file(path, encoded(_rendered(settings, form, wish), "utf-8"))


def _rendered(settings: Settings, form: str, wish: Wish) -> str:
    from groundrules.pipeline import survey
    from groundrules.report.inventory import render_inventory
    from groundrules.report.inventory.document import inventory_of

    return render_inventory(inventory_of(survey(settings), settings.only), form, wish)
