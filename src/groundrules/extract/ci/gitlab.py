"""GitLab CI: jobs with scripts, and the rules that say on what they run."""

from __future__ import annotations

import re

from groundrules.domain.value import Literal, Value
from groundrules.extract.ci.run import Run
from groundrules.extract.tree import at, entries, is_true, items, literals, text, texts

_NO_JOBS = frozenset(
    (
        "default",
        "variables",
        "stages",
        "include",
        "workflow",
        "image",
        "services",
        "cache",
        "before_script",
        "after_script",
        "spec",
        "pages:deploy",
    )
)
_ONLY = {
    "merge_requests": "pull_request", "schedules": "schedule", "web": "workflow_dispatch", "api": "workflow_dispatch",
    "triggers": "workflow_dispatch", "pipelines": "workflow_call", "external_pull_requests": "pull_request",
}  # fmt: skip
_CONDITIONS = (
    (re.compile(r"merge_request|CI_MERGE_REQUEST"), "pull_request"),
    (re.compile(r"[\"']schedule[\"']"), "schedule"),
    (re.compile(r"[\"'](?:web|api|trigger)[\"']"), "workflow_dispatch"),
    (re.compile(r"[\"']push[\"']|CI_COMMIT_(?:BRANCH|TAG|REF)|CI_DEFAULT_BRANCH"), "push"),
)


def describe(document: Value, run: Run) -> None:
    """Tell a run what a GitLab pipeline does. Hidden jobs (`.name`) count only where a job extends them."""
    run.system = "gitlab"
    jobs = {name: entry.value for name, entry in entries(document) if name not in _NO_JOBS}
    extended = {base for job in jobs.values() for base in texts(at(job, "extends"))}
    run.trigger(*_rules(at(document, "workflow", "rules")))
    variables = _variables(document)
    for script in ("before_script", "after_script"):
        run.script(at(document, script), "", variables=variables)
        run.script(at(document, "default", script), "", variables=variables)
    for name, job in jobs.items():
        if not name.startswith(".") or name in extended:
            _job(job, name, run, {**variables, **_variables(job)})
    if not run.has_triggers:
        run.trigger("push")
    for used in (*literals(at(document, "image")), *literals(at(document, "include"))):
        _use(used, run)
    for include in items(at(document, "include")):
        for _, entry in entries(include):
            for used in literals(entry.value):
                _use(used, run)


def _use(used: Literal, run: Run) -> None:
    if isinstance(used.value, str):
        run.use(used.value, used.span, True)


def _variables(holder: Value) -> dict[str, str]:
    own = {name: text(entry.value) for name, entry in entries(at(holder, "variables"))}
    return {name: value for name, value in own.items() if value is not None}


def _job(job: Value, name: str, run: Run, variables: dict[str, str]) -> None:
    lenient = is_true(at(job, "allow_failure"))
    for script in ("before_script", "script", "after_script"):
        run.script(at(job, script), name, lenient, variables)
    if text(at(job, "when")) == "manual":
        run.trigger("workflow_dispatch")
        return
    for reference in texts(at(job, "only", "refs")) or texts(at(job, "only")):
        run.trigger(_ONLY.get(reference, "push"))
    run.trigger(*_rules(at(job, "rules")))
    if name[:1] != "." and all(at(job, key) is None for key in ("only", "rules", "extends")):
        run.trigger("push")


def _rules(rules: Value | None) -> tuple[str, ...]:
    """The events that `rules:` let through; a rule without a condition lets pushes through."""
    found: list[str] = []
    for rule in items(rules):
        when, condition = text(at(rule, "when")), text(at(rule, "if"))
        if when == "never":
            continue
        if when == "manual":
            found.append("workflow_dispatch")
        elif condition is None:
            found.append("push")
        else:
            found += [event for pattern, event in _CONDITIONS if pattern.search(condition)]
    return tuple(found)
