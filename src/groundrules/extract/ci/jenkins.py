"""Jenkinsfiles: the shell steps of a pipeline, found in its Groovy text without parsing Groovy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.domain.facts import FileFacts
from groundrules.extract.ci.run import Run
from groundrules.extract.comment import suppressions
from groundrules.extract.lines import Lines, Part
from groundrules.extract.shell import commands_in

_STEP = re.compile(
    r"(?P<comment>/\*)|//[^\n]*|\bstage\s*\(\s*(?:name\s*:\s*)?['\"](?P<stage>[^'\"\n]*)['\"]"
    r"|\b(?:sh|bat|powershell)\b\s*\(?\s*(?:[^()'\"\n]{0,200}\bscript\s*:\s*)?"
    r"(?:'''(?P<a>[^']*(?:'{1,2}(?!')[^']*)*)'''|\"\"\"(?P<b>[^\"]*(?:\"{1,2}(?!\")[^\"]*)*)\"\"\""
    r"|'(?P<c>[^'\\\n]*(?:\\.[^'\\\n]*){0,200})'|\"(?P<d>[^\"\\\n]*(?:\\.[^\"\\\n]*){0,200})\")"
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*){0,200}'|\"[^\"\\\n]*(?:\\.[^\"\\\n]*){0,200}\""
)
_IMAGE = re.compile(r"\b(?:image\s+|docker\.image\(\s*)['\"]([^'\"\n]+)['\"]")
_TRIGGERS = (
    (re.compile(r"\bcron\s*\("), "schedule"),
    (re.compile(r"\bchangeRequest\b|\bgithubPullRequest|\bghprb"), "pull_request"),
    (re.compile(r"\b(?:pollSCM|githubPush|gitlab)\b"), "push"),
)


def fill(text: str, facts: FileFacts) -> None:
    """Add commands, workflow and suppressions to the facts of a Jenkinsfile; `job` is the stage."""
    facts.suppressions = suppressions(text, "javascript")
    lines = Lines(text)
    run = Run(lines)
    run.system = "jenkins"
    stage = ""
    for step in _steps(text):
        stage = step["stage"] if step["stage"] is not None else stage
        kind = next((kind for kind in "abcd" if step[kind] is not None), None)
        if kind is not None:
            places = Part(lines, step.start(kind))
            for command in commands_in(step[kind], "workflow", job=stage, lines=places):
                run.command(command)
    for image in _IMAGE.finditer(text):
        run.use(image[1], lines.span(*image.span(1)), True)
    run.trigger(*(event for pattern, event in _TRIGGERS if pattern.search(text)))
    if not run.has_triggers:
        run.trigger("push")
    facts.commands = tuple(run.commands)
    facts.workflow = run.workflow()


def _steps(text: str) -> Iterator[re.Match[str]]:
    """Stages and shell steps outside comments, and texts that are neither."""
    offset = 0
    while step := _STEP.search(text, offset):
        offset = step.end()
        if step["comment"]:
            end = text.find("*/", offset)
            offset = end + 2 if end >= 0 else len(text)
        else:
            yield step
