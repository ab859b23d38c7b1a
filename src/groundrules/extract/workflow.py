"""CI configuration: which system a file belongs to, and what it runs, when, and whether it can fail."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile
from groundrules.domain.value import Value
from groundrules.extract import yaml
from groundrules.extract.ci import azure, circleci, github, gitlab, jenkins, other, pre_commit
from groundrules.extract.ci.run import Run
from groundrules.extract.decoding import read_text
from groundrules.extract.lines import Lines

_Describe = Callable[[Value, Run], None]

_SYSTEMS: tuple[tuple[str, _Describe], ...] = (
    ("*/.github/workflows/*.y*ml", github.describe),
    ("*/.gitea/workflows/*.y*ml", github.describe),
    ("*/.forgejo/workflows/*.y*ml", github.describe),
    ("*/action.y*ml", github.describe),
    ("*/.gitlab-ci*.y*ml", gitlab.describe),
    ("*/*.gitlab-ci.y*ml", gitlab.describe),
    ("*/.gitlab/*.y*ml", gitlab.describe),
    ("*/.circleci/*.y*ml", circleci.describe),
    ("*/azure-pipelines*.y*ml", azure.describe),
    ("*/.azure-pipelines/*.y*ml", azure.describe),
    ("*/.pre-commit-config.y*ml", pre_commit.describe),
    ("*/.travis.y*ml", other.describe),
    ("*/bitbucket-pipelines.y*ml", other.describe),
    ("*/.drone.y*ml", other.describe),
    ("*/.woodpecker.y*ml", other.describe),
    ("*/.woodpecker/*.y*ml", other.describe),
    ("*/.buildkite/*.y*ml", other.describe),
    ("*/cloudbuild*.y*ml", other.describe),
)


def is_workflow(path: str) -> bool:
    """Whether a path is that of a CI configuration we know."""
    return _is_jenkins(path) or _describer(path) is not None


def read(source: bytes, file: SourceFile) -> FileFacts:
    """The commands, triggers and actions of a CI file."""
    return read_text(source, file, fill)


def fill(text: str, facts: FileFacts) -> None:
    """Add what a CI file says to its facts. Raises `UnreadableError`."""
    if _is_jenkins(facts.path):
        jenkins.fill(text, facts)
        return
    describe = _describer(facts.path) or other.describe
    run = Run(Lines(text))
    try:
        yaml.fill(text, facts)
    finally:
        for document in facts.documents:
            describe(document, run)
        facts.commands = tuple(run.commands)
        facts.workflow = run.workflow()


def _is_jenkins(path: str) -> bool:
    name = path.lower().rpartition("/")[2]
    return name.startswith("jenkinsfile") or name.endswith(".jenkinsfile")


def _describer(path: str) -> _Describe | None:
    lowered = "/" + path.lower()
    return next((describe for pattern, describe in _SYSTEMS if fnmatch.fnmatchcase(lowered, pattern)), None)
