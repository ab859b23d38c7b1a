"""`groundrules`: the group of all commands, each imported when it is called."""

from __future__ import annotations

import importlib

import click

from groundrules import __version__
from groundrules.cli.guard import Guarded

_COMMANDS = {"audit": "audit", "explain": "explain", "rules": "rules", "inventory": "inventory", "baseline": "baseline"}
"""Command -> its module in this package, which holds it under the same name."""


class LazyGroup(Guarded, click.Group):
    """A group that imports a command only to run it or to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a user meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"groundrules.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name where there is none of this one."""
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            from groundrules.domain.errors import nearest

            known = ", ".join(_COMMANDS)
            ctx.fail(f"no command is called {args[0]!r}{nearest(args[0], _COMMANDS)}; known are {known}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="groundrules", message="%(prog)s %(version)s")
def main() -> None:
    """Audit LLM codebases: fine-tuning, retrieval or prompt, judged on what the repository shows."""
