"""The outermost frame of every command: whatever happens becomes an exit code and a message on stderr."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

CLEAN = 0
FINDINGS = 1
WRONG_USE = 2
PARTLY_UNREAD = 3
INTERNAL_ERROR = 70
INTERRUPTED = 130


class Guarded(click.Command):
    """A command that never shows a traceback unasked, and exits with the codes of this module."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run as a program: parse, run, exit."""
        if args is None:
            gc.disable()  # a process of its own ends before a cycle could matter; looking for some takes a tenth of it
        arguments = sys.argv[1:] if args is None else list(args)
        wants_traceback = bool({"--verbose", "-v"} & set(arguments))
        sys.exit(
            _guarded(lambda: super(Guarded, self).main(arguments, standalone_mode=False, **extra), wants_traceback)
        )


def _guarded(run: Callable[[], Any], wants_traceback: bool) -> int:
    try:
        code = run()
        return code if isinstance(code, int) else CLEAN
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        return _failed(error, wants_traceback)


def _failed(error: Exception, wants_traceback: bool) -> int:
    from groundrules.domain.errors import GroundrulesError
    from groundrules.report.visible import sentence

    if isinstance(error, GroundrulesError):
        click.echo(f"error: {sentence(str(error))}", err=True)
        return WRONG_USE
    if wants_traceback:
        click.echo(_traceback(error), err=True)
    hint = "the traceback above" if wants_traceback else "what --verbose adds"
    click.echo(f"error: groundrules itself failed: {type(error).__name__}: {sentence(str(error))[:300]}", err=True)
    click.echo(f"       please report it in its issue tracker with the command, {hint}, and: {_system()}", err=True)
    return INTERNAL_ERROR


def _traceback(error: Exception) -> str:
    import traceback

    from groundrules.report.visible import visible

    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(visible(line) for line in lines)


def _system() -> str:
    import platform

    from groundrules import __version__

    return f"groundrules {__version__}, Python {platform.python_version()}, {platform.system()}"
