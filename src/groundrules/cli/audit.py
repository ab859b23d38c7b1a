"""`audit [PATH ...]`: the command and its options."""

from __future__ import annotations

from typing import Any

import click

from groundrules import __version__
from groundrules.cli.guard import Guarded
from groundrules.cli.option import CONFIDENCES, FORMATS, NEVER, PERSONAS, SEVERITIES, read_names, read_reports
from groundrules.cli.request import Request

_EXIT_CODES = """\b
Exit codes:
   0  nothing at or above --fail-on
   1  findings
   2  the command or the configuration is wrong, nothing was audited
   3  audited, but part of the project could not be read and --strict is set
  70  groundrules itself failed
"""


@click.command(cls=Guarded, epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", type=click.Choice(FORMATS), help="What goes to stdout [text; github in GitHub Actions].")
@click.option(
    "--report",
    "reports",
    multiple=True,
    callback=read_reports,
    metavar="FORMAT=FILE",
    help="Also write this file; repeatable.",
)
@click.option(
    "--select", multiple=True, callback=read_names, metavar="NAME,...", help="Only these rules or families; repeatable."
)
@click.option(
    "--ignore", multiple=True, callback=read_names, metavar="NAME,...", help="Not these rules or families; repeatable."
)
@click.option("--persona", type=click.Choice(PERSONAS), help="How much to say [regular].")
@click.option("--min-severity", type=click.Choice(SEVERITIES), help="Nothing less severe [note].")
@click.option("--min-confidence", type=click.Choice(CONFIDENCES), help="Nothing less certain [medium].")
@click.option("--fail-on", type=click.Choice((*SEVERITIES, NEVER)), help="What makes the exit code 1 [warning].")
@click.option("--strict", is_flag=True, help="Exit with 3 where part of the project could not be read.")
@click.option("--config", metavar="FILE", help="This configuration instead of the nearest one upwards.")
@click.option("--isolated", is_flag=True, help="No configuration file.")
@click.option("--since", metavar="REV", help="Only findings in files that changed since a git revision.")
@click.option("--staged", is_flag=True, help="Only findings in files that are staged in git.")
@click.option("--baseline", metavar="FILE", help="Findings in this baseline do not count.")
@click.option("--show-suppressed", is_flag=True, help="Show what ignores have silenced, too.")
@click.option("--no-suppress", is_flag=True, help="Refuse ignores: their findings count.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing where nothing is found.")
@click.option("--verbose", "-v", is_flag=True, help="Say what was read and how long each stage took.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour [auto].")
@click.version_option(__version__, prog_name="groundrules", message="%(prog)s %(version)s")
@click.pass_context
def audit(ctx: click.Context, /, **options: Any) -> None:
    """Audit the LLM code and data under PATH (the working directory where none is given).

    The whole project around PATH is read; findings are shown for what lies under PATH. Nothing is executed, imported
    or sent anywhere.
    """
    from groundrules.cli.run import run

    ctx.exit(run(Request(**options)))
