"""One audit as a command: settle what is asked, run the pipeline, write the reports, choose the exit code."""

from __future__ import annotations

from groundrules.cli.assembly import assemble
from groundrules.cli.output import give_reports
from groundrules.cli.report_file import check_writable
from groundrules.cli.request import Request
from groundrules.cli.verbose import describe_run, describe_times
from groundrules.cli.verdict import exit_code, says_nothing
from groundrules.pipeline import audit


def run(request: Request) -> int:
    """Audit, print, and return the exit code. Errors: `GroundrulesError` before anything is audited."""
    assembly = assemble(request)
    check_writable(request.reports)
    if request.verbose:
        describe_run(assembly)
    outcome = audit(assembly.settings)
    give_reports(request, outcome, silent=request.quiet and says_nothing(outcome))
    if request.verbose:
        describe_times(outcome.coverage)
    return exit_code(outcome, assembly.settings)
