from __future__ import annotations

import pytest

from groundrules.domain.facts import FileFacts, Workflow
from tests.extract.reading import read, shown


def workflow(path: str, source: str) -> tuple[FileFacts, Workflow]:
    facts = read(path, "workflow", source)
    assert facts.problems == ()
    assert facts.workflow is not None
    return facts, facts.workflow


def jobs(facts: FileFacts) -> list[tuple[str, str]]:
    return [(command.job, " ".join(command.words)) for command in facts.commands]


GITHUB = """name: evals
on:
  pull_request:
    paths: [prompts/**]
  schedule:
    - cron: "0 3 * * 1"
env:
  MODEL: gpt-4o-mini
jobs:
  evaluate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: run
        run: |
          pip install -r requirements.txt

          npx promptfoo eval \\
            --model $MODEL
      - run: 'pytest evals'
        continue-on-error: true
      - run: never
        if: false
  call:
    uses: ./.github/workflows/other.yml
  off:
    if: ${{ false }}
    steps:
      - run: never
"""


def test_github_commands_stand_on_their_lines() -> None:
    facts, found = workflow(".github/workflows/evals.yml", GITHUB)
    assert [(command.span.line, command.never_fails, shown(GITHUB, command.span)) for command in facts.commands] == [
        (16, False, "pip install -r requirements.txt"),
        (18, False, "npx promptfoo eval \\\n            --model $MODEL"),
        (20, True, "pytest evals"),
    ]
    assert facts.commands[1].words == ("npx", "promptfoo", "eval", "--model", "gpt-4o-mini")
    assert {command.job for command in facts.commands} == {"evaluate"}
    assert (found.system, found.triggers, found.never_fails) == ("github", ("pull_request", "schedule"), False)
    assert [(name, span.line) for name, span in found.uses] == [
        ("actions/checkout@v4", 13),
        ("./.github/workflows/other.yml", 25),
    ]


@pytest.mark.parametrize(
    ("on", "triggers"),
    [
        ("on: push", ("push",)),
        ("on: [push, pull_request]", ("push", "pull_request")),
        ("on:\n  push:\n  workflow_call:\n    inputs: {}", ("push", "workflow_call")),
        ('"on": push', ("push",)),
        ("true: push", ()),
    ],
)
def test_github_triggers_in_every_form(on: str, triggers: tuple[str, ...]) -> None:
    assert workflow(".github/workflows/a.yml", on + "\n")[1].triggers == triggers


@pytest.mark.parametrize(
    ("steps", "never_fails"),
    [
        ("[{run: a || true}]", True),
        ("[{run: a, continue-on-error: true}, {uses: actions/checkout@v4}]", True),
        ("[{run: a, continue-on-error: true}, {run: b}]", False),
        ("[{run: a, continue-on-error: true}, {uses: promptfoo/promptfoo-action@v1}]", False),
        ("[]", False),
    ],
)
def test_a_workflow_that_cannot_fail(steps: str, never_fails: bool) -> None:
    source = f"on: push\njobs: {{a: {{steps: {steps}}}}}\n"
    assert workflow(".github/workflows/a.yml", source)[1].never_fails is never_fails


def test_a_job_that_may_fail_says_so_for_its_commands() -> None:
    facts, found = workflow(
        ".github/workflows/a.yml", "on: push\njobs: {a: {continue-on-error: true, steps: [{run: b}]}}\n"
    )
    assert ([command.never_fails for command in facts.commands], found.never_fails) == ([True], True)


def test_a_folded_script_stands_where_it_begins() -> None:
    source = "on: push\njobs:\n  a:\n    steps:\n      - run: >-\n          python a.py\n          --seed 1\n"
    facts, _ = workflow(".github/workflows/a.yml", source)
    assert [(command.span.line, command.words) for command in facts.commands] == [
        (6, ("python", "a.py", "--seed", "1"))
    ]


def test_a_composite_action() -> None:
    facts = read(
        "tools/action.yml", "yaml", "runs:\n  using: composite\n  steps:\n    - run: python a.py\n      shell: bash\n"
    )
    assert jobs(facts) == [("", "python a.py")]


GITLAB = """stages: [test]
include:
  - template: Security.yml
variables: {MODEL: small}
.base:
  before_script: [pip install x]
.unused:
  script: [hidden]
default:
  before_script: [setup]
evals:
  extends: .base
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - when: never
  script:
    - promptfoo eval --model $MODEL
    - |
      pytest evals
      echo done
manual:
  when: manual
  allow_failure: true
  script: run it
nightly:
  only: [schedules, main]
  script:
    - [nested, deeper]
"""


def test_gitlab() -> None:
    facts, found = workflow(".gitlab-ci.yml", GITLAB)
    assert jobs(facts) == [
        ("", "setup"),
        (".base", "pip install x"),
        ("evals", "promptfoo eval --model small"),
        ("evals", "pytest evals"),
        ("evals", "echo done"),
        ("manual", "run it"),
        ("nightly", "nested"),
        ("nightly", "deeper"),
    ]
    assert [command.span.line for command in facts.commands][2:5] == [18, 20, 21]
    assert [command.never_fails for command in facts.commands][5] is True
    assert (found.system, found.triggers) == ("gitlab", ("pull_request", "schedule", "workflow_dispatch", "push"))
    assert [name for name, _ in found.uses] == ["Security.yml"]


def test_gitlab_without_rules_runs_on_pushes() -> None:
    assert workflow(".gitlab-ci.yml", "a: {script: b}\n")[1].triggers == ("push",)


def test_gitlab_references_are_survived() -> None:
    facts, _ = workflow(".gitlab-ci.yml", "a:\n  script:\n    - !reference [.b, script]\n    - c\n")
    assert ("a", "c") in jobs(facts)


def test_circleci() -> None:
    source = """version: 2.1
orbs: {python: circleci/python@2}
jobs:
  evals:
    docker: [{image: cimg/python:3.12}]
    environment: {MODEL: small}
    steps:
      - checkout
      - run: pip install x
      - run: {name: eval, command: promptfoo eval --model $MODEL}
      - when: {condition: x, steps: [{run: pytest}]}
workflows:
  nightly:
    triggers: [{schedule: {cron: "0 0 * * *"}}]
    jobs: [evals]
  commit: {jobs: [evals]}
"""
    facts, found = workflow(".circleci/config.yml", source)
    assert jobs(facts) == [("evals", "pip install x"), ("evals", "promptfoo eval --model small"), ("evals", "pytest")]
    assert (found.system, found.triggers) == ("circleci", ("schedule", "push"))
    assert [name for name, _ in found.uses] == ["cimg/python:3.12", "circleci/python@2"]


def test_azure() -> None:
    source = """trigger: none
pr: [main]
schedules: [{cron: "0 0 * * *"}]
variables: [{name: MODEL, value: small}]
stages:
  - stage: a
    jobs:
      - job: evals
        continueOnError: true
        steps:
          - task: UsePythonVersion@0
          - script: |
              promptfoo eval --model $MODEL
            displayName: x
          - bash: pytest
            enabled: false
      - deployment: ship
        strategy: {runOnce: {deploy: {steps: [{bash: ./deploy.sh}]}}}
"""
    facts, found = workflow("azure-pipelines.yml", source)
    assert jobs(facts) == [("evals", "promptfoo eval --model small"), ("ship", "./deploy.sh")]
    assert [command.never_fails for command in facts.commands] == [True, False]
    assert (found.system, found.triggers) == ("azure", ("pull_request", "schedule"))
    assert [name for name, _ in found.uses] == ["UsePythonVersion@0"]


def test_azure_runs_on_pushes_unless_it_says_otherwise() -> None:
    assert workflow("azure-pipelines.yml", "steps: []\n")[1].triggers == ("push",)
    assert workflow("azure-pipelines.yml", "trigger: none\nsteps: []\n")[1].triggers == ("workflow_dispatch",)


JENKINS = '''pipeline {
  agent { docker { image 'python:3.12' } }
  triggers { cron('H 3 * * 1') }
  // sh 'hidden'
  /* sh 'hidden too' */
  stages {
    stage('Evals') {
      steps {
        archive 'dist/*'
        sh 'pip install -r requirements.txt'
        sh """
          promptfoo eval
          pytest evals
        """
        script { out = sh(returnStdout: true, script: "git log") }
      }
    }
    stage("Ship") { steps { sh './deploy.sh' } }
  }
}
'''


def test_jenkins() -> None:
    facts, found = workflow("ci/Jenkinsfile", JENKINS)
    assert jobs(facts) == [
        ("Evals", "pip install -r requirements.txt"),
        ("Evals", "promptfoo eval"),
        ("Evals", "pytest evals"),
        ("Evals", "git log"),
        ("Ship", "./deploy.sh"),
    ]
    assert [shown(JENKINS, command.span) for command in facts.commands][1:4] == [
        "promptfoo eval",
        "pytest evals",
        "git log",
    ]
    assert (found.system, found.triggers) == ("jenkins", ("schedule",))
    assert [name for name, _ in found.uses] == ["python:3.12"]


def test_pre_commit() -> None:
    source = """repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.6.0
    hooks: [{id: ruff, args: [--fix]}]
  - repo: local
    hooks:
      - id: evals
        entry: python -m evals
        args: [--quick]
      - {id: slow, entry: python -m slow, stages: [manual]}
"""
    facts, found = workflow(".pre-commit-config.yaml", source)
    assert jobs(facts) == [("evals", "python -m evals --quick")]
    assert (found.system, found.triggers) == ("pre-commit", ("pre-commit",))
    assert [name for name, _ in found.uses] == ["https://github.com/astral-sh/ruff-pre-commit@v0.6.0"]


def test_other_systems_by_their_shared_keys() -> None:
    facts, found = workflow(
        "bitbucket-pipelines.yml", "pipelines:\n  pull-requests:\n    '**': [{step: {name: e, script: [pytest]}}]\n"
    )
    assert (jobs(facts), found.triggers) == ([("e", "pytest")], ("pull_request",))
    facts, found = workflow(".travis.yml", "script: [make, pytest]\n")
    assert (jobs(facts), found.triggers, found.system) == ([("", "make"), ("", "pytest")], ("push",), "other")


def test_a_broken_workflow_is_counted() -> None:
    facts = read(".github/workflows/a.yml", "workflow", "on: push\njobs: [\n")
    assert [problem.reason for problem in facts.problems] == ["not parseable"]
    assert (facts.commands, facts.documents) == ((), ())
