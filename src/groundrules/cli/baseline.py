"""`groundrules baseline [PATH]`: accept what is found today, so that only what is new fails a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from groundrules.domain.outcome import Outcome


@click.command()
@click.argument("path", default=".", metavar="[PATH]")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--config", metavar="FILE", help="This configuration instead of the nearest one upwards.")
@click.option("--isolated", is_flag=True, help="No configuration file.")
def baseline(path: str, output: Path | None, config: str | None, isolated: bool) -> None:
    """Write the findings of the project around PATH to a baseline: later runs that are given it count only new ones.

    The file is the one that the configuration names (`baseline = "..."`), else groundrules-baseline.json at the top of
    the project. It is written anew each time, so that it shrinks as findings are mended.
    """
    import dataclasses

    from groundrules.cli.assembly import assemble
    from groundrules.cli.option import ReportFile
    from groundrules.cli.report_file import check_writable, write_file
    from groundrules.cli.request import Request
    from groundrules.config import BASELINE_FILE
    from groundrules.pipeline import audit

    request = Request(paths=(path,), config=config, isolated=isolated, reads_baseline=False)
    assembly = assemble(request)
    target = output or assembly.baseline or assembly.settings.root / BASELINE_FILE
    check_writable([ReportFile("baseline", target)], "--output")
    outcome = audit(dataclasses.replace(assembly.settings, only=(), fail_on=None))
    write_file(target, _document(outcome))
    count = len(outcome.ungrouped)
    click.echo(f"{count:,} finding{'' if count == 1 else 's'} written to {target}", err=True)


def _document(outcome: Outcome) -> bytes:
    """The file: entries by path, rule and fingerprint, so that a change of one is a change of a few lines."""
    import msgspec

    from groundrules.domain.baseline import BaselineDocument, BaselineEntry

    entries = {
        finding.fingerprint: BaselineEntry(finding.fingerprint, finding.rule, finding.location.path, finding.message)
        for finding in outcome.ungrouped
    }
    ordered = sorted(entries.values(), key=lambda entry: (entry.path, entry.rule, entry.fingerprint))
    return msgspec.json.format(msgspec.json.encode(BaselineDocument(findings=tuple(ordered))), indent=2) + b"\n"
