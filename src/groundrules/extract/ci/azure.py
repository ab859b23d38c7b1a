"""Azure Pipelines: steps at any depth of stages, jobs and deployments."""

from __future__ import annotations

from groundrules.domain.value import Literal, Value
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, entries, is_false, is_true, items, text

_SCRIPTS = ("script", "bash", "pwsh", "powershell")
_LEVELS = ("stages", "jobs")
_DEPLOYMENTS = ("runOnce", "rolling", "canary")
_HOOKS = ("preDeploy", "deploy", "routeTraffic", "postRouteTraffic")


def describe(document: Value, run: Run) -> None:
    """Tell a run what an Azure pipeline does."""
    run.system = "azure"
    _triggers(document, run)
    _level(document, "", run, False, _variables(document))


def _triggers(document: Value, run: Run) -> None:
    """Pushes unless `trigger: none`; pull requests where `pr:` names them; schedules."""
    if text(at(document, "trigger")) != "none":
        run.trigger("push")
    if at(document, "pr") is not None and text(at(document, "pr")) != "none":
        run.trigger("pull_request")
    if items(at(document, "schedules")):
        run.trigger("schedule")
    if not run.has_triggers:
        run.trigger("workflow_dispatch")


def _variables(holder: Value) -> dict[str, str]:
    """Variables as a mapping, or as a list of name and value."""
    found = {name: text(entry.value) for name, entry in entries(at(holder, "variables"))}
    for variable in items(at(holder, "variables")):
        found[text(at(variable, "name")) or ""] = text(at(variable, "value"))
    return {name: value for name, value in found.items() if value is not None}


def _level(level: Value, job: str, run: Run, lenient: bool, variables: dict[str, str]) -> None:
    """A pipeline, stage or job: its steps, and what it holds."""
    if is_false(at(level, "enabled")) or is_false(at(level, "condition")):
        return
    lenient = lenient or is_true(at(level, "continueOnError"))
    name = text(at(level, "job")) or text(at(level, "deployment")) or job
    known = {**variables, **_variables(level)}
    for step in items(at(level, "steps")):
        _step(step, name, run, lenient, known)
    for strategy in _DEPLOYMENTS:
        for hook in _HOOKS:
            for step in items(at(level, "strategy", strategy, hook, "steps")):
                _step(step, name, run, lenient, known)
    for key in _LEVELS:
        for inner in items(at(level, key)):
            _level(inner, name, run, lenient, known)


def _step(step: Value, job: str, run: Run, lenient: bool, variables: dict[str, str]) -> None:
    if is_false(at(step, "enabled")) or is_false(at(step, "condition")):
        return
    lenient = lenient or is_true(at(step, "continueOnError"))
    for key in _SCRIPTS:
        run.script(at(step, key), job, lenient, variables)
    for key in ("script", "inlineScript"):
        run.script(at(step, "inputs", key), job, lenient, variables)
    task = at(step, "task") or at(step, "template")
    if isinstance(task, Literal) and isinstance(task.value, str):
        run.use(task.value, task.span, lenient)
