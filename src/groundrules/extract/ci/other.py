"""CI systems that are read by the keys they share: Travis, Bitbucket, Drone, Woodpecker, Buildkite, Cloud Build."""

from __future__ import annotations

from groundrules.domain.value import Literal, Mapping, Value, walk
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, entries, texts

_SCRIPTS = frozenset(
    (
        "script",
        "before_script",
        "after_script",
        "install",
        "before_install",
        "commands",
        "command",
        "after_success",
    )
)
_EVENTS = {"push": "push", "pull_request": "pull_request", "pull-requests": "pull_request", "cron": "schedule",
           "custom": "workflow_dispatch", "manual": "workflow_dispatch", "schedule": "schedule"}  # fmt: skip


def describe(document: Value, run: Run) -> None:
    """Tell a run every script in a CI file, wherever it stands; pushes start it unless it says otherwise."""
    for value in walk(document):
        if isinstance(value, Mapping):
            _scripts(value, run)
    run.trigger(*_triggers(document))
    if not run.has_triggers:
        run.trigger("push")


def _scripts(holder: Mapping, run: Run) -> None:
    name = at(holder, "name")
    job = name.value if isinstance(name, Literal) and isinstance(name.value, str) else ""
    for key, entry in entries(holder):
        if key in _SCRIPTS and not isinstance(entry.value, Mapping):
            run.script(entry.value, job)
        elif key in ("image", "pipe") and isinstance(entry.value, Literal) and isinstance(entry.value.value, str):
            run.use(entry.value.value, entry.value.span, True)


def _triggers(document: Value) -> tuple[str, ...]:
    """Events by name: the keys of Bitbucket's `pipelines`, the lists of `event` elsewhere."""
    names = [name for name, _ in entries(at(document, "pipelines"))]
    for value in walk(document):
        names += texts(at(value, "event")) if isinstance(value, Mapping) else ()
    return tuple(_EVENTS[name] for name in names if name in _EVENTS)
