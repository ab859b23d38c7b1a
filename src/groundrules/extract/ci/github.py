"""GitHub workflows, composite actions, and the systems that read the same files (Gitea, Forgejo)."""

from __future__ import annotations

from groundrules.domain.value import Literal, Value
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, entries, is_false, is_true, items, text, texts


def describe(document: Value, run: Run) -> None:
    """Tell a run what a workflow or composite action does. Jobs and steps under `if: false` do not run."""
    run.system = "github"
    run.trigger(*_triggers(at(document, "on")))
    variables = _variables(document, {})
    for job, entry in entries(at(document, "jobs")):
        if not is_false(at(entry.value, "if")):
            _job(entry.value, job, run, _variables(entry.value, variables))
    if at(document, "runs", "steps") is not None:
        _job(at(document, "runs"), "", run, variables)


def _triggers(on: Value | None) -> tuple[str, ...]:
    """The events of `on:`, which is a name, a list of names, or a mapping by name."""
    return texts(on) or tuple(name for name, _ in entries(on))


def _variables(holder: Value | None, around: dict[str, str]) -> dict[str, str]:
    """The literal values of an `env:`, over those around it."""
    own = {name: text(entry.value) for name, entry in entries(at(holder, "env"))}
    return {**around, **{name: value for name, value in own.items() if value is not None}}


def _job(job: Value | None, name: str, run: Run, variables: dict[str, str]) -> None:
    lenient = is_true(at(job, "continue-on-error"))
    called = at(job, "uses")
    if isinstance(called, Literal) and isinstance(called.value, str):
        run.use(called.value, called.span, lenient)
    for step in items(at(job, "steps")):
        if not is_false(at(step, "if")):
            _step(step, name, run, lenient or is_true(at(step, "continue-on-error")), variables)


def _step(step: Value, job: str, run: Run, lenient: bool, variables: dict[str, str]) -> None:
    action = at(step, "uses")
    if isinstance(action, Literal) and isinstance(action.value, str):
        run.use(action.value, action.span, lenient)
    run.script(at(step, "run"), job, lenient, _variables(step, variables))
