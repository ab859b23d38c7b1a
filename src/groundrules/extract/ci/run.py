"""What a CI file makes run: commands, actions and triggers, collected the same way for every system."""

from __future__ import annotations

import re
from typing import Literal as OneOf

from groundrules.domain.facts import Command, Workflow
from groundrules.domain.location import Span
from groundrules.domain.value import Value
from groundrules.extract.lines import Lines
from groundrules.extract.script import script_commands

System = OneOf["github", "gitlab", "circleci", "azure", "jenkins", "pre-commit", "other"]

_PREPARATION = re.compile(r"(?:^|/)(?:checkout|setup-|cache|upload-|download-)|^docker://|^image:")
"""Actions that only prepare: whether they can fail says nothing of what the workflow guards."""


class Run:
    """Collects what one CI file runs. `lines` are the lines of the file."""

    def __init__(self, lines: Lines) -> None:
        """Start with nothing."""
        self.lines = lines
        self.system: System = "other"
        self.commands: list[Command] = []
        self._triggers: dict[str, None] = {}
        self._uses: list[tuple[str, Span]] = []
        self._can_fail = False

    def trigger(self, *names: str) -> None:
        """What starts it, by GitHub's names."""
        self._triggers.update(dict.fromkeys(names))

    @property
    def has_triggers(self) -> bool:
        """Whether something was seen that starts it."""
        return bool(self._triggers)

    def use(self, name: str, span: Span, never_fails: bool = False) -> None:
        """An action, image, orb or template that it uses."""
        self._uses.append((name, span))
        self._can_fail |= not never_fails and not _PREPARATION.search(name)

    def script(
        self, value: Value | None, job: str, never_fails: bool = False, variables: dict[str, str] | None = None
    ) -> None:
        """A script that it runs in a job."""
        commands = script_commands(value, self.lines, "workflow", job, variables=variables, never_fails=never_fails)
        for command in commands:
            self.command(command)

    def command(self, command: Command) -> None:
        """One command that it runs."""
        self.commands.append(command)
        self._can_fail |= not command.never_fails

    def workflow(self) -> Workflow:
        """All of it. It never fails where everything that runs may fail without stopping it."""
        runs = bool(self.commands or self._uses)
        return Workflow(self.system, tuple(self._triggers), tuple(self._uses), runs and not self._can_fail)
