"""What CI runs: commands of workflows and hooks, followed into make targets, scripts and package scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from groundrules.domain.evaluation import CiFile
from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Location

CHANGE = {"push", "pull_request", "pull_request_target", "merge_group", "pre-commit", "workflow_call"}
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A command that CI reaches: where it stands in the CI file, its own file and words, what starts it."""

    location: Location
    file: FileFacts
    command: Command
    triggers: tuple[str, ...]
    never_fails: bool

    @property
    def guards(self) -> bool:
        """Whether it runs on a change and can fail it."""
        return bool(CHANGE.intersection(self.triggers)) and not self.never_fails


class Continuous:
    """The commands that CI and hooks reach."""

    def __init__(self, facts: dict[str, FileFacts]) -> None:
        self.facts = facts
        self.by_job: dict[str, list[tuple[FileFacts, Command]]] = defaultdict(list)
        for item in facts.values():
            for command in item.commands:
                if command.where in ("makefile", "npm script") and command.job:
                    self.by_job[command.job].append((item, command))
        self.runs = [run for item in facts.values() if item.workflow is not None for run in self._of_workflow(item)]

    def files(self) -> list[CiFile]:
        """The CI files of the tree that run something: hooks are no CI, nor is what only calls somebody's bot."""
        return [
            CiFile(location=Location(item.path), system=item.workflow.system, triggers=item.workflow.triggers)
            for item in self.facts.values()
            if item.workflow is not None and item.workflow.system != "pre-commit" and item.commands
        ]

    def _of_workflow(self, item: FileFacts) -> list[Run]:
        assert item.workflow is not None, "asked only of CI files"
        runs: list[Run] = []
        for command in item.commands:
            location = item.location(command.span)
            for file, reached in self._reached(item, command):
                runs.append(Run(location, file, reached, item.workflow.triggers, item.workflow.never_fails))
        return runs

    def _reached(self, item: FileFacts, command: Command) -> list[tuple[FileFacts, Command]]:
        """A command, and those it starts, each once: make targets, npm scripts, shell scripts."""
        found, fresh = [(item, command)], [(item, command)]
        seen = {id(command)}
        for _ in range(DEEPEST):
            started = [pair for _, starting in fresh for pair in self._started(starting)]
            fresh = list({id(nested): (other, nested) for other, nested in started if id(nested) not in seen}.values())
            seen.update(id(nested) for _, nested in fresh)
            found.extend(fresh)
        return found

    def _started(self, command: Command) -> Iterator[tuple[FileFacts, Command]]:
        for word in command.words[1:]:
            yield from self.by_job.get(word, ())
        for word in command.words[:3]:
            script = self.facts.get(word.removeprefix("./"))
            if script is not None and script.kind == "shell":
                yield from ((script, nested) for nested in script.commands)
