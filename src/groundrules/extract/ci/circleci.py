"""CircleCI: jobs, reusable commands and orbs."""

from __future__ import annotations

from groundrules.domain.value import Literal, Mapping, Value
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, entries, items, literals, text


def describe(document: Value, run: Run) -> None:
    """Tell a run what a CircleCI configuration does."""
    run.system = "circleci"
    for kind in ("commands", "jobs"):
        for name, entry in entries(at(document, kind)):
            variables = _variables(entry.value)
            for step in items(at(entry.value, "steps")):
                _step(step, name if kind == "jobs" else "", run, variables)
            for image in items(at(entry.value, "docker")):
                _use(at(image, "image"), run, True)
    for _, orb in entries(at(document, "orbs")):
        _use(orb.value, run, False)
    _triggers(document, run)


def _use(value: Value | None, run: Run, never_fails: bool) -> None:
    if isinstance(value, Literal) and isinstance(value.value, str):
        run.use(value.value, value.span, never_fails)


def _variables(job: Value) -> dict[str, str]:
    own = {name: text(entry.value) for name, entry in entries(at(job, "environment"))}
    return {name: value for name, value in own.items() if value is not None}


def _step(step: Value, job: str, run: Run, variables: dict[str, str]) -> None:
    """A step: `run: text`, `run: {command: text}`, or steps inside `when:` and `unless:`."""
    script = at(step, "run")
    run.script(at(script, "command") if isinstance(script, Mapping) else script, job, False, variables)
    for condition in ("when", "unless"):
        for inner in items(at(step, condition, "steps")):
            inner_script = at(inner, "run")
            run.script(at(inner_script, "command") or inner_script, job, False, variables)


def _triggers(document: Value, run: Run) -> None:
    """Every push, but for workflows that a schedule starts."""
    workflows = [entry.value for name, entry in entries(at(document, "workflows")) if name != "version"]
    for workflow in workflows:
        scheduled = [trigger for trigger in items(at(workflow, "triggers")) if at(trigger, "schedule") is not None]
        conditions = (text(literal) or "" for literal in literals(at(workflow, "when", "equal")))
        by_schedule = bool(scheduled) or any("scheduled_pipeline" in condition for condition in conditions)
        run.trigger("schedule" if by_schedule else "push")
    if not workflows:
        run.trigger("push")
